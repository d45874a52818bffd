using System.Globalization;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping.Xml;

/// <summary>Reads single XML values for generated mappers.</summary>
/// <remarks>
/// Every method takes the text that the cursor has read last, of an element or an attribute. No text, nil and an empty text give null. A text of another form than
/// expected gives null too, and is noted as a fault at the path the spec gives it. Space around everything but texts means nothing.
/// </remarks>
public static class XmlValue
{
    private const int LongestNumber = 64;

    /// <summary>Whether there is a text, so that it can be compared.</summary>
    public static bool IsScalar(XmlCursor reader) => !Trimmed(reader).IsEmpty;

    /// <summary>The text without the space around it, to be compared.</summary>
    public static ReadOnlySpan<char> Trimmed(XmlCursor reader) => reader.Chars.Trim();

    /// <summary>A text as it stands.</summary>
    /// <param name="reader">Has read it.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public static string? Text(XmlCursor reader, string path) => reader.Text;

    /// <summary>A text without the space around it: a number, a code, true or false as they are written.</summary>
    /// <param name="reader">Has read it.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public static string? Scalar(XmlCursor reader, string path)
    {
        var trimmed = Trimmed(reader);
        return trimmed.IsEmpty ? null : trimmed.Length == reader.Chars.Length ? reader.Text : trimmed.ToString();
    }

    /// <summary>An id.</summary>
    /// <param name="reader">Has read it.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public static string? Id(XmlCursor reader, string path) => Scalar(reader, path);

    /// <summary>An <see cref="Id"/> as a reference.</summary>
    public static Reference? Reference(XmlCursor reader, string path) => Id(reader, path) is { } id ? new Reference(id) : null;

    /// <summary>The <see cref="Id"/> of an option.</summary>
    public static OptionOrBoolean? OptionOrBoolean(XmlCursor reader, string path) => Reference(reader, path) is { } option ? new OptionOrBoolean(option) : null;

    /// <summary>true or false, where an option might stand too.</summary>
    public static OptionOrBoolean? BooleanOption(XmlCursor reader, string path) => Boolean(reader, path) is { } flag ? new OptionOrBoolean(flag) : null;

    /// <summary>A whole number; <c>3.0</c> is whole.</summary>
    public static long? Integer(XmlCursor reader, string path)
    {
        var text = Trimmed(reader);
        if (text.IsEmpty)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : Whole(reader, path, Number(reader, path));
    }

    /// <summary>A number, with a decimal point.</summary>
    public static decimal? Number(XmlCursor reader, string path)
    {
        var text = Trimmed(reader);
        if (text.IsEmpty)
        {
            return null;
        }

        const NumberStyles Form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.Length <= LongestNumber && decimal.TryParse(text, Form, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        XmlFault.Unreadable(reader, path, "a number");
        return null;
    }

    /// <summary>A number with a decimal comma; dots may stand between thousands, and only there.</summary>
    public static decimal? DecimalComma(XmlCursor reader, string path)
    {
        var text = Trimmed(reader);
        if (text.IsEmpty)
        {
            return null;
        }

        if (CommaNumber.TryRead(text, out var number))
        {
            return number;
        }

        XmlFault.Unreadable(reader, path, CommaNumber.Expected);
        return null;
    }

    /// <summary>A <see cref="DecimalComma"/> that must be whole.</summary>
    public static long? DecimalCommaInteger(XmlCursor reader, string path) => Whole(reader, path, DecimalComma(reader, path));

    /// <summary>A number multiplied with <paramref name="times"/>.</summary>
    public static decimal? Scaled(XmlCursor reader, string path, decimal times)
    {
        try
        {
            return Number(reader, path) * times;
        }
        catch (OverflowException)
        {
            XmlFault.Unreadable(reader, path, "a number of at most 28 digits");
            return null;
        }
    }

    /// <summary>A number multiplied with <paramref name="times"/> and rounded to a whole one, halves away from zero.</summary>
    public static long? ScaledInteger(XmlCursor reader, string path, decimal times) =>
        Scaled(reader, path, times) is { } number ? Whole(reader, path, decimal.Round(number, MidpointRounding.AwayFromZero)) : null;

    /// <summary><c>true</c> or <c>1</c>, <c>false</c> or <c>0</c>.</summary>
    public static bool? Boolean(XmlCursor reader, string path)
    {
        switch (Trimmed(reader))
        {
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            case "":
                return null;
            default:
                XmlFault.Unreadable(reader, path, "true or false");
                return null;
        }
    }

    /// <summary>A text as a JSON string.</summary>
    public static RawJson? Raw(XmlCursor reader)
    {
        if (reader.Chars.IsEmpty)
        {
            return null;
        }

        var encoded = JsonEncodedText.Encode(reader.Chars).EncodedUtf8Bytes;
        var json = new byte[encoded.Length + 2];
        json[0] = json[^1] = (byte)'"';
        encoded.CopyTo(json.AsSpan(1));
        return new RawJson(json);
    }

    /// <summary>The element the cursor stands on as JSON; null for nil.</summary>
    /// <param name="reader">Stands on it, and is left on its last node.</param>
    /// <param name="shape">What repeats in it.</param>
    public static RawJson? Raw(XmlCursor reader, XmlShape shape)
    {
        if (reader.SkipNil())
        {
            return null;
        }

        var copy = reader.Recorded();
        var json = copy.Slice(shape).ToArray();
        copy.Skip();
        return new RawJson(json);
    }

    /// <summary>Whether the text is this one.</summary>
    public static bool Is(XmlCursor reader, string text) => Trimmed(reader).SequenceEqual(text);

    /// <summary>Whether the text starts with this one.</summary>
    public static bool Starts(XmlCursor reader, string text) => reader.Chars.StartsWith(text, StringComparison.Ordinal);

    private static long? Whole(XmlCursor reader, string path, decimal? value)
    {
        if (value is not { } number)
        {
            return null;
        }

        if (number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue)
        {
            return (long)number;
        }

        XmlFault.Unreadable(reader, path, "a whole number of at most 64 bits");
        return null;
    }
}
