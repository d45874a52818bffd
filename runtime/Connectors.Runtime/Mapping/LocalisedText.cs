using System.Text.Json;

namespace Connectors.Runtime.Mapping;

/// <summary>Reads an object of texts by language.</summary>
public static class LocalisedText
{
    /// <summary>The text in the first language of <see cref="MapContext.Languages"/> that has one, else in English, else the first that is there; null without any.</summary>
    /// <param name="reader">Stands on the object, or on null.</param>
    /// <param name="context">Knows the languages.</param>
    /// <param name="path">Where, as the spec writes it.</param>
    public static string? Read(ref Utf8JsonReader reader, MapContext context, string path)
    {
        if (!JsonValue.IsObject(ref reader, path))
        {
            return null;
        }

        string? best = null;
        var bestRank = int.MaxValue;
        // A text that a better language may still replace is not made into a string before its turn is certain.
        ReadOnlySpan<byte> candidate = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var rank = context.LanguageRank(ref reader);
            reader.Read();
            if (rank > bestRank || (rank == bestRank && rank == MapContext.OtherLanguage))
            {
                reader.Skip();
            }
            else if (rank == 0)
            {
                // The preferred language given twice: the last one stands, as everywhere.
                if (JsonValue.Text(ref reader, path) is { } text)
                {
                    best = text;
                    bestRank = 0;
                }
            }
            else if (IsText(ref reader, path))
            {
                candidate = new JsonSlice(in reader).To(in reader);
                bestRank = rank;
            }
        }

        return best ?? (candidate.IsEmpty ? null : Text(candidate, path));
    }

    private static string? Text(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return JsonValue.Text(ref reader, path);
    }

    private static bool IsText(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.String => !reader.ValueSpan.IsEmpty,
        JsonTokenType.Null => false,
        var other => throw JsonFault.WrongType(path, "a text", other),
    };
}
