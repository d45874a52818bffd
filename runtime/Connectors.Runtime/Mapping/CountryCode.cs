using System.Collections.Frozen;
using System.Text.Json;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Mapping;

/// <summary>Recognises countries by name in the languages of common vendors, and by ISO 3166-1 code.</summary>
/// <remarks>The names stand in <c>countries.txt</c>, made by <c>eng/countries.mjs</c>.</remarks>
public static class CountryCode
{
    private const int LongestName = 128;

    // Loaded at the first use; the lookup takes a span, so that a recognised country costs no allocation.
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Codes = Load().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The alpha-2 code of what is written; the text itself, trimmed, when it is not recognised; null for null and for an empty text.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public static string? Read(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length <= LongestName)
        {
            Span<char> name = stackalloc char[LongestName];
            if (System.Text.Unicode.Utf8.ToUtf16(reader.ValueSpan, name, out _, out var length, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done
                && Codes.TryGetValue(name[..length].Trim(), out var code))
            {
                return code;
            }
        }

        return JsonValue.Text(ref reader, path) is { } text ? Of(text) : null;
    }

    /// <summary>As for JSON, of the text the cursor has read.</summary>
    /// <param name="reader">Has read it.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public static string? Read(XmlCursor reader, string path) =>
        Codes.TryGetValue(XmlValue.Trimmed(reader), out var code) ? code : XmlValue.Scalar(reader, path);

    /// <summary>The alpha-2 code of a name or code in any case; the text itself, trimmed, when it is not recognised; null when nothing is written.</summary>
    public static string? Of(string text)
    {
        var name = text.AsSpan().Trim();
        return name.IsEmpty ? null : Codes.TryGetValue(name, out var code) ? code : name.Length == text.Length ? text : name.ToString();
    }

    /// <summary>Whether a text is an ISO 3166-1 alpha-2 code in capitals.</summary>
    public static bool IsAlpha2(ReadOnlySpan<char> text) => text.Length == 2 && Codes.TryGetValue(text, out var code) && text.SequenceEqual(code);

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(CountryCode).Assembly.GetManifestResourceStream("countries.txt")
            ?? throw new InvalidOperationException("countries.txt is not in the assembly.");
        using var reader = new StreamReader(stream);
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            codes[columns[0]] = columns[0];
            codes[columns[1]] = columns[0];
            foreach (var name in columns[2].Split('|', StringSplitOptions.RemoveEmptyEntries))
            {
                codes[name] = columns[0];
            }
        }

        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
