using System.Text.Json;

namespace Connectors.Runtime.Records;

/// <summary>A part of a record: an object or a union case. Generated types derive from it.</summary>
public abstract class UnifiedValue
{
    /// <summary>
    /// Writes the value as one JSON object. Members without a value are left out. Next to every reference stands the vendor's id
    /// (<c>question_id</c>, <c>question_remote_id</c>), so that a later join needs nothing else.
    /// </summary>
    /// <param name="writer">Positioned where a value may stand.</param>
    /// <param name="scope">The record around it.</param>
    public abstract void Write(Utf8JsonWriter writer, in RecordScope scope);
}
