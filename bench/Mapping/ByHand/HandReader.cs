using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Connectors.Ats;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Mapping.ByHand;

/// <summary>
/// What the two hand-written mappers share. They are the floor a careful developer reaches with <see cref="Utf8JsonReader"/> alone: one pass,
/// no intermediate objects, no text made that the record does not keep. They check what the generated mappers check (token types), and make
/// equal records, which is asserted before anything is timed.
/// </summary>
internal static class HandReader
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    public static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("a text was expected");
        }

        return reader.ValueSpan.IsEmpty ? null : reader.GetString();
    }

    public static string Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException("a number was expected");
        }

        Span<char> digits = stackalloc char[20];
        reader.GetInt64().TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return new string(digits[..length]);
    }

    /// <summary>English, or whatever is there: what a connection whose language is English asks for.</summary>
    public static string? Localised(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("texts by language were expected");
        }

        var found = false;
        string? text = null;
        Utf8JsonReader any = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var english = reader.ValueTextEquals("en"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.IsEmpty)
            {
                continue;
            }

            if (english)
            {
                text = reader.GetString();
            }
            else if (!found)
            {
                any = reader;
                found = true;
            }
        }

        return text ?? (found ? any.GetString() : null);
    }

    public static DateTimeOffset? LocalTime(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Span<char> text = stackalloc char[32];
        var length = reader.CopyString(text);
        var local = DateTime.ParseExact(text[..length], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, Helsinki), TimeSpan.Zero);
    }

    public static IReadOnlyList<IntegrationField> Custom(ref Utf8JsonReader reader, ReadOnlySpan<byte> page)
    {
        var fields = new List<IntegrationField>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string? key = null;
            string? label = null;
            RawJson? value = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("key"u8))
                {
                    reader.Read();
                    key = Text(ref reader);
                }
                else if (reader.ValueTextEquals("label"u8))
                {
                    reader.Read();
                    label = Localised(ref reader);
                }
                else if (reader.ValueTextEquals("value"u8))
                {
                    reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    value = new RawJson(page[start..(int)reader.BytesConsumed].ToArray());
                }
                else
                {
                    reader.Skip();
                }
            }

            if (key is not null)
            {
                fields.Add(new IntegrationField { Key = key, Type = IntegrationFieldType.Custom, Label = label, Value = value });
            }
        }

        return fields;
    }

    public static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException($"{type} was expected");
        }
    }
}
