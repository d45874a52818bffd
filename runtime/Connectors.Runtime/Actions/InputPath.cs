using System.Globalization;

namespace Connectors.Runtime.Actions;

/// <summary>A place in the input of an action. Its text is made only when something is found there.</summary>
public readonly record struct InputPath
{
    private readonly string _text;
    private readonly string? _name;
    private readonly string? _member;
    private readonly int _index;

    /// <summary>A place that is in no list: <c>candidate.email_address</c>.</summary>
    /// <param name="text">Its dotted path.</param>
    public InputPath(string text) => (_text, _index) = (text, -1);

    /// <summary>An item of a list, or a place in it: <c>attachments[2].data</c>.</summary>
    /// <param name="list">The dotted path of the list.</param>
    /// <param name="index">The item's index, from 0.</param>
    /// <param name="name">The dotted path within the item; null for the item itself.</param>
    public InputPath(string list, int index, string? name = null) => (_text, _index, _name) = (list, index, name);

    private InputPath(string text, int index, string? name, string member) => (_text, _index, _name, _member) = (text, index, name, member);

    /// <summary>A member of the object at this place.</summary>
    /// <param name="member">The member's name.</param>
    public InputPath At(string member) => _index < 0 ? new(_text + "." + member) : _name is null ? new(_text, _index, member) : new(_text, _index, _name, member);

    /// <summary>A place that is in no list.</summary>
    public static implicit operator InputPath(string text) => new(text);

    /// <summary>The path as people read it: <c>attachments[2].data</c>.</summary>
    public override string ToString() => _index < 0
        ? _text
        : string.Create(CultureInfo.InvariantCulture, $"{_text}[{_index}]{(_name is null ? "" : ".")}{_name}{(_member is null ? "" : ".")}{_member}");
}
