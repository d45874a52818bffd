using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Connectors.Server.Http;

/// <summary>Reads the JSON object that a request carries. Every name and text in it can be read: none has half a character or bytes that are no UTF-8.</summary>
internal static class JsonBody
{
    /// <summary>How many levels of objects and lists a body has at most; as many as what vendors answer with.</summary>
    public const int MostLevels = 64;

    /// <summary>Reads it; a request without a body has an empty object.</summary>
    /// <exception cref="ApiException">It is no JSON object, has too many levels, or a text that nobody can read.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is 0 || (context.Request.ContentLength is null && !context.Request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return JsonDocument.Parse("{}");
        }

        // The document leans on these bytes for as long as it is used.
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    /// <summary>A text of the object; null where it is not there or null.</summary>
    /// <exception cref="ApiException">It is something else.</exception>
    public static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw ApiException.Input($"{name}: expected a text.")
        : null;

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MostLevels });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw ApiException.Input("The body is no JSON object.");
            }

            RequireTexts(body.Span, document.RootElement);
            return document;
        }
        catch (JsonException) when (IsTooDeep(body.Span))
        {
            throw ApiException.Input(string.Create(CultureInfo.InvariantCulture, $"The body has more than {MostLevels} levels of objects and lists."));
        }
        catch (JsonException e)
        {
            throw ApiException.Input(FormattableString.Invariant($"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
        catch
        {
            document?.Dispose();
            throw;
        }
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MostLevels + 2 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MostLevels)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // It is wrong before it is too deep.
        }

        return false;
    }

    // A parser looks into names and texts only when they are asked for, which may be anywhere.
    private static void RequireTexts(ReadOnlySpan<byte> body, JsonElement root)
    {
        if ((!Utf8.IsValid(body) || body.IndexOf("\\u"u8) >= 0) && Unreadable(root) is { } place)
        {
            throw ApiException.Input($"{(place.Length == 0 ? "The body" : place.TrimStart('.'))}: a name or text there has half a character, or bytes that are no UTF-8.");
        }
    }

    /// <summary>Where in a value the first text is that cannot be read; of a name, the object it is in. Null for none.</summary>
    private static string? Unreadable(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (!IsReadable(() => member.Name))
                    {
                        return "";
                    }

                    if (Unreadable(member.Value) is { } inside)
                    {
                        return $".{member.Name}{inside}";
                    }
                }

                return null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    if (Unreadable(item) is { } inside)
                    {
                        return string.Create(CultureInfo.InvariantCulture, $"[{index}]{inside}");
                    }

                    index++;
                }

                return null;
            case JsonValueKind.String:
                return IsReadable(value.GetString) ? null : "";
            default:
                return null;
        }
    }

    private static bool IsReadable(Func<string?> read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
