using System.Text.Json;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Wire;

/// <summary>The values that customers have mapped, by the keys of their custom fields: a key for every field that is mapped, null where the record has no value.</summary>
/// <param name="field">The member.</param>
/// <param name="model">The model.</param>
/// <param name="fields">The place of the stored integration fields in the layout.</param>
internal sealed class CustomFieldsMember(FieldType field, string model, int fields) : MemberWriter(field)
{
    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        writer.WriteStartObject(Name);
        if (session.Shown(model) is { } shown)
        {
            foreach (var value in shown.Custom)
            {
                writer.WritePropertyName(value.Key);
                if (value.Path is { } path)
                {
                    path.WriteValue(writer, record.Row.Raw);
                }
                else
                {
                    WriteStored(writer, record.Value(fields), value.Field);
                }
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteStored(Utf8JsonWriter writer, ReadOnlySpan<byte> list, ReadOnlySpan<byte> key)
    {
        var stored = new StoredFields(list);
        while (stored.Next())
        {
            if (stored.HasKey(key) && !stored.Value.IsEmpty)
            {
                writer.WriteRawValue(stored.Value, skipInputValidation: true);
                return;
            }
        }

        writer.WriteNullValue();
    }
}

/// <summary>The vendor's fields that are stored with a record, without those that were switched off and with those that were switched on.</summary>
/// <param name="field">The member.</param>
/// <param name="model">The model.</param>
/// <param name="index">The place of the stored ones in the layout.</param>
/// <param name="whole">Writes them as they are stored.</param>
internal sealed class IntegrationFieldsMember(FieldType field, string model, int index, ObjectMember whole) : MemberWriter(field)
{
    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        if (session.Shown(model) is not { ChangesFields: true } shown)
        {
            whole.Write(writer, record, session);
            return;
        }

        writer.WriteStartArray(Name);
        var stored = new StoredFields(record.Value(index));
        while (stored.Next())
        {
            if (shown.Hidden.Count == 0 || !shown.Hidden.Contains(StoredFields.Text(stored.Key)!))
            {
                whole.WriteObject(writer, stored.Item);
            }
        }

        foreach (var added in shown.Added)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, added.Id);
            writer.WriteString("key"u8, added.Path.Text);
            writer.WriteString("type"u8, "DEFAULT"u8);
            writer.WritePropertyName("value"u8);
            added.Path.WriteValue(writer, record.Row.Raw);
            writer.WriteNull("label"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
