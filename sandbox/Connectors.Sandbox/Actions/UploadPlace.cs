using System.Globalization;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Actions;

/// <summary>Plays the storage that a vendor gives addresses of: takes what is uploaded there, gives the files it has lists of, and refuses credentials, which such addresses carry in themselves.</summary>
/// <param name="spec">The spec.</param>
/// <param name="journal">Notes what came in.</param>
/// <param name="largest">The largest upload in bytes.</param>
internal sealed class UploadPlace(ConnectorSpec spec, Journal journal, int largest)
{
    private const string Root = "/.uploads/";
    private const string Listed = "/.uploads/.listed/";
    private long _count;

    /// <summary>Whether a request goes there.</summary>
    public static bool IsAsked(HttpRequest request) => request.Path.Value?.StartsWith(Root, StringComparison.Ordinal) == true;

    /// <summary>A new address for the uploads of a step.</summary>
    /// <param name="request">The request whose reply tells it.</param>
    /// <param name="step">The step.</param>
    public string NewAddress(HttpRequest request, string step) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}{Root}{step}/{Interlocked.Increment(ref _count)}?signature=played");

    /// <summary>The address of a file that a reply lists.</summary>
    /// <param name="request">The request whose reply tells it.</param>
    /// <param name="name">The file's name.</param>
    public static string AddressOf(HttpRequest request, string name) => $"{request.Scheme}://{request.Host}{Listed}{Uri.EscapeDataString(name)}?signature=played";

    /// <summary>Takes an upload, or gives a file.</summary>
    public Task AnswerAsync(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Request.Path.Value!.StartsWith(Listed, StringComparison.Ordinal) ? GiveAsync(http) : TakeAsync(http);

    private static async Task GiveAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        http.Response.ContentType = "application/octet-stream";
        await http.Response.WriteAsync("What the file holds.", http.RequestAborted).ConfigureAwait(false);
    }

    private async Task TakeAsync(HttpContext http)
    {
        var name = http.Request.Path.Value![Root.Length..].Split('/')[0];
        var actions = spec.Actions.Where(a => a.Steps.Any(s => s.Name == name && s.Request.Hosts.Count > 0)).ToList();
        var refusal = actions.Count == 0 ? "There is nothing at this address."
            : http.Request.Headers.Authorization.Count > 0 ? "The address authenticates by itself."
            : http.Request.ContentLength > largest ? "The upload is too large."
            : null;
        using var body = new MemoryStream();
        if (refusal is null)
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted).ConfigureAwait(false);
        }

        http.Response.StatusCode = refusal is null ? 200 : 403;
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{body.Length}\"");
        journal.Add(new ReceivedRequest([.. actions.Select(a => a.Name)], name, http.Request.Path + http.Request.QueryString, Convert.ToBase64String(body.ToArray()), refusal));
    }
}
