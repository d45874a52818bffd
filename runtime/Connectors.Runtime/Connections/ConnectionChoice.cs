namespace Connectors.Runtime.Connections;

/// <summary>One of the values that a field of the connection is chosen from.</summary>
/// <param name="Value">What the field becomes.</param>
/// <param name="Label">What people see.</param>
public sealed record ConnectionChoice(string Value, string Label);
