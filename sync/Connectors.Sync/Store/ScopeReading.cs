namespace Connectors.Sync.Store;

/// <summary>A record whose children are read.</summary>
/// <param name="Number">Its number in the store; 0 for a plain list.</param>
/// <param name="Id">Its unified id; empty for a plain list.</param>
/// <param name="RemoteId">The vendor's id; null for a plain list.</param>
internal sealed record Parent(long Number, string Id, string? RemoteId)
{
    /// <summary>The parent of a plain list: there is none.</summary>
    public static readonly Parent None = new(0, "", null);
}

/// <summary>
/// One reading of a scope (a list, or the children of one parent) from its first page to its last, possibly over several attempts of a run.
/// Only the writer of the run changes it.
/// </summary>
internal sealed class ScopeReading
{
    public ScopeReading(SourceState source, Parent parent, DateTimeOffset? since)
    {
        Source = source;
        Parent = parent;
        Since = since;
        Seen = new SeenSet[source.Models.Count];
        PassedOver = new HashSet<UInt128>?[source.Models.Count];
        for (var i = 0; i < Seen.Length; i++)
        {
            Seen[i] = new SeenSet();
        }
    }

    public SourceState Source { get; }

    public Parent Parent { get; }

    /// <summary>Set when only what changed since is read; then absence says nothing.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>Set when details are asked for only of records that changed since.</summary>
    public DateTimeOffset? DetailsSince { get; init; }

    /// <summary>The records met so far, by model of the source.</summary>
    public SeenSet[] Seen { get; }

    /// <summary>
    /// The records met that are not wanted, by model of the source: the vendor's total counts them too. They are known to one attempt only; after another one
    /// the total does not add up, and absence proves nothing.
    /// </summary>
    public HashSet<UInt128>?[] PassedOver { get; }

    /// <summary>Where to go on; null at the start.</summary>
    public string? Resume { get; set; }

    public long Elements { get; set; }

    public long? Total { get; set; }

    /// <summary>Whether any element was left out on purpose.</summary>
    public bool Skipped { get; set; }
}

/// <summary>A source as one run reads it.</summary>
internal sealed class SourceState
{
    public required Runtime.Reading.ReadSource Source { get; init; }

    /// <summary>The models it feeds that the run wants, in the source's order.</summary>
    public required IReadOnlyList<ModelState> Models { get; init; }

    /// <summary>
    /// Whether the vendor's total counts the records of a model: those of the declaring model, one an element. Others may repeat (a candidate
    /// that stands in several applications) or be nested. By model.
    /// </summary>
    public required IReadOnlyList<bool> Counted { get; init; }

    /// <summary>The names of the models.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>Number of the model that declares it.</summary>
    public required long Number { get; init; }

    public required long Run { get; init; }

    /// <summary>When the run started first.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether everything is read; otherwise what changed, as far as the vendor can tell.</summary>
    public required bool Whole { get; init; }

    /// <summary>What is asked for of the vendor: what changed since; null where everything is, as the vendor cannot tell or the run is whole.</summary>
    public DateTimeOffset? Since => Whole || Source.Since is null ? null : Models.Min(m => m.SyncedFrom);

    /// <summary>Details are asked for only of records that changed since, as far as the vendor tells; null for all.</summary>
    public DateTimeOffset? DetailsSince => Whole || Source.Lookup?.Facts is null ? null : Models.Min(m => m.SyncedFrom);

    /// <summary>Whether the run has looked at everything of the source: asked for by the run, or because the vendor cannot give less.</summary>
    public bool ReadsAll => Whole || (Source.ForEach is null && Source.Since is null && DetailsSince is null);
}
