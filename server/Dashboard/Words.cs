using System.Globalization;
using Connectors.Runtime.Capabilities;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;

namespace Connectors.Server.Dashboard;

/// <summary>How pages say numbers, times and states.</summary>
internal static class Words
{
    /// <summary>A number with separators.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things.</summary>
    public static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>The number before which a page of rows begins, as its address says it; the largest where it says none.</summary>
    public static long Before(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    /// <summary>How long something took.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
    };

    /// <summary>The words for a state of coverage.</summary>
    public static string Of(Coverage coverage) => coverage switch
    {
        Coverage.Supported => "Supported",
        Coverage.NotImplemented => "Not yet",
        Coverage.Unsupported => "Not at the vendor",
        _ => "Unknown",
    };

    /// <summary>The words for how a sync ended, and whether that is good, bad or neither.</summary>
    public static (string Text, string Tone) OfSync(string state) => state switch
    {
        SyncEnd.Succeeded => ("Succeeded", "good"),
        SyncEnd.PartiallyFailed => ("Partly failed", "warn"),
        SyncEnd.AuthenticationFailed => ("Credentials refused", "bad"),
        SyncEnd.Cancelled => ("Cancelled", "plain"),
        _ => ("Failed", "bad"),
    };

    /// <summary>The words for how the store remembers a run.</summary>
    public static (string Text, string Tone) OfRun(string status) => status switch
    {
        "done" => ("Succeeded", "good"),
        "running" => ("Running", "plain"),
        "interrupted" => ("Interrupted", "plain"),
        "abandoned" => ("Abandoned", "plain"),
        "needs_decision" => ("Needs a decision", "warn"),
        _ => ("Failed", "bad"),
    };

    /// <summary>The words for a kind of sync.</summary>
    public static string OfKind(string kind) => kind switch
    {
        nameof(SyncKind.Full) => "Everything",
        nameof(SyncKind.Delta) => "Changes",
        _ => "What is due",
    };

    /// <summary>The words for what has come of a delivery.</summary>
    public static (string Text, string Tone) Of(DeliveryState state, int attempts) => state switch
    {
        DeliveryState.Delivered => ("Delivered", "good"),
        DeliveryState.GivenUp => ("Given up", "bad"),
        _ when attempts > 0 => ("Trying again", "warn"),
        _ => ("Waiting", "plain"),
    };
}
