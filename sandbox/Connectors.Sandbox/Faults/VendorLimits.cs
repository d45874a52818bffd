using System.Globalization;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Faults;

/// <summary>The vendor's own count of requests. It refuses nothing by itself: a fault profile does.</summary>
/// <param name="limits">The limits of the spec.</param>
internal sealed class VendorLimits(LimitSpec limits)
{
    private readonly Queue<DateTimeOffset>[] _windows = [.. limits.Rates.Select(_ => new Queue<DateTimeOffset>())];
    private readonly Lock _lock = new();

    /// <summary>Counts a request; counts nothing and says no where a window is full.</summary>
    public bool TryCount(DateTimeOffset now)
    {
        lock (_lock)
        {
            Forget(now);
            if (_windows.Where((w, i) => w.Count >= limits.Rates[i].Requests).Any())
            {
                return false;
            }

            foreach (var window in _windows)
            {
                window.Enqueue(now);
            }

            return true;
        }
    }

    /// <summary>Adds the headers that say how many requests are left, where the spec reads such.</summary>
    public void Announce(DateTimeOffset now, IDictionary<string, string> headers)
    {
        if (limits.Announced is not { } announced)
        {
            return;
        }

        int left;
        DateTimeOffset more;
        lock (_lock)
        {
            Forget(now);
            var windows = _windows.Select((w, i) => (Left: limits.Rates[i].Requests - w.Count, More: w.TryPeek(out var oldest) ? oldest.AddSeconds(limits.Rates[i].Seconds) : now));
            (left, more) = windows.DefaultIfEmpty((Left: 1000, More: now)).MinBy(w => w.Left);
        }

        headers[announced.Left] = left.ToString(CultureInfo.InvariantCulture);
        if (announced.More.Header is { } name)
        {
            var seconds = announced.More.Kind == RetryWaitKind.UntilUnixSeconds ? Math.Ceiling((more - DateTimeOffset.UnixEpoch).TotalSeconds) : Math.Ceiling((more - now).TotalSeconds);
            headers[name] = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        for (var i = 0; i < _windows.Length; i++)
        {
            while (_windows[i].TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(limits.Rates[i].Seconds))
            {
                _windows[i].Dequeue();
            }
        }
    }
}
