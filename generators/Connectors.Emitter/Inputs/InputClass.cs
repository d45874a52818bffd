using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>A class of inputs: of an action itself, or of a level in it.</summary>
/// <param name="Name">The C# name: <c>CreateApplicationInput</c>, <c>LocationInput</c>.</param>
/// <param name="Doc">What it holds.</param>
/// <param name="Members">Its inputs and the levels below it, in the vocabulary's order.</param>
public sealed record InputClass(string Name, string Doc, EquatableArray<InputMember> Members)
{
    /// <summary>Whether it describes a file, whose content is fetched or decoded before it is sent.</summary>
    public bool IsFile => Members.Any(m => m.Field?.Type is TypeRef.Scalar { Kind: ScalarKind.Bytes or ScalarKind.FileUrl });
}

/// <summary>A member of a class of inputs.</summary>
/// <param name="Name">Its name in JSON: <c>zip_code</c>.</param>
/// <param name="List">Whether there can be several.</param>
/// <param name="Required">Whether it must be there, within its class.</param>
/// <param name="Doc">What it says.</param>
public sealed record InputMember(string Name, bool List, bool Required, string Doc)
{
    /// <summary>The input; null for a level.</summary>
    public FieldType? Field { get; init; }

    /// <summary>The level; null for an input.</summary>
    public InputClass? Group { get; init; }
}
