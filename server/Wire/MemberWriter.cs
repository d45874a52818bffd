using System.Text.Json;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Wire;

/// <summary>Writes one member of a record.</summary>
internal abstract class MemberWriter(FieldType member)
{
    /// <summary>What the vocabulary says of it, under the name that it is written with.</summary>
    public FieldType Field => member;

    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(member.Name);

    /// <summary>Writes the name and the value; every member is written, also when it is null.</summary>
    public abstract void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session);
}

/// <summary>The record's unified id.</summary>
internal sealed class IdMember(FieldType field) : MemberWriter(field)
{
    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session) => writer.WriteString(Name, record.Row.Id);
}

/// <summary>The vendor's id.</summary>
internal sealed class RemoteIdMember(FieldType field) : MemberWriter(field)
{
    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        if (record.Row.RemoteId.IsEmpty)
        {
            writer.WriteNull(Name);
        }
        else
        {
            writer.WriteString(Name, record.Row.RemoteId);
        }
    }
}

/// <summary>When the record's own content last changed.</summary>
internal sealed class ChangedAtMember(FieldType field) : MemberWriter(field)
{
    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session) =>
        writer.WriteString(Name, DateTimeOffset.FromUnixTimeMilliseconds(record.Row.ChangedAt).UtcDateTime);
}

/// <summary>When the record was found to be gone.</summary>
internal sealed class DeletedAtMember(FieldType field) : MemberWriter(field)
{
    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        if (record.Row.DeletedAt is { } time)
        {
            writer.WriteString(Name, DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime);
        }
        else
        {
            writer.WriteNull(Name);
        }
    }
}

/// <summary>What the vendor sent, where the connector offers it; it may be kept for other purposes alone.</summary>
internal sealed class RawMember(FieldType field, string model) : MemberWriter(field)
{
    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        writer.WritePropertyName(Name);
        writer.WriteRawValue(record.Row.Raw.IsEmpty || !session.OffersPayload(model) ? "null"u8 : record.Row.Raw, skipInputValidation: true);
    }
}

/// <summary>A value as it is stored.</summary>
/// <param name="field">The member.</param>
/// <param name="index">Its place in the layout.</param>
/// <param name="absent">What stands for a value that is not there: <c>null</c>, <c>[]</c> or <c>{}</c>.</param>
internal sealed class CopiedMember(FieldType field, int index, string absent) : MemberWriter(field)
{
    private readonly byte[] _absent = System.Text.Encoding.UTF8.GetBytes(absent);

    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        writer.WritePropertyName(Name);
        var value = record.Value(index);
        writer.WriteRawValue(value.IsEmpty ? _absent : value, skipInputValidation: true);
    }
}

/// <summary>An object, or a list of them, with all members that the vocabulary gives it: stored are only those with a value.</summary>
internal sealed class ObjectMember(FieldType field, int index, ModelLayout layout) : MemberWriter(field)
{
    private readonly JsonEncodedText[] _names = [.. layout.Fields.Select(f => JsonEncodedText.Encode(f.Name))];

    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        writer.WritePropertyName(Name);
        var value = record.Value(index);
        if (Field.List)
        {
            WriteList(writer, value);
        }
        else if (value.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            WriteObject(writer, value);
        }
    }

    /// <summary>Writes one object alone.</summary>
    public void WriteObject(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        Span<Slice> slices = stackalloc Slice[layout.Count];
        layout.Find(json, slices);
        writer.WriteStartObject();
        for (var i = 0; i < slices.Length; i++)
        {
            writer.WritePropertyName(_names[i]);
            writer.WriteRawValue(slices[i].Length == 0 ? "null"u8 : json.Slice(slices[i].Start, slices[i].Length), skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private void WriteList(Utf8JsonWriter writer, ReadOnlySpan<byte> list)
    {
        writer.WriteStartArray();
        var items = new StoredJson(list);
        while (items.NextItem())
        {
            WriteObject(writer, items.Value);
        }

        writer.WriteEndArray();
    }
}
