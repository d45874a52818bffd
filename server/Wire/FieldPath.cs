using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Connectors.Server.Wire;

/// <summary>
/// Where a value stands in what the vendor sent: the request, and a JSON Pointer (RFC 6901) into its reply, such as <c>/jobs#/texts/ingress</c>. A <c>*</c> stands
/// for every item of a list, so that such a path leads to a list of values.
/// </summary>
internal sealed class FieldPath
{
    private const string EveryItem = "*";

    // A member that is really called so is written like the characters that JSON Pointer escapes.
    private static readonly (string Plain, string Escaped)[] Escapes = [("~", "~0"), ("/", "~1"), (EveryItem, "~2")];

    // Null for every item.
    private readonly byte[]?[] _steps;

    private FieldPath(string text, byte[]?[] steps) => (Text, _steps) = (text, steps);

    /// <summary>The path as it is written.</summary>
    public string Text { get; }

    /// <exception cref="FormatException">It is none.</exception>
    public static FieldPath Parse(string text)
    {
        var end = text.IndexOf('#', StringComparison.Ordinal);
        return end > 0 && text.Length > end + 1 && text[end + 1] == '/'
            ? new FieldPath(text, [Encoding.UTF8.GetBytes(text[..end]), .. text[(end + 2)..].Split('/').Select(Step)])
            : throw new FormatException("The text is no path of a vendor's field.");
    }

    /// <summary>The path of a member of what another path leads to; the first step is the request.</summary>
    public static string Below(string path, string member) => path.Length == 0 ? member + "#" : path + "/" + Escape(member);

    /// <summary>The path of every item of a list.</summary>
    public static string EachOf(string path) => path + "/" + EveryItem;

    /// <summary>Writes the value, in the vendor's type; null where there is none.</summary>
    /// <param name="writer">Where the value is expected.</param>
    /// <param name="payload">What the vendor sent, a JSON object by request; it may be empty.</param>
    public void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> payload)
    {
        var many = Array.IndexOf(_steps, null) >= 0;
        if (many)
        {
            writer.WriteStartArray();
        }

        var found = false;
        if (!payload.IsEmpty)
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            found = Write(writer, payload, ref reader, 0);
        }

        if (many)
        {
            writer.WriteEndArray();
        }
        else if (!found)
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>The JSON of the value in a payload.</summary>
    public byte[] ValueIn(ReadOnlySpan<byte> payload)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Json.Options))
        {
            WriteValue(writer, payload);
        }

        return text.WrittenSpan.ToArray();
    }

    private static byte[]? Step(string text)
    {
        if (text == EveryItem)
        {
            return null;
        }

        foreach (var (plain, escaped) in Escapes.Reverse())
        {
            text = text.Replace(escaped, plain, StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static string Escape(string member) => Escapes.Aggregate(member, static (text, escape) => text.Replace(escape.Plain, escape.Escaped, StringComparison.Ordinal));

    // The reader stands on a value, and on its last token afterwards.
    private bool Write(Utf8JsonWriter writer, ReadOnlySpan<byte> payload, ref Utf8JsonReader reader, int at)
    {
        if (at == _steps.Length)
        {
            return Copy(writer, payload, ref reader);
        }

        var (step, found) = (_steps[at], false);
        if (step is null && reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                found |= Write(writer, payload, ref reader, at + 1);
            }
        }
        else if (step is not null && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = !found && reader.ValueTextEquals(step);
                reader.Read();
                if (isIt)
                {
                    found = Write(writer, payload, ref reader, at + 1);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            reader.Skip();
        }

        return found;
    }

    private static bool Copy(Utf8JsonWriter writer, ReadOnlySpan<byte> payload, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var isNull = reader.TokenType == JsonTokenType.Null;
        reader.Skip();
        if (!isNull)
        {
            writer.WriteRawValue(payload[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }

        return !isNull;
    }
}
