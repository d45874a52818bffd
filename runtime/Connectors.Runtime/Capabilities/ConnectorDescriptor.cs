using System.Collections.Immutable;

namespace Connectors.Runtime.Capabilities;

/// <summary>What a connector can do, as static data: generated from its spec.</summary>
public sealed class ConnectorDescriptor
{
    /// <summary>The tool slug: <c>laura</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>The vendor's name.</summary>
    public required string Name { get; init; }

    /// <summary>The category: <c>ats</c>.</summary>
    public required string Category { get; init; }

    /// <summary>How far the connector has come: <c>general</c>, <c>open_beta</c> or <c>closed_beta</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>General notes.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The connection form.</summary>
    public ImmutableArray<Connections.ConnectionFieldInfo> ConnectionFields { get; init; } = [];

    /// <summary>The rows for which a connection can bring its own translations of vendor values.</summary>
    public ImmutableArray<Connections.OwnMapInfo> OwnMaps { get; init; } = [];

    /// <summary>How to obtain the credentials, step by step.</summary>
    public ImmutableArray<string> Guide { get; init; } = [];

    /// <summary>All models of the vocabulary, in its order, with what is known of each.</summary>
    public ImmutableArray<ModelCapability> Models { get; init; } = [];

    /// <summary>All actions of the vocabulary, in its order, with what is known of each.</summary>
    public ImmutableArray<ActionCapability> Actions { get; init; } = [];

    /// <summary>All features of the vocabulary, in its order, with what is known of each.</summary>
    public ImmutableArray<FeatureCapability> Features { get; init; } = [];

    /// <summary>What is known of a model; null when the vocabulary has none of that name. Allocates nothing.</summary>
    /// <param name="name">The vocabulary's name: <c>jobs</c>.</param>
    public ModelCapability? Model(string name)
    {
        foreach (var model in Models)
        {
            if (model.Name == name)
            {
                return model;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether records of a model have the vendor's payload: it is offered (<c>remote_data</c>), or customers look through its fields to map them
    /// (<c>custom_fields</c> with the feature <c>custom_field_explorer</c>). Allocates nothing.
    /// </summary>
    /// <param name="name">The vocabulary's name: <c>jobs</c>.</param>
    public bool KeepsPayload(string name) => Model(name) is { } model
        && (model.Field("remote_data")?.Coverage == Coverage.Supported
            || (model.Field("custom_fields")?.Coverage == Coverage.Supported && Feature("custom_field_explorer")?.Coverage == Coverage.Supported));

    /// <summary>What is known of an action; null when the vocabulary has none of that name. Allocates nothing.</summary>
    /// <param name="name">The vocabulary's name: <c>create_application</c>.</param>
    public ActionCapability? Action(string name)
    {
        foreach (var action in Actions)
        {
            if (action.Name == name)
            {
                return action;
            }
        }

        return null;
    }

    /// <summary>What is known of a feature; null when the vocabulary has none of that id. Allocates nothing.</summary>
    /// <param name="id">The vocabulary's id: <c>source_writing</c>.</param>
    public FeatureCapability? Feature(string id)
    {
        foreach (var feature in Features)
        {
            if (feature.Id == id)
            {
                return feature;
            }
        }

        return null;
    }
}

/// <summary>What is known of an action.</summary>
/// <param name="Name">The vocabulary's name.</param>
/// <param name="Coverage">Whether it can be done.</param>
/// <param name="Note">A restriction of a supported action, or the reason of one that is not; null for nothing.</param>
/// <param name="Inputs">All its inputs in the vocabulary's order, by their dotted paths, without those that every connector accepts and this one does not send.</param>
public sealed record ActionCapability(string Name, Coverage Coverage, string? Note, ImmutableArray<FieldCapability> Inputs)
{
    /// <summary>What is known of an input; null when it is no row of the action. Allocates nothing.</summary>
    /// <param name="name">Its dotted path: <c>attachments.data</c>.</param>
    public FieldCapability? Input(string name) => FieldCapability.Find(Inputs, name);
}

/// <summary>What is known of a feature.</summary>
/// <param name="Id">The vocabulary's id.</param>
/// <param name="Label">Its title: <c>Source Writing</c>.</param>
/// <param name="Coverage">Whether it works.</param>
public sealed record FeatureCapability(string Id, string Label, Coverage Coverage);

/// <summary>What is known of a model.</summary>
/// <param name="Name">The vocabulary's name.</param>
/// <param name="Coverage">Whether it can be read.</param>
/// <param name="Reason">Why not, where the spec says so.</param>
/// <param name="Fields">All its fields in the vocabulary's order.</param>
public sealed record ModelCapability(string Name, Coverage Coverage, string? Reason, ImmutableArray<FieldCapability> Fields)
{
    /// <summary>What is known of a field; null when the model has none of that name. Allocates nothing.</summary>
    /// <param name="name">The vocabulary's name: <c>status</c>.</param>
    public FieldCapability? Field(string name) => FieldCapability.Find(Fields, name);
}

/// <summary>What is known of a field or an input.</summary>
/// <param name="Name">The vocabulary's name.</param>
/// <param name="Coverage">Whether it is filled.</param>
/// <param name="Note">A restriction of a supported field, or the reason of an unsupported one; null for nothing.</param>
public sealed record FieldCapability(string Name, Coverage Coverage, string? Note)
{
    internal static FieldCapability? Find(ImmutableArray<FieldCapability> fields, string name)
    {
        foreach (var field in fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }
}

/// <summary>What is known of a coverage row.</summary>
public enum Coverage
{
    /// <summary>Nobody has looked.</summary>
    Unknown,

    /// <summary>It works.</summary>
    Supported,

    /// <summary>The vendor could, the connector does not yet.</summary>
    NotImplemented,

    /// <summary>The vendor cannot.</summary>
    Unsupported,
}
