using Connectors.Runtime.Telemetry;

namespace Connectors.Server.RequestLog;

/// <summary>Notes the requests to vendors, with what caused them.</summary>
internal sealed class VendorCalls(RequestLogWriter log, TimeProvider clock)
{
    private static readonly AsyncLocal<string?> Why = new();

    /// <summary>Says why the requests are sent that come from what this asynchronous method does from now on.</summary>
    /// <param name="why">In a word: <c>sync</c>.</param>
    public static void Because(string why) => Why.Value = why;

    /// <summary>Notes the requests of an account.</summary>
    /// <param name="environment">The environment that the account belongs to.</param>
    /// <param name="integration">The integration, as <c>tool:id</c>; null for an account that is not connected yet.</param>
    public Action<SentRequest> Of(string environment, string? integration) => sent => log.Add(new LoggedRequest(
        clock.GetUtcNow() - sent.Took,
        environment,
        sent.Method,
        Redaction.Address(new Uri(sent.Address)) + (sent.Endpoint.StartsWith(sent.Method, StringComparison.Ordinal) ? "" : $" ({sent.Endpoint})"),
        integration,
        sent.Status ?? 0,
        sent.Error?.ToString(),
        (long)sent.Took.TotalMicroseconds)
    {
        Side = RequestSide.ToVendor,
        Bytes = sent.Bytes,
        Cause = Why.Value is null || Why.Value == sent.Purpose ? sent.Purpose : $"{Why.Value}: {sent.Purpose}",
    });
}
