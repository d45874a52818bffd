namespace Connectors.Sandbox;

/// <summary>A request of an action as it reached the vendor, allowed by the contract.</summary>
/// <param name="Actions">The actions that a step of this kind belongs to; several where they are made of the same requests.</param>
/// <param name="Step">The step.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Body">The body as it came: JSON, or the element in the envelope's Body; empty for none.</param>
/// <param name="Refusal">What the vendor said no with; null when the request was done.</param>
public sealed record ReceivedRequest(IReadOnlyList<string> Actions, string Step, string Target, string Body, string? Refusal);
