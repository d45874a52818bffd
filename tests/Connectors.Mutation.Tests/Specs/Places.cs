using Connectors.Specs.Language;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Specs;

/// <summary>A key of a spec.</summary>
/// <param name="Path">Keys from the root, joined by dots; items of lists as <c>[0]</c>.</param>
/// <param name="Entry">The key with its value.</param>
/// <param name="Mapping">What it stands in.</param>
/// <param name="Of">The kind of mapping, or what its keys name where they are not the language's: <c>paging</c>, <c>a parameter</c>.</param>
/// <param name="Rule">The key in the grammar; null for names.</param>
internal sealed record KeyPlace(string Path, YamlEntry Entry, YamlMapping Mapping, string Of, KeyShape? Rule)
{
    /// <summary>The kind of mapping in the grammar; null where keys are names.</summary>
    public MappingShape? Kind => Rule is null ? null : Grammar.Mapping(Of);

    /// <summary>For a name: the field, member or case of the vocabulary it must be; null when it is something else's name.</summary>
    public FieldType? Field { get; init; }

    public string Name => Entry.Key.Text;
}

/// <summary>A value of a spec.</summary>
/// <param name="Path">Its key's path.</param>
/// <param name="Node">The value.</param>
/// <param name="Shape">What the grammar wants there.</param>
internal sealed record ValuePlace(string Path, YamlNode Node, Shape Shape)
{
    /// <summary>What a text there is called in the grammar: <c>a path</c>.</summary>
    public string What => Shape is Shape.Text text ? text.What : "";

    /// <summary>The unified type that is made of it; null where none is.</summary>
    public TypeRef? Type { get; init; }

    /// <summary>Whether a list of that type is made of it.</summary>
    public bool List { get; init; }

    /// <summary>What a path is looked up in; null where operators need not know.</summary>
    public ContractView? In { get; init; }

    public YamlScalar? Scalar => Node as YamlScalar;
}
