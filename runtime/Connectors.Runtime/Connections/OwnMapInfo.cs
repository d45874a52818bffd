using System.Collections.Immutable;

namespace Connectors.Runtime.Connections;

/// <summary>A row for which a connection can bring its own translations of vendor values, because customers of the vendor make those values themselves.</summary>
/// <param name="Row">The row: <c>applications.outcome</c>.</param>
/// <param name="Values">The unified values that vendor values can be translated into; empty for any text.</param>
public sealed record OwnMapInfo(string Row, ImmutableArray<string> Values);
