namespace Connectors.Specs.Requirements;

/// <summary>Rows of coverage that something relies on. Code and files state requirements; their places differ and what they mean does not.</summary>
/// <typeparam name="TPlace">What tells where something stands.</typeparam>
/// <param name="Place">Where the requirement stands.</param>
/// <param name="Rows">The rows.</param>
/// <param name="For">Slugs of the connectors that must cover them; empty for those in use.</param>
public sealed record Requirement<TPlace>(TPlace Place, IReadOnlyList<Placed<TPlace>> Rows, IReadOnlyList<Placed<TPlace>> For);

/// <summary>A text and where it stands.</summary>
/// <typeparam name="TPlace">What tells where something stands.</typeparam>
public sealed record Placed<TPlace>(string Text, TPlace Place);
