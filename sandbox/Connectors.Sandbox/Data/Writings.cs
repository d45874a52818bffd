using System.Collections.Concurrent;
using System.Text.Json;

namespace Connectors.Sandbox.Data;

/// <summary>What clients have written into a record.</summary>
/// <param name="Payload">The members written, laid out as in the record.</param>
/// <param name="Detail">Those that show in what is looked up for the record.</param>
/// <param name="Whole">Whether a client made the record, which then has nothing but this and what no record lacks; otherwise this lies over what was there.</param>
internal sealed record Writing(JsonElement Payload, JsonElement Detail, bool Whole);

/// <summary>What clients have written into the records of a model. Safe to use from any thread.</summary>
internal sealed class Writings
{
    private readonly ConcurrentDictionary<long, Writing> _records = new();

    /// <summary>What was written into a record; null when nothing.</summary>
    public Writing? Find(long index) => _records.GetValueOrDefault(index);

    /// <summary>Keeps what a record now has of clients.</summary>
    public void Set(long index, Writing writing) => _records[index] = writing;
}
