namespace Connectors.Specs.Model;

/// <summary>A small list of the vendor's that is read once, when a value is first looked up in it.</summary>
/// <param name="Name">Its name in the spec: <c>statuses</c>.</param>
/// <param name="Source">The request whose replies hold its rows. It feeds no model; its name is <c>tables.statuses</c>.</param>
/// <param name="Key">What a row is found by, within the row.</param>
public sealed record TableSpec(string Name, SourceSpec Source, VendorPath Key);
