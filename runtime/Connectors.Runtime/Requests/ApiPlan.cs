using System.Collections.Immutable;

namespace Connectors.Runtime.Requests;

/// <summary>An address that requests go to.</summary>
/// <param name="Base">Scheme, host and base path.</param>
public sealed record ApiPlan(RequestText Base)
{
    /// <summary>How its requests are authenticated; null for as <see cref="ConnectorDefinition.Auth"/> says.</summary>
    public ImmutableArray<AuthPlan>? Auth { get; init; }

    /// <summary>Request windows that all hold for this api alone; null where its requests count with those of the other apis.</summary>
    public ImmutableArray<RateWindow>? Rates { get; init; }

    /// <summary>How many requests may be under way to this api at once, where it has <see cref="Rates"/> of its own.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Where its replies say how many requests are left; null for as <see cref="ConnectorDefinition.Announced"/> says.</summary>
    public AnnouncedLimit? Announced { get; init; }

    /// <summary>Whether its address comes from a reply; it must then be on one of the connector's hosts.</summary>
    public bool IsLearnt { get; init; }

    /// <summary>Whether its requests carry nothing of <see cref="ConnectorDefinition.Send"/>: an endpoint of OAuth 2.</summary>
    public bool IsTokenEndpoint { get; init; }
}
