using System.IO.Compression;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Serving;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox;

/// <summary>Sends replies, compressed where the client takes that, with the faults that strike on the way.</summary>
/// <param name="compress">Whether replies may be compressed.</param>
/// <param name="limits">What is announced of the limits.</param>
/// <param name="clock">The vendor's time.</param>
internal sealed class ReplySender(bool compress, VendorLimits limits, VendorClock clock)
{
    private const int SmallestZipped = 1024;

    public async Task SendAsync(HttpContext http, VendorReply reply, Dictionary<string, string> headers, Strike strike)
    {
        http.Response.StatusCode = reply.Status;
        limits.Announce(clock.Now, headers);
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        var body = reply.Body;
        if (body.IsEmpty)
        {
            return;
        }

        http.Response.ContentType = reply.ContentType;
        if (reply.Status < 300)
        {
            body = FaultReplies.Spoil(body, strike);
        }

        if (strike.Has(FaultKind.CutConnection))
        {
            http.Response.ContentLength = body.Length;
            await http.Response.BodyWriter.WriteAsync(body[..(body.Length / 2)], http.RequestAborted).ConfigureAwait(false);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            http.Abort();
            return;
        }

        if (compress && body.Length >= SmallestZipped && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            var zip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await using (zip.ConfigureAwait(false))
            {
                await zip.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
            }

            return;
        }

        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }
}
