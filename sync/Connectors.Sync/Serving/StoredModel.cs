namespace Connectors.Sync.Serving;

/// <summary>A model of an integration, as a store has it.</summary>
/// <param name="Number">Its number in the store.</param>
/// <param name="Synced">Whether it has been read to its end at least once.</param>
public readonly record struct StoredModel(long Number, bool Synced);
