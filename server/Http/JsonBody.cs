using System.Text.Json;

namespace Connectors.Server.Http;

/// <summary>Reads the JSON object that a request carries.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads it; a request without a body has an empty object.</summary>
    /// <exception cref="ApiException">It is no JSON object.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is 0 || (context.Request.ContentLength is null && !context.Request.Headers.ContainsKey("Transfer-Encoding")))
        {
            return JsonDocument.Parse("{}");
        }

        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, Options, context.RequestAborted).ConfigureAwait(false);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw ApiException.Input("The body is no JSON object.");
        }
        catch (JsonException e)
        {
            throw ApiException.Input(FormattableString.Invariant($"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
    }

    /// <summary>A text of the object; null where it is not there or null.</summary>
    /// <exception cref="ApiException">It is something else.</exception>
    public static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw ApiException.Input($"{name}: expected a text.")
        : null;
}
