using Connectors.Server.State;

namespace Connectors.Server.Connect;

/// <summary>What a link was made for.</summary>
internal sealed record ConnectRequest
{
    /// <summary>The name of the customer whose account is to be connected.</summary>
    public required string Organization { get; init; }

    /// <summary>Who is asked to connect it; null where nobody said.</summary>
    public string? Email { get; init; }

    /// <summary>The customer's id in the caller's own system; null where nobody said.</summary>
    public string? OriginId { get; init; }

    /// <summary>The category of the tools to choose from.</summary>
    public required string Category { get; init; }

    /// <summary>The tool; null where the person chooses.</summary>
    public string? Tool { get; init; }

    /// <summary>Values of the form that the person does not choose: where the tool has several environments, the one that was asked for.</summary>
    public IReadOnlyDictionary<string, string> Fixed { get; init; } = new Dictionary<string, string>();

    /// <summary>A request to connect an integration again.</summary>
    public static ConnectRequest Again(ServedIntegration integration) => new()
    {
        Organization = integration.State.Organization,
        Email = integration.State.CreatorEmail,
        OriginId = integration.State.OriginId,
        Category = integration.Connector.Category.ToUpperInvariant(),
        Tool = integration.Connector.Slug,
        Integration = integration.PublicId,
    };

    /// <summary>The integration that is to be connected again, as <c>tool:id</c>; null for a new one.</summary>
    public string? Integration { get; init; }
}
