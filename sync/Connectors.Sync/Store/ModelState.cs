namespace Connectors.Sync.Store;

/// <summary>What a run knows of one model of the integration.</summary>
internal sealed class ModelState
{
    public required string Name { get; init; }

    public required long Number { get; init; }

    /// <summary>Whether the payloads of the model are stored.</summary>
    public required bool KeepsRaw { get; init; }

    /// <summary>Whether payloads differ in what records show of them; null where they show nothing of them.</summary>
    public PayloadComparison? ShownOfPayload { get; init; }

    /// <summary>Start of the last run that read it; a delta run asks for what changed since. Null when it was never read whole.</summary>
    public DateTimeOffset? SyncedFrom { get; init; }

    /// <summary>Start of the last run that read it whole.</summary>
    public DateTimeOffset? FullFrom { get; init; }

    /// <summary>How many records are alive.</summary>
    public long Live { get; set; }

    /// <summary>How many of them are stored in the model's count; actions count what they make by themselves.</summary>
    public long LiveStored { get; set; }

    /// <summary>Whether any record of it was absent from its scope; only then a record that is seen has an absence to forget.</summary>
    public bool HasAbsences { get; set; }

    /// <summary>Whether any record of it is set aside; only then a record that can be read again has a reason to forget.</summary>
    public bool HasSetAside { get; set; }

    /// <summary>Scopes in which records were missing without proof that they are gone.</summary>
    public int Unproven { get; set; }

    /// <summary>What happened to its records in this run, earlier attempts included.</summary>
    public ModelCounts Counts { get; } = new();
}

/// <summary>What a run did with the records of one model.</summary>
internal sealed class ModelCounts
{
    public long Pages { get; set; }

    public long Added { get; set; }

    public long Changed { get; set; }

    public long Unchanged { get; set; }

    public long Returned { get; set; }

    public long Deleted { get; set; }

    public long SetAside { get; set; }

    public long Dropped { get; set; }

    /// <summary>How many records were read.</summary>
    public long Records => Added + Changed + Unchanged + Returned;

    /// <summary>Whether it changed since it was stored.</summary>
    public bool Dirty { get; set; }
}
