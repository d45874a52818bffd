using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Lays the dotted inputs of actions out as classes. Levels with the same members share a class.</summary>
public sealed class InputClasses
{
    private readonly Dictionary<string, InputClass> _groups = new(StringComparer.Ordinal);
    private readonly string _prefix;

    /// <summary>Begins.</summary>
    /// <param name="prefix">What the names of the classes begin with.</param>
    public InputClasses(string prefix = "") => _prefix = prefix;

    /// <summary>The classes of levels so far, inner ones before those around them.</summary>
    public IEnumerable<InputClass> Groups => _groups.Values;

    /// <summary>The name of an action's input: <c>CreateApplicationInput</c>.</summary>
    public static string Name(ActionType action) => Naming.Pascal(action.Name) + "Input";

    /// <summary>The class of an action's input, with those of its levels added to <see cref="Groups"/>.</summary>
    /// <param name="action">The action.</param>
    public InputClass Of(ActionType action) => new(_prefix + Name(action), action.Doc, Members(action, ""));

    private EquatableArray<InputMember> Members(ActionType action, string level) =>
        Names(action, level).Select(name => Member(action, level, name)).ToEquatable();

    private InputMember Member(ActionType action, string level, string name)
    {
        if (action.Inputs.FirstOrDefault(i => i.Name == level + name) is { } input)
        {
            return new InputMember(name, input.List, input.Required, input.Doc) { Field = input with { Name = name, Becomes = null } };
        }

        var group = action.Groups.First(g => g.Name == level + name);
        return new InputMember(name, group.List, group.Required, group.Doc) { Group = Class(action, group, name) };
    }

    private InputClass Class(ActionType action, InputGroup group, string name)
    {
        var members = Members(action, group.Name + ".");
        var named = _prefix + Naming.Pascal(group.List ? Singular(name) : name) + "Input";
        if (_groups.TryGetValue(named, out var known) && known.Members != members)
        {
            named = _prefix + Naming.Pascal(action.Name) + Naming.Pascal(group.Name) + "Input";
        }

        return _groups[named] = _groups.TryGetValue(named, out known) ? known : new InputClass(named, group.Doc, members);
    }

    // The names right below a level, in the order of the first input that has them.
    private static IEnumerable<string> Names(ActionType action, string level) =>
        action.Inputs.Where(i => i.Name.StartsWith(level, StringComparison.Ordinal)).Select(i => i.Name.Substring(level.Length).Split('.')[0]).Distinct();

    private static string Singular(string name) => name switch
    {
        _ when name.EndsWith("sses", StringComparison.Ordinal) => name.Substring(0, name.Length - 2),
        _ when name.EndsWith("ies", StringComparison.Ordinal) => name.Substring(0, name.Length - 3) + "y",
        _ when name.EndsWith("s", StringComparison.Ordinal) => name.Substring(0, name.Length - 1),
        _ => name,
    };
}
