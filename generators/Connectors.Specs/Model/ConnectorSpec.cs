namespace Connectors.Specs.Model;

/// <summary>A connector as its spec declares it: bound to the vocabulary and the vendor's contract, and checked.</summary>
/// <remarks>
/// Immutable and equal by value, because the generator caches it. It holds no source positions (those stand beside it, in the
/// compilation's position table), so a moved line or a new comment makes an equal model.
/// </remarks>
public sealed record ConnectorSpec
{
    /// <summary>The tool slug, also the file name: <c>laura</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>The name people know the vendor by.</summary>
    public required string Name { get; init; }

    /// <summary>The category of the vocabulary it is written against: <c>ats</c>.</summary>
    public required string Category { get; init; }

    /// <summary>How far the connector has come.</summary>
    public ReleaseStage Stage { get; init; }

    /// <summary>General notes for the coverage page, one sentence or more each.</summary>
    public EquatableArray<string> Notes { get; init; }

    /// <summary>Other connectors for the same vendor, which may not be here.</summary>
    public EquatableArray<VariantSpec> Variants { get; init; }

    /// <summary>What a customer fills in, and how requests are authenticated with it.</summary>
    public required ConnectionSpec Connection { get; init; }

    /// <summary>Where and how the vendor is spoken to.</summary>
    public required TransportSpec Transport { get; init; }

    /// <summary>The small lists of the vendor's that values are looked up in, in the order of the spec.</summary>
    public EquatableArray<TableSpec> Tables { get; init; }

    /// <summary>The vendor requests that feed models, parents before children.</summary>
    public EquatableArray<SourceSpec> Sources { get; init; }

    /// <summary>The readable models, in the vocabulary's order.</summary>
    public EquatableArray<ModelSpec> Models { get; init; }

    /// <summary>The actions, in the vocabulary's order.</summary>
    public EquatableArray<ActionSpec> Actions { get; init; }

    /// <summary>The vendor APIs that passthrough requests may go to, in the order of the spec.</summary>
    public EquatableArray<PassthroughSpec> Passthrough { get; init; }

    /// <summary>Ids of the features that work, in the vocabulary's order.</summary>
    public EquatableArray<string> Features { get; init; }

    /// <summary>What is known not to be there: rows that are not implemented or that the vendor does not support, each with the reason.</summary>
    public EquatableArray<CoverageException> Exceptions { get; init; }
}

/// <summary>Another connector for the same vendor.</summary>
/// <param name="Slug">Its slug: <c>acmerest</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Use">When it is the right one, in a sentence.</param>
/// <param name="Base">The address of the API it speaks to, for people: <c>https://{subdomain}.acme.example/v2</c>; null when not said.</param>
public sealed record VariantSpec(string Slug, string Name, string Use, string? Base);

/// <summary>How far a connector has come.</summary>
public enum ReleaseStage
{
    /// <summary>Ready for everybody.</summary>
    General,

    /// <summary>Usable by everybody, still being proven.</summary>
    OpenBeta,

    /// <summary>On request only.</summary>
    ClosedBeta,
}

/// <summary>A coverage row that is not <see cref="CoverageState.Supported"/>, with its reason.</summary>
/// <param name="Owner">Model or action name: <c>jobs</c>, <c>create_application</c>.</param>
/// <param name="Row">Field or input name; null when the whole model or action is meant.</param>
/// <param name="State">Not implemented or unsupported.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record CoverageException(string Owner, string? Row, CoverageState State, string Reason);

/// <summary>What is known of a coverage row.</summary>
public enum CoverageState
{
    /// <summary>Nobody has looked: the spec does not name the row.</summary>
    Unknown,

    /// <summary>The spec maps it.</summary>
    Supported,

    /// <summary>The vendor could, the connector does not yet.</summary>
    NotImplemented,

    /// <summary>The vendor cannot.</summary>
    Unsupported,
}
