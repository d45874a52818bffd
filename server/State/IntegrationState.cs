namespace Connectors.Server.State;

/// <summary>What the server knows of an integration besides its records.</summary>
/// <param name="Id">Its id without the connector's slug.</param>
/// <param name="Organization">The name of the customer whose account it is.</param>
/// <param name="CreatorEmail">Who connected it; null where nobody said.</param>
/// <param name="OriginId">The customer's id in the caller's own system; null where nobody said.</param>
/// <param name="Enabled">Whether it is switched on.</param>
/// <param name="CreatedAt">Since when the server has it.</param>
internal sealed record IntegrationState(string Id, string Organization, string? CreatorEmail, string? OriginId, bool Enabled, DateTimeOffset CreatedAt);
