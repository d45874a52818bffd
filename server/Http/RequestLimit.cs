using System.Collections.Concurrent;
using System.Globalization;

namespace Connectors.Server.Http;

/// <summary>How many requests an environment may send in a minute. Every answer tells how many are left, and when they are counted anew.</summary>
internal sealed class RequestLimit(int most, TimeProvider clock)
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private readonly string _most = most.ToString(CultureInfo.InvariantCulture);

    /// <summary>Counts a request.</summary>
    /// <param name="context">The request; its answer tells what is left.</param>
    /// <param name="environment">Who sends it.</param>
    /// <exception cref="ApiException">There were too many in this minute.</exception>
    public void Enter(HttpContext context, string environment)
    {
        var (used, left) = _windows.GetOrAdd(environment, static _ => new Window()).Count(clock);
        var headers = context.Response.Headers;
        headers["ratelimit-limit"] = _most;
        headers["ratelimit-remaining"] = Math.Max(most - used, 0).ToString(CultureInfo.InvariantCulture);
        headers["ratelimit-reset"] = Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (used > most)
        {
            throw new ApiException(StatusCodes.Status429TooManyRequests, ApiCode.RateLimit, "Too many requests", "The environment has sent all requests of this minute. Wait, then repeat.")
            {
                RetryAfter = left,
            };
        }
    }

    /// <summary>A minute of an environment.</summary>
    private sealed class Window
    {
        private readonly Lock _gate = new();
        private long _start = long.MinValue;
        private int _used;

        /// <summary>How many requests there were with this one, and how long the minute still lasts.</summary>
        public (int Used, TimeSpan Left) Count(TimeProvider clock)
        {
            lock (_gate)
            {
                var now = clock.GetTimestamp();
                if (_start == long.MinValue || clock.GetElapsedTime(_start, now) >= Span)
                {
                    (_start, _used) = (now, 0);
                }

                _used = Math.Min(_used, int.MaxValue - 1) + 1;
                return (_used, Span - clock.GetElapsedTime(_start, now));
            }
        }
    }
}
