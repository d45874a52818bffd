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

    /// <summary>Records for which none of these holds are none of the model; empty when all are.</summary>
    public EquatableArray<AllOf> Keep { get; init; }

    /// <summary>Records for which one of these holds are none of the model.</summary>
    public EquatableArray<AllOf> Drop { get; init; }

    /// <summary>A record for which one of these holds says that it is deleted.</summary>
    public EquatableArray<AllOf> Deleted { get; init; }

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

/// <summary>Tests that must all hold.</summary>
public sealed record AllOf(EquatableArray<Test> Tests);
