namespace Connectors.Sync.Store;

/// <summary>One account at one vendor, and everything that was read of it.</summary>
/// <param name="Id">Its unified id; the ids of all its records derive from it.</param>
/// <param name="Connector">The connector's slug.</param>
/// <param name="Name">What people call it; unique within a store.</param>
public sealed record Integration(string Id, string Connector, string Name)
{
    /// <summary>Its number in the store.</summary>
    internal long Number { get; init; }
}
