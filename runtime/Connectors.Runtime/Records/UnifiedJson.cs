using System.Text.Json;

namespace Connectors.Runtime.Records;

/// <summary>Writes members of unified records; what is null is written as null.</summary>
public static class UnifiedJson
{
    /// <summary>Writes a text.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, string? value) => writer.WriteString(name, value);

    /// <summary>Writes a whole number.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes a decimal number.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, decimal? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes true or false.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes a point in time as ISO 8601 in UTC with Z; a fraction of a second only where there is one.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            writer.WriteString(name, time.UtcDateTime);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes JSON as the vendor wrote it.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, RawJson? value)
    {
        writer.WritePropertyName(name);
        value.GetValueOrDefault().WriteTo(writer);
    }

    /// <summary>Writes an object or a union.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, UnifiedValue? value, in RecordScope scope)
    {
        writer.WritePropertyName(name);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.Write(writer, scope);
        }
    }

    /// <summary>Writes a list of objects or unions.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<UnifiedValue>? values, in RecordScope scope)
    {
        if (!Start(writer, name, values))
        {
            return;
        }

        for (var i = 0; i < values!.Count; i++)
        {
            values[i].Write(writer, scope);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteField(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<string>? values) =>
        WriteField(writer, name, values, static (w, value) => w.WriteStringValue(value));

    /// <summary>Writes a list of scalars or enumeration values.</summary>
    /// <param name="writer">Positioned inside an object.</param>
    /// <param name="name">The member.</param>
    /// <param name="values">The items; null for none.</param>
    /// <param name="write">Writes one item.</param>
    public static void WriteField<T>(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<T>? values, Action<Utf8JsonWriter, T> write)
    {
        if (!Start(writer, name, values))
        {
            return;
        }

        for (var i = 0; i < values!.Count; i++)
        {
            write(writer, values[i]);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a reference as the unified id of the record it means.</summary>
    /// <param name="writer">Positioned inside an object.</param>
    /// <param name="name">The member.</param>
    /// <param name="reference">The reference; null for none.</param>
    /// <param name="model">The model it leads to.</param>
    /// <param name="ids">Makes the id.</param>
    public static void WriteReference(this Utf8JsonWriter writer, JsonEncodedText name, Reference? reference, string model, IRecordIds ids) =>
        writer.WriteString(name, reference is { } set ? ids.Record(model, new RecordKey(set.RemoteId)) : null);

    /// <summary>Writes references as the unified ids of the records they mean.</summary>
    public static void WriteReferences(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<Reference>? references, string model, IRecordIds ids)
    {
        if (!Start(writer, name, references))
        {
            return;
        }

        for (var i = 0; i < references!.Count; i++)
        {
            writer.WriteStringValue(ids.Record(model, new RecordKey(references[i].RemoteId)));
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes an option as its unified id; as null where its question is not known.</summary>
    /// <param name="writer">Positioned inside an object.</param>
    /// <param name="name">The member.</param>
    /// <param name="option">The vendor's id of the option; null for none.</param>
    /// <param name="question">The vendor's id of its question.</param>
    /// <param name="ids">Makes the id.</param>
    public static void WriteOption(this Utf8JsonWriter writer, JsonEncodedText name, string? option, string? question, IRecordIds ids) =>
        writer.WriteString(name, option is not null && question is not null ? ids.Option(question, option) : null);

    /// <summary>Writes an option as its unified id or a boolean as it is; as null where the option's question is not known.</summary>
    public static void WriteOption(this Utf8JsonWriter writer, JsonEncodedText name, OptionOrBoolean? value, string? question, IRecordIds ids)
    {
        if (value?.Flag is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
        else
        {
            WriteOption(writer, name, value?.Option?.RemoteId, question, ids);
        }
    }

    /// <summary>Writes options as their unified ids; as null where their question is not known.</summary>
    public static void WriteOptions(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<Reference>? options, string? question, IRecordIds ids)
    {
        if (!Start(writer, name, question is null ? null : options))
        {
            return;
        }

        for (var i = 0; i < options!.Count; i++)
        {
            writer.WriteStringValue(ids.Option(question!, options[i].RemoteId));
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes options as their unified ids and booleans as they are; an option whose question is not known falls out.</summary>
    public static void WriteOptions(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<OptionOrBoolean>? options, string? question, IRecordIds ids)
    {
        if (!Start(writer, name, options))
        {
            return;
        }

        for (var i = 0; i < options!.Count; i++)
        {
            if (options[i].Flag is { } flag)
            {
                writer.WriteBooleanValue(flag);
            }
            else if (options[i].Option is { } option && question is not null)
            {
                writer.WriteStringValue(ids.Option(question, option.RemoteId));
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the vendor's ids that references carry.</summary>
    public static void WriteRemoteIds(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<Reference>? references) =>
        WriteField(writer, name, references, static (w, reference) => w.WriteStringValue(reference.RemoteId));

    private static bool Start<T>(Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<T>? values)
    {
        if (values is null)
        {
            writer.WriteNull(name);
            return false;
        }

        writer.WriteStartArray(name);
        return true;
    }
}
