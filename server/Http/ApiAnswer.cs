using System.Buffers;
using System.Text.Json;
using Connectors.Server.Wire;

namespace Connectors.Server.Http;

/// <summary>Writes answers. An answer is complete before its first byte is sent, so that what goes wrong on the way still becomes an error.</summary>
internal static class ApiAnswer
{
    private const string ContentType = "application/json; charset=utf-8";

    private static readonly object Code = new();

    /// <summary>Sends <c>{"status":"success","data":…}</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="data">Writes the value of <c>data</c>.</param>
    /// <param name="warnings">Null where the endpoint has no warnings; the contract tells.</param>
    public static async Task SendAsync(HttpContext context, Action<Utf8JsonWriter> data, IReadOnlyList<string>? warnings = null)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, data, warnings);
        await SendAsync(context, StatusCodes.Status200OK, buffer).ConfigureAwait(false);
    }

    /// <summary>Sends what was written before.</summary>
    public static async Task SendAsync(HttpContext context, int status, PooledBuffer buffer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = buffer.Length;
        await buffer.SendAsync(context.Response.BodyWriter, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Writes a success.</summary>
    public static void Write(IBufferWriter<byte> buffer, Action<Utf8JsonWriter> data, IReadOnlyList<string>? warnings = null)
    {
        using var writer = new Utf8JsonWriter(buffer, Json.Options);
        writer.WriteStartObject();
        writer.WriteString("status"u8, "success"u8);
        writer.WritePropertyName("data"u8);
        data(writer);
        if (warnings is not null)
        {
            writer.WriteStartArray("warnings"u8);
            foreach (var warning in warnings)
            {
                writer.WriteStartObject();
                writer.WriteString("message"u8, warning);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>The code of the error that the request was answered with; null for none.</summary>
    public static string? CodeOf(HttpContext context) => context.Items[Code] as string;

    /// <summary>Sends an error; all four members are always there.</summary>
    public static async Task SendAsync(HttpContext context, ApiException error)
    {
        context.Items[Code] = error.Code;
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, Json.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, "error"u8);
            writer.WriteStartObject("error"u8);
            writer.WriteString("code"u8, error.Code);
            writer.WriteString("title"u8, error.Title);
            writer.WriteString("message"u8, error.Message);
            writer.WriteNull("log_url"u8);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        if (error.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await SendAsync(context, error.Status, buffer).ConfigureAwait(false);
    }
}
