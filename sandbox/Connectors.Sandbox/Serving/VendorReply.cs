namespace Connectors.Sandbox.Serving;

/// <summary>A reply, before faults spoil it.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Body">The body; empty for none.</param>
internal sealed record VendorReply(int Status, string ContentType, ReadOnlyMemory<byte> Body);
