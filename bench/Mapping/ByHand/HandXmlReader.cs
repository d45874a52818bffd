using System.Globalization;
using System.Text.Json;
using System.Xml;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Mapping.ByHand;

/// <summary>
/// How the hand-written XML mapper reads single elements. It is the floor a careful developer reaches with <see cref="XmlReader"/> alone: one pass,
/// no intermediate objects, no text made that the record does not keep. It checks what the generated mapper checks (namespaces, that a value is
/// text and of the form the contract gives it), and makes equal records, which is asserted before anything is timed.
/// </summary>
/// <remarks>Every method finds the reader on a start tag and leaves it behind the element.</remarks>
internal sealed class HandXmlReader(XmlReader reader)
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly NumberFormatInfo German = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private readonly char[] _chars = new char[256];

    /// <summary>A text; null for an empty one.</summary>
    public string? Text()
    {
        if (!Begin())
        {
            return null;
        }

        var text = reader.Value;
        End();
        return text;
    }

    /// <summary>A short text that is parsed or compared and not kept.</summary>
    public ReadOnlySpan<char> Chars()
    {
        if (!Begin())
        {
            return [];
        }

        var length = reader.ReadValueChunk(_chars, 0, _chars.Length);
        End();
        return _chars.AsSpan(0, length);
    }

    public decimal? Number() => Chars() is { IsEmpty: false } text ? decimal.Parse(text, NumberStyles.Number, German) : null;

    public DateTimeOffset? Date() => Chars() is { IsEmpty: false } text ? InBerlin(DateTime.ParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture)) : null;

    public DateTimeOffset? EndOfDay() => Chars() is { IsEmpty: false } text ? InBerlin(DateTime.ParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture).AddDays(1)).AddSeconds(-1) : null;

    public DateTimeOffset? LocalTime() => Chars() is { IsEmpty: false } text ? InBerlin(DateTime.ParseExact(text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)) : null;

    public RawJson? Json() => Text() is { } text ? new RawJson(JsonSerializer.SerializeToUtf8Bytes(text)) : null;

    /// <summary>Begins an element with children; false, and the reader is behind it, when it is empty.</summary>
    public bool Enter()
    {
        var empty = reader.IsEmptyElement;
        reader.Read();
        return !empty;
    }

    /// <summary>Whether the reader stands on another child of the namespace, those of others passed over; at the end tag it goes on behind it.</summary>
    public bool Child(string ns)
    {
        while (reader.NodeType == XmlNodeType.Element)
        {
            if (reader.NamespaceURI == ns)
            {
                return true;
            }

            reader.Skip();
        }

        End();
        return false;
    }

    private static DateTimeOffset InBerlin(DateTime local) => new(TimeZoneInfo.ConvertTimeToUtc(local, Berlin), TimeSpan.Zero);

    // To the text, if there is one; what is nil has none.
    private bool Begin()
    {
        if (!Enter())
        {
            return false;
        }

        if (reader.NodeType == XmlNodeType.EndElement)
        {
            reader.Read();
            return false;
        }

        return reader.NodeType == XmlNodeType.Text ? true : throw new XmlException("a text was expected");
    }

    private void End()
    {
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element || !reader.Read())
            {
                throw new XmlException("an end tag was expected");
            }
        }

        reader.Read();
    }
}
