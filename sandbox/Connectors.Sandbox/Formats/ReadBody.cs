using System.Text.Json;
using Connectors.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Formats;

/// <summary>The body of a request.</summary>
internal sealed record ReadBody : IDisposable
{
    /// <summary>It as plain JSON; null where there is none.</summary>
    public JsonDocument? Json { get; init; }

    /// <summary>It as it came, where that is not the JSON.</summary>
    public string? Sent { get; init; }

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public VendorProblem? Problem { get; init; }

    /// <summary>Reads JSON.</summary>
    public static async Task<ReadBody> JsonAsync(HttpRequest http)
    {
        if (http.ContentLength is null or 0 && !http.Headers.TransferEncoding.Contains("chunked"))
        {
            return new ReadBody();
        }

        try
        {
            return new ReadBody { Json = await JsonDocument.ParseAsync(http.Body, default, http.HttpContext.RequestAborted).ConfigureAwait(false) };
        }
        catch (JsonException)
        {
            return new ReadBody { Problem = VendorProblem.Invalid("The body is not JSON.") };
        }
    }

    /// <summary>Reads a form, whose fields are the members of an object.</summary>
    public static async Task<ReadBody> FormAsync(HttpRequest http)
    {
        var form = await http.ReadFormAsync(http.HttpContext.RequestAborted).ConfigureAwait(false);
        return new ReadBody { Json = JsonSerializer.SerializeToDocument(form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal)) };
    }

    /// <inheritdoc/>
    public void Dispose() => Json?.Dispose();
}
