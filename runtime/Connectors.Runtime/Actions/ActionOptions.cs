namespace Connectors.Runtime.Actions;

/// <summary>How an action is to be done.</summary>
public sealed record ActionOptions
{
    /// <summary>Strict, nothing set.</summary>
    public static ActionOptions Default { get; } = new();

    /// <summary>Whether inputs that the connector does not send are left out with a warning each; otherwise they are refused. Default false.</summary>
    public bool Lenient { get; init; }

    /// <summary>
    /// The caller's name for this very action, at most 255 characters: with a <see cref="Journal"/>, the same key continues what an earlier attempt began, and never
    /// makes a record twice. Null for none.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The environment's name as a source of candidates; null for none.</summary>
    public string? SourceName { get; init; }

    /// <summary>Values of the connection that are others for this action alone, by field: the user it is done as. Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Connection { get; init; }

    /// <summary>Turns unified ids into the vendor's; null where the caller has no store and gives <c>remote:ID</c>.</summary>
    public IRecordResolver? Resolver { get; init; }

    /// <summary>Is told of each record at the vendor as soon as it is made or found, whatever comes of the action afterwards; null for nobody.</summary>
    public Action<MadeRecord>? OnMade { get; init; }

    /// <summary>Keeps what an idempotency key has done; null for none.</summary>
    public IActionJournal? Journal { get; init; }
}
