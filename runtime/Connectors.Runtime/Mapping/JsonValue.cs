using System.Text;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>Reads single JSON values for generated mappers.</summary>
/// <remarks>
/// Every method finds the reader on the value's first token and leaves it on its last. JSON null gives null. A value of another type than expected
/// throws <see cref="RecordFaultException"/> with the path the spec gives it.
/// </remarks>
public static class JsonValue
{
    /// <summary>Whether an object begins here, so that its members can be read; false for null.</summary>
    public static bool IsObject(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.Null => false,
        var other => throw JsonFault.WrongType(path, "an object", other),
    };

    /// <summary>Whether a list begins here, so that its items can be read; false for null.</summary>
    public static bool IsList(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        var other => throw JsonFault.WrongType(path, "a list", other),
    };

    /// <summary>Whether a text, number, true or false is here, so that it can be compared; false for null.</summary>
    public static bool IsScalar(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => true,
        JsonTokenType.Null => false,
        var other => throw JsonFault.WrongType(path, "a text, a number, true or false", other),
    };

    /// <summary>A text; an empty one is null.</summary>
    public static string? Text(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.String => String(ref reader, path),
        JsonTokenType.Null => null,
        var other => throw JsonFault.WrongType(path, "a text", other),
    };

    /// <summary>A text, or a number, true or false as JSON writes them; an empty text is null.</summary>
    public static string? Scalar(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.String => String(ref reader, path),
        JsonTokenType.Number => Number(ref reader),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => null,
        var other => throw JsonFault.WrongType(path, "a text, a number, true or false", other),
    };

    /// <summary>An id: a text or a number as it is written; an empty text is null.</summary>
    public static string? Id(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.String => String(ref reader, path),
        JsonTokenType.Number => Number(ref reader),
        JsonTokenType.Null => null,
        var other => throw JsonFault.WrongType(path, "an id (a text or a number)", other),
    };

    /// <summary>An <see cref="Id"/> as a reference.</summary>
    public static Reference? Reference(ref Utf8JsonReader reader, string path) => Id(ref reader, path) is { } id ? new Reference(id) : null;

    /// <summary>The <see cref="Id"/> of an option, or true or false.</summary>
    public static OptionOrBoolean? OptionOrBoolean(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.True => new OptionOrBoolean(true),
        JsonTokenType.False => new OptionOrBoolean(false),
        _ => Reference(ref reader, path) is { } option ? new OptionOrBoolean(option) : null,
    };

    /// <summary>A whole number; <c>3.0</c> and <c>3e0</c> are whole.</summary>
    public static long? Integer(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.Number)
        {
            throw JsonFault.WrongType(path, "a whole number", reader.TokenType);
        }

        if (reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        return reader.TryGetDecimal(out var number) && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : throw JsonFault.Unreadable(path, "a whole number of at most 64 bits");
    }

    /// <summary>A number.</summary>
    public static decimal? Number(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.TryGetDecimal(out var number) ? number : throw JsonFault.Unreadable(path, "a number of at most 28 digits"),
        JsonTokenType.Null => null,
        var other => throw JsonFault.WrongType(path, "a number", other),
    };

    /// <summary>A number multiplied with <paramref name="times"/>.</summary>
    public static decimal? Scaled(ref Utf8JsonReader reader, string path, decimal times)
    {
        if (Number(ref reader, path) is not { } number)
        {
            return null;
        }

        try
        {
            return number * times;
        }
        catch (OverflowException)
        {
            throw JsonFault.Unreadable(path, "a number of at most 28 digits");
        }
    }

    /// <summary>A number multiplied with <paramref name="times"/> and rounded to a whole one, halves away from zero.</summary>
    public static long? ScaledInteger(ref Utf8JsonReader reader, string path, decimal times)
    {
        if (Scaled(ref reader, path, times) is not { } number)
        {
            return null;
        }

        var whole = decimal.Round(number, MidpointRounding.AwayFromZero);
        return whole is >= long.MinValue and <= long.MaxValue ? (long)whole : throw JsonFault.Unreadable(path, "a whole number of at most 64 bits");
    }

    /// <summary>A number in text with a decimal comma; dots may stand between thousands, and only there.</summary>
    public static decimal? DecimalComma(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return Number(ref reader, path);
        }

        return Text(ref reader, path) is not { } text ? null
            : CommaNumber.TryRead(text.AsSpan().Trim(), out var number) ? number
            : throw JsonFault.Unreadable(path, CommaNumber.Expected);
    }

    /// <summary>A <see cref="DecimalComma"/> that must be whole.</summary>
    public static long? DecimalCommaInteger(ref Utf8JsonReader reader, string path)
    {
        if (DecimalComma(ref reader, path) is not { } number)
        {
            return null;
        }

        return number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : throw JsonFault.Unreadable(path, "a whole number of at most 64 bits");
    }

    /// <summary>true or false.</summary>
    public static bool? Boolean(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        var other => throw JsonFault.WrongType(path, "true or false", other),
    };

    /// <summary>Any JSON, copied as it stands.</summary>
    public static RawJson? Raw(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var start = new JsonSlice(in reader);
        reader.Skip();
        return new RawJson(start.To(in reader).ToArray());
    }

    /// <summary>Whether a value is the text; a number, true or false is compared by what JSON writes.</summary>
    /// <exception cref="RecordFaultException">It is an object or a list.</exception>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string path) => reader.TokenType switch
    {
        JsonTokenType.String => reader.ValueTextEquals(text),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => reader.ValueSpan.SequenceEqual(text),
        JsonTokenType.Null => false,
        var other => throw JsonFault.WrongType(path, "a text, a number, true or false", other),
    };

    /// <summary>Whether a text starts with the text.</summary>
    public static bool Starts(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string path) => reader.TokenType switch
    {
        JsonTokenType.String when !reader.ValueIsEscaped => reader.ValueSpan.StartsWith(text),
        JsonTokenType.String => String(ref reader, path) is { } whole && whole.StartsWith(Encoding.UTF8.GetString(text), StringComparison.Ordinal),
        JsonTokenType.Null => false,
        var other => throw JsonFault.WrongType(path, "a text", other),
    };

    /// <summary>Whether a member of the object that begins here is the text; the object is read to its end. What is no object has no members.</summary>
    public static bool HasMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var has = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                reader.Read();
                has = reader.TokenType switch
                {
                    JsonTokenType.String => reader.ValueTextEquals(text),
                    JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => reader.ValueSpan.SequenceEqual(text),
                    _ => false,
                };
            }

            reader.Skip();
        }

        return has;
    }

    private static string? String(ref Utf8JsonReader reader, string path)
    {
        try
        {
            var text = reader.GetString()!;
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            throw JsonFault.NotUnicode(path);
        }
    }

    private static string Number(ref Utf8JsonReader reader) => Encoding.ASCII.GetString(reader.ValueSpan);
}
