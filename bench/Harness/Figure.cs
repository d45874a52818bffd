namespace Connectors.Benchmarks.Harness;

/// <summary>One measured number.</summary>
/// <param name="Name">Its fixed name: <c>mapping.candidates.vs_hand</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">What it counts: <c>ratio</c>, <c>ms</c>, <c>records/s</c>.</param>
/// <param name="Goal">What it should be, as text; empty for a number that is only reported.</param>
/// <param name="Note">What stands beside it, such as the absolute times behind a ratio.</param>
internal sealed record Figure(string Name, double Value, string Unit, string Goal = "", string Note = "");
