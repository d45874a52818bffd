using System.Globalization;
using Connectors.Cli.Terminal;
using Connectors.Sync.Engine;

namespace Connectors.Cli.Syncing;

/// <summary>How far a run is with one model, in words.</summary>
/// <param name="First">The first report, and when it came: what is measured against.</param>
/// <param name="FirstAt">When the first report came.</param>
/// <param name="Last">The latest report.</param>
/// <param name="LastAt">When it came.</param>
internal sealed record ModelProgress(SyncProgress First, DateTimeOffset FirstAt, SyncProgress Last, DateTimeOffset LastAt)
{
    /// <summary><c>1,200 of 3,000</c>, or what was read where the vendor tells no total.</summary>
    public string Records => Last.Total is { } total && total >= Last.Records ? $"{Count.Number(Last.Records)} of {Count.Number(total)}" : Count.Number(Last.Records);

    /// <summary><c>340/s</c></summary>
    public string Rate => Last.RecordsPerSecond.ToString("N0", CultureInfo.InvariantCulture) + "/s";

    /// <summary>The time left; null where the vendor tells nothing to judge it by, or nothing has moved yet.</summary>
    public TimeSpan? Left
    {
        get
        {
            if (Last.Completed || Share(First) is not { } first || Share(Last) is not { } last || last <= first)
            {
                return null;
            }

            return (LastAt - FirstAt) * ((1 - last) / (last - first));
        }
    }

    /// <summary>The same as one line.</summary>
    public string ToLine() => Last.Completed
        ? $"{Last.Model}: done, {Count.Of(Last.Records, "record")} in {Count.Of(Last.Pages, "page")}"
        : $"{Last.Model}: {Records} records, {Count.Of(Last.Pages, "page")}, {Rate}{(Left is { } left ? $", {Duration.Of(left)} left" : "")}";

    // Parents that are done tell more than the total of the one that is being read.
    private static double? Share(SyncProgress progress) => progress switch
    {
        { ParentsTotal: > 0 and var parents } => Math.Min(1, (double)progress.Parents / parents),
        { Total: > 0 and var total } => Math.Min(1, (double)progress.Records / total),
        _ => null,
    };
}
