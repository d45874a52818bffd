using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Sending;

/// <summary>A session: what its log-in gave, or what was made in its place.</summary>
internal sealed class Session(IReadOnlyDictionary<string, string> taken, long began, TimeSpan? lives = null)
{
    /// <summary>The values taken, by name.</summary>
    public IReadOnlyDictionary<string, string> Taken { get; } = taken;

    /// <summary>When its log-in was sent, by the clock's timestamps.</summary>
    public long Began { get; } = began;

    /// <summary>How long it lasts; null when only a reply tells.</summary>
    public TimeSpan? Lives { get; } = lives;
}

/// <summary>Keeps the session of an account that one entry of what authenticates has: all requests share one, whoever comes first logs in and the others wait for it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Only a wait handle of the semaphore would need it, and none is asked for.")]
internal sealed class Sessions(TimeProvider clock, Func<CancellationToken, Task<Session>> logIn)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Session? _current;
    private volatile ConnectorException? _failure;

    /// <summary>A session that is good as far as is known.</summary>
    /// <param name="stale">One that a reply has said to be no good; it is given only if it has been replaced since.</param>
    /// <param name="cancellationToken">Ends the waiting, and the log-in where it is this caller's.</param>
    /// <exception cref="ConnectorException">The log-in failed, for all who waited for it: trying as often as there are requests would lock the account. Who comes later tries again.</exception>
    public async ValueTask<Session> GetAsync(Session? stale, CancellationToken cancellationToken)
    {
        if (Good(stale) is { } known)
        {
            return known;
        }

        var before = _failure;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_failure is { } failure && failure != before)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            return Good(stale) ?? (_current = await logIn(cancellationToken).ConfigureAwait(false));
        }
        catch (ConnectorException e)
        {
            _failure = e;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The last session that was opened, good or not; null before the first.</summary>
    public Session? Current => _current;

    /// <summary>Forgets the session.</summary>
    public void Clear() => _current = null;

    private Session? Good(Session? stale) => _current is { } current && current != stale && !(clock.GetElapsedTime(current.Began) >= current.Lives) ? current : null;
}
