using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A model as a spec writes it.</summary>
/// <param name="Type">What the vocabulary says of it.</param>
/// <param name="Key">Its name.</param>
/// <param name="Read">Its <c>read</c>.</param>
/// <param name="Fields">Its <c>fields</c>.</param>
internal sealed record ModelNode(ModelType Type, YamlScalar Key, YamlMapping Read, YamlMapping Fields)
{
    /// <summary>The model's name.</summary>
    public string Name => Type.Name;

    /// <summary>The model whose replies it is seen in (<c>with</c>, <c>within</c>), as written; null when it has a request of its own.</summary>
    public YamlScalar? Host => Read.Scalar("with") ?? Read.Scalar("within");

    /// <summary>The whole model, with its tests.</summary>
    public YamlMapping? Node { get; init; }

    /// <summary>Whether its records have ids of two parts.</summary>
    public bool HasTwoParts => Fields.Map("remote_id")?["key"] is not null;
}
