using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Sending;

/// <summary>Lets requests of one connector go no faster than the vendor allows: so many at once, so many in every window.</summary>
/// <remarks>
/// The limiters of System.Threading.RateLimiting keep time by the machine's own clock; they cannot be driven by a <see cref="TimeProvider"/>, so
/// neither tested without waiting nor combined into several windows that all hold. Each window here remembers when its last requests went.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Only a wait handle of the semaphore would need it, and none is asked for.")]
internal sealed class RequestPace
{
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _gate;
    private readonly Window[] _windows;
    private readonly TimeSpan _longestPause;
    private readonly Lock _lock = new();
    private long _pausedUntil;

    /// <param name="windows">The windows that all hold.</param>
    /// <param name="concurrency">How many requests may be under way at once.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="longestPause">How long a request waits at most for a vendor that has asked for a pause.</param>
    public RequestPace(ImmutableArray<RateWindow> windows, int concurrency, TimeProvider clock, TimeSpan longestPause)
    {
        _clock = clock;
        _longestPause = longestPause;
        _gate = new SemaphoreSlim(concurrency, concurrency);
        _windows = [.. windows.Select(w => new Window(new long[w.Requests], (long)(w.Length.TotalSeconds * clock.TimestampFrequency)))];
        _pausedUntil = long.MinValue;
    }

    /// <summary>Waits until a request may go; disposing the turn ends the request.</summary>
    /// <param name="endpoint">What is asked, for messages.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ConnectorException">The vendor has asked for a pause that is not over soon.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; nothing is used up by that.</exception>
    public async ValueTask<Turn> EnterAsync(string endpoint, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (TryGo(endpoint) is { } wait)
            {
                await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
            }

            return new Turn(_gate);
        }
        catch
        {
            _gate.Release();
            throw;
        }
    }

    /// <summary>Holds all requests back: the vendor has asked one of them to wait, and would refuse the others too.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (_lock)
        {
            // However far away the vendor says it is, it is a time.
            _pausedUntil = Math.Max(_pausedUntil, _clock.GetTimestamp() + (long)Math.Min(wait.TotalSeconds * _clock.TimestampFrequency, long.MaxValue / 2));
        }
    }

    /// <summary>Counts a request that goes now; or says how long it has to wait, and counts nothing.</summary>
    private TimeSpan? TryGo(string endpoint)
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            if (_pausedUntil > now && _clock.GetElapsedTime(now, _pausedUntil) is var pause && pause > _longestPause)
            {
                throw new ConnectorException(ConnectorError.RateLimited, FormattableString.Invariant($"{endpoint}: the vendor asks for {Math.Ceiling(pause.TotalSeconds)} s without requests"))
                {
                    Endpoint = endpoint,
                    RetryAfter = pause,
                };
            }

            var earliest = _windows.Aggregate(_pausedUntil, (latest, w) => Math.Max(latest, w.Earliest));
            if (earliest > now)
            {
                // Rounded up to what timers can tell apart, so that waking up early does not spin.
                return TimeSpan.FromMilliseconds(Math.Ceiling(_clock.GetElapsedTime(now, earliest).TotalMilliseconds));
            }

            foreach (var window in _windows)
            {
                window.Count(now);
            }

            return null;
        }
    }

    /// <summary>The right to have one request under way.</summary>
    public readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        /// <summary>Ends it.</summary>
        public void Dispose() => gate.Release();
    }

    /// <summary>The times of the last requests in a ring: the oldest of them must be a window's length ago before another may go.</summary>
    private sealed class Window(long[] ring, long length)
    {
        private int _next;
        private bool _full;

        public long Earliest => _full ? ring[_next] + length : long.MinValue;

        public void Count(long now)
        {
            ring[_next] = now;
            _next = (_next + 1) % ring.Length;
            _full |= _next == 0;
        }
    }
}
