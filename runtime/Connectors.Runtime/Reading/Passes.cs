using System.Collections.Immutable;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Reading;

/// <summary>How often a source is read from its first page to its last: once for each of its values, and for each of them once for every window of time.</summary>
internal sealed class Passes
{
    private readonly ReadSource _source;
    private readonly DateTimeOffset? _since;
    private readonly TimeProvider _clock;
    private readonly ImmutableArray<string> _values;

    /// <summary>Plans the passes of a read.</summary>
    /// <param name="source">The source.</param>
    /// <param name="since">What is asked for changed since; null for everything.</param>
    /// <param name="connection">The account.</param>
    /// <param name="clock">Tells where the last window ends.</param>
    public Passes(ReadSource source, DateTimeOffset? since, ConnectionValues connection, TimeProvider clock)
    {
        _source = source;
        _since = source.Since is { } filter && since is { } time ? time - filter.Overlap : null;
        _clock = clock;
        _values = source.Each is not { } each ? []
            : each.Field is { } field ? [.. connection.List(field)]
            : [.. each.Values.Select(v => v(new RequestScope(connection))).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether there is one pass, so that a total that a reply tells is that of the read.</summary>
    public bool IsSingle => _values.Length < 2 && (_since is null || _source.Since!.Until is null);

    /// <summary>The beginning of the first pass; null where there is nothing to ask for.</summary>
    public PageState? First(PageState start) => _source.Each is not null && _values.IsEmpty ? null : Begin(start);

    /// <summary>The beginning of the next pass; null after the last.</summary>
    /// <param name="state">The end of the one before.</param>
    /// <param name="start">Where every pass begins.</param>
    public PageState? After(PageState state, PageState start)
    {
        // A window that is shorter than it may be has reached the present.
        if (state.Window is { } window && _source.Since!.Until!.Most is { Ticks: > 0 } most && window.Until - window.From >= (long)most.TotalMilliseconds
            && window.Until < _clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            return start with { Value = state.Value, Window = Window(DateTimeOffset.FromUnixTimeMilliseconds(window.Until)) };
        }

        return state.Value + 1 < _values.Length ? Begin(start) with { Value = state.Value + 1 } : null;
    }

    /// <summary>The value that a pass is for; null where there are none.</summary>
    /// <exception cref="ArgumentException">The account has fewer values than when the read began.</exception>
    public string? ValueOf(PageState state) =>
        _values.IsEmpty ? null
        : state.Value < _values.Length ? _values[state.Value]
        : throw new ArgumentException($"The read of '{_source.Name}' cannot go on: the account has other values than when it began.", nameof(state));

    /// <summary>The time asked for, in its places.</summary>
    public IEnumerable<PlacedValue> Times(PageState state)
    {
        if (_source.Since is not { } since || _since is not { } from)
        {
            yield break;
        }

        var end = "";
        if (state.Window is { } window)
        {
            from = DateTimeOffset.FromUnixTimeMilliseconds(window.From);
            end = since.Format(DateTimeOffset.FromUnixTimeMilliseconds(window.Until));
        }

        var time = since.Format(from);
        yield return new PlacedValue(since.At, [since.Text is { } text ? text(time, end) : time]);
        if (since.Until is { At: { } at } until)
        {
            yield return new PlacedValue(at, [until.Text is { } around ? around(end) : end]);
        }
    }

    private PageState Begin(PageState start) => start with { Window = Window(_since) };

    private (long From, long Until)? Window(DateTimeOffset? from)
    {
        if (from is not { } begin || _source.Since?.Until is not { } until)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var end = until.Most > TimeSpan.Zero && now - begin > until.Most ? begin + until.Most : now;
        return (begin.ToUnixTimeMilliseconds(), Math.Max(end.ToUnixTimeMilliseconds(), begin.ToUnixTimeMilliseconds()));
    }
}
