namespace Connectors.Specs.Model;

/// <summary>A model a connector reads, with the fields it covers.</summary>
public sealed record ModelSpec
{
    /// <summary>The vocabulary's name: <c>jobs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The source whose replies hold it.</summary>
    public required string Source { get; init; }

    /// <summary>The covered fields in the vocabulary's order, <c>remote_id</c> among them, base fields (id, changed_at, remote_deleted_at) not.</summary>
    public EquatableArray<FieldSpec> Fields { get; init; }

    /// <summary>Whether the raw record is exposed as <c>remote_data</c>.</summary>
    public bool RemoteData { get; init; }

    /// <summary>Whether customers can map custom fields (<c>custom_fields: true</c>).</summary>
    public bool CustomFields { get; init; }
}

/// <summary>One covered field: where its value comes from.</summary>
/// <param name="Name">The vocabulary's name.</param>
/// <param name="Value">How the value is made of vendor data.</param>
/// <param name="Note">What a reader of the coverage page must know, derived from the construct or given by the spec; null for nothing.</param>
public sealed record FieldSpec(string Name, ValueSpec Value, string? Note);
