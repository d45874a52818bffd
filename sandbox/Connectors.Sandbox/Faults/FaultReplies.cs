using System.Globalization;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Faults;

/// <summary>What the client gets to see of a fault.</summary>
internal static class FaultReplies
{
    private const int RetrySeconds = 1;

    private static readonly byte[] Html = "<!doctype html><html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>"u8.ToArray();

    /// <summary>The refusal that a fault asks for, with the headers that the spec reads its retry hints from; null for none.</summary>
    public static VendorProblem? ProblemOf(Strike strike, DateTimeOffset now, ConnectorSpec spec, Dictionary<string, string> headers)
    {
        var problem =
            strike.Has(FaultKind.RateLimited) || strike.Has(FaultKind.VendorLimit) ? new VendorProblem(429, "Too many requests.", ReplyMeaning.RateLimited)
            : strike.Has(FaultKind.Unavailable) ? new VendorProblem(503, "Under maintenance.", ReplyMeaning.Unavailable)
            : strike.Has(FaultKind.ServerError) ? new VendorProblem(500, "Something went wrong on our side.")
            : null;
        if (problem is null)
        {
            return null;
        }

        foreach (var wait in spec.Transport.Errors.Where(r => r.Statuses.Contains(problem.Status) && r.Retry is not null).SelectMany(r => r.Retry!.Waits))
        {
            if (wait.Header is { } name)
            {
                var seconds = wait.Kind == RetryWaitKind.UntilUnixSeconds ? now.ToUnixTimeSeconds() + RetrySeconds + 1 : RetrySeconds;
                headers[name] = seconds.ToString(CultureInfo.InvariantCulture);
            }
        }

        return problem;
    }

    /// <summary>Answers in the vendor's place, where a fault leaves nothing of its answer.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="strike">The faults.</param>
    /// <param name="xml">Whether the vendor speaks XML here.</param>
    /// <returns>Whether it did.</returns>
    public static async Task<bool> TryAnswerAsync(HttpContext http, Strike strike, bool xml)
    {
        if (strike.Has(FaultKind.Redirect))
        {
            http.Response.StatusCode = StatusCodes.Status302Found;
            http.Response.Headers.Location = "http://elsewhere.invalid/" + http.Request.Path.Value?.TrimStart('/');
            return true;
        }

        if (strike.Has(FaultKind.HtmlPage))
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.ContentLength = Html.Length;
            await http.Response.BodyWriter.WriteAsync(Html, http.RequestAborted).ConfigureAwait(false);
            return true;
        }

        if (strike.Of(FaultKind.HugeBody) is { } huge)
        {
            http.Response.ContentType = xml ? "text/xml; charset=utf-8" : "application/json";
            if (xml)
            {
                await http.Response.Body.WriteAsync("<page>"u8.ToArray(), http.RequestAborted).ConfigureAwait(false);
            }

            var block = new byte[1 << 20];
            Array.Fill(block, (byte)' ');
            for (var i = 0; i < huge.Amount; i++)
            {
                await http.Response.Body.WriteAsync(block, http.RequestAborted).ConfigureAwait(false);
            }

            await http.Response.Body.WriteAsync(xml ? "</page>"u8.ToArray() : "{}"u8.ToArray(), http.RequestAborted).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    /// <summary>The body as the client gets it.</summary>
    public static ReadOnlyMemory<byte> Spoil(ReadOnlyMemory<byte> body, Strike strike)
    {
        if (strike.Has(FaultKind.TruncatedBody))
        {
            return body[..(body.Length / 2)];
        }

        if (!strike.Has(FaultKind.MalformedBody))
        {
            return body;
        }

        var spoilt = body.ToArray();
        var xml = spoilt is [(byte)'<', ..];
        var bracket = Array.FindLastIndex(spoilt, b => xml ? b == (byte)'>' : b is (byte)'}' or (byte)']');
        if (bracket >= 0)
        {
            spoilt[bracket] = (byte)'!';
        }

        return spoilt;
    }
}
