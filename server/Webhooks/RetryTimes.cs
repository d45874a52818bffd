namespace Connectors.Server.Webhooks;

/// <summary>When an event that an endpoint did not take is sent again: after 10 seconds, then twice as long each time up to 4 hours, with some chance in it, for 3 days.</summary>
/// <param name="random">Spreads the times, so that not all that failed together comes back together.</param>
internal sealed class RetryTimes(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);
    private static readonly TimeSpan GivenUp = TimeSpan.FromDays(3);

    /// <summary>When to try again; null to give up.</summary>
    /// <param name="queuedAt">Since when it waits to be sent.</param>
    /// <param name="attempts">How often it was tried, the last time included.</param>
    /// <param name="now">The time.</param>
    public DateTimeOffset? After(DateTimeOffset queuedAt, int attempts, DateTimeOffset now)
    {
        if (now - queuedAt >= GivenUp)
        {
            return null;
        }

        var wait = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)), Longest.TotalSeconds);
        return now + TimeSpan.FromSeconds(wait * (0.75 + (random.NextDouble() / 2)));
    }
}
