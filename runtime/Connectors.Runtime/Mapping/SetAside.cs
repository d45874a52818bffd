using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>A record that could not be read.</summary>
/// <param name="Model">The model.</param>
/// <param name="Key">The vendor's id, where it could be found.</param>
/// <param name="Path">Where in the record.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record SetAside(string Model, RecordKey? Key, string Path, string Reason);
