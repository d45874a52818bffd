using System.Text.Json;

namespace Connectors.Runtime.Records;

/// <summary>A record in the unified shape. Generated models derive from it; a mapper fills it, a store gives it an id.</summary>
public abstract class UnifiedRecord
{
    /// <summary>The vocabulary's name of the model: <c>jobs</c>.</summary>
    public abstract string Model { get; }

    /// <summary>What identifies the record at the vendor.</summary>
    public abstract RecordKey Key { get; }

    /// <summary>
    /// The vendor's own payload as a UTF-8 JSON object keyed by endpoint (<c>{"/jobs":{…}}</c>); empty when it was not asked for
    /// (<see cref="Mapping.MapContext.KeepRaw"/>).
    /// </summary>
    public ReadOnlyMemory<byte> RemoteData { get; init; }

    /// <summary>Whether the vendor says in the record itself that it is deleted. A store marks it so; whoever only reads leaves it out.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>
    /// Writes the model's own fields as members of the JSON object that <paramref name="writer"/> is in, in the vocabulary's order and with
    /// the contract's names, references as ids. Neither the base fields (id, remote_id, changed_at, remote_deleted_at) nor remote_data are written.
    /// </summary>
    /// <param name="writer">Positioned inside an object.</param>
    /// <param name="ids">Turns vendor ids into unified ones.</param>
    public abstract void WriteFields(Utf8JsonWriter writer, IRecordIds ids);
}

/// <summary>What identifies a record at the vendor: its id, or for a row that joins two records the ids of both.</summary>
/// <param name="First">The vendor's id, or that of the first record joined.</param>
/// <param name="Second">The vendor's id of the second record joined; null otherwise.</param>
public readonly record struct RecordKey(string First, string? Second = null)
{
    /// <summary>The key of a row that joins more than two records: the ids after the first are kept in <see cref="Second"/>, each after its length.</summary>
    public static RecordKey Of(string first, params ReadOnlySpan<string> others) => new(first, Lengths(others));

    private static string Lengths(ReadOnlySpan<string> ids)
    {
        var text = new System.Text.StringBuilder();
        foreach (var id in ids)
        {
            text.Append(id.Length).Append(':').Append(id);
        }

        return text.ToString();
    }

    /// <summary>The id for people: <c>4711</c>, or <c>4711/101</c> for a join.</summary>
    public override string ToString() => Second is null ? First : First + "/" + Second;
}

/// <summary>A record by its model and what identifies it at the vendor, without its content.</summary>
/// <param name="Model">The vocabulary's name of the model.</param>
/// <param name="Key">What identifies it.</param>
public readonly record struct RecordName(string Model, RecordKey Key);

/// <summary>A reference to a record of another model by the vendor's id; the property it stands in tells the model.</summary>
/// <param name="RemoteId">The vendor's id; never empty.</param>
public readonly record struct Reference(string RemoteId)
{
    /// <inheritdoc/>
    public override string ToString() => RemoteId;
}

/// <summary>Turns vendor ids into the unified ids of one integration. Deterministic: the same input gives the same id, read or not.</summary>
public interface IRecordIds
{
    /// <summary>The id of a record.</summary>
    string Record(string model, RecordKey key);

    /// <summary>The id of an option of a question.</summary>
    string Option(string questionRemoteId, string optionRemoteId);

    /// <summary>The id of a vendor field of a model.</summary>
    string Field(string model, string key);
}
