using System.Collections.Concurrent;
using System.Globalization;
using Connectors.Server.Http;

namespace Connectors.Server.Actions;

/// <summary>How many actions of one integration may be under way at once.</summary>
internal sealed class ActionLimit(int most)
{
    private readonly ConcurrentDictionary<string, Counter> _running = new(StringComparer.Ordinal);

    /// <summary>Counts an action in; disposing what is returned counts it out. The response tells how many more there may be.</summary>
    /// <exception cref="ApiException">There are too many already.</exception>
    public IDisposable Enter(HttpContext context, string integration)
    {
        var counter = _running.GetOrAdd(integration, static _ => new Counter());
        var left = most - Interlocked.Increment(ref counter.Running);
        context.Response.Headers["Concurrency-Limit"] = most.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["Concurrency-Remaining"] = Math.Max(left, 0).ToString(CultureInfo.InvariantCulture);
        if (left >= 0)
        {
            return counter;
        }

        counter.Dispose();
        throw new ApiException(StatusCodes.Status429TooManyRequests, ApiCode.ConcurrencyLimit, "Too many actions at once", "Wait for an action of this integration to end, then repeat.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    private sealed class Counter : IDisposable
    {
        public int Running;

        public void Dispose() => Interlocked.Decrement(ref Running);
    }
}
