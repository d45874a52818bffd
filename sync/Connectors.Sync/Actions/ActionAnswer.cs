using Connectors.Runtime.Actions;

namespace Connectors.Sync.Actions;

/// <summary>What an action of an integration came to.</summary>
/// <param name="Reply">What the connector says: the records made or found, and the inputs that were left out.</param>
/// <param name="Model">The model of the record that answers the action; null where it makes none.</param>
/// <param name="Id">The unified id of that record; null where it makes none.</param>
/// <param name="Record">That record as an export shows it, a JSON object in UTF-8; empty where the action makes none.</param>
public sealed record ActionAnswer(ActionReply Reply, string? Model, string? Id, ReadOnlyMemory<byte> Record);
