using System.Collections.Immutable;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Sending;

/// <summary>What authenticates the requests of some apis: the entries of a list in their order, each with the session it keeps.</summary>
internal sealed class Authentication
{
    private readonly ConnectionValues _connection;
    private readonly ImmutableArray<(AuthPlan Plan, Sessions? Sessions)> _entries;

    /// <summary>Creates it; nothing is asked for before the first request.</summary>
    /// <param name="plans">The entries.</param>
    /// <param name="connection">The account.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logIn">Has the session of an entry, by its position.</param>
    public Authentication(ImmutableArray<AuthPlan> plans, ConnectionValues connection, TimeProvider clock, Func<Authentication, int, CancellationToken, Task<Session>> logIn)
    {
        _connection = connection;
        _entries = [.. plans.Select((plan, i) => (plan, plan is SessionPlan ? new Sessions(clock, cancellationToken => logIn(this, i, cancellationToken)) : null))];
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The entry at a position.</summary>
    public AuthPlan this[int position] => _entries[position].Plan;

    /// <summary>The last session of an entry; null before the first.</summary>
    public Session? Last(int position) => _entries[position].Sessions?.Current;

    /// <summary>What authenticates a request.</summary>
    /// <param name="count">How many of the entries apply: all for a request, those before it for the log-in of an entry.</param>
    /// <param name="stale">A session that a reply has said to be no good.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Errors.ConnectorException">A log-in failed.</exception>
    public async ValueTask<(Credentials Credentials, ImmutableArray<OpenSession> Sessions)> GetAsync(int count, Session? stale, CancellationToken cancellationToken)
    {
        var credentials = Credentials.None;
        ImmutableArray<OpenSession> open = [];
        for (var i = 0; i < count; i++)
        {
            var (plan, sessions) = _entries[i];
            var session = sessions is null ? null : await sessions.GetAsync(stale, cancellationToken).ConfigureAwait(false);
            credentials = credentials.With(plan, session?.Taken ?? ImmutableDictionary<string, string>.Empty, _connection);
            open = session is null ? open : open.Add(new OpenSession((SessionPlan)plan, session));
        }

        return (credentials, open);
    }

    /// <summary>The sessions to end, the last first: their entries, and what authenticates the request that ends each. None is opened anew for that.</summary>
    public IEnumerable<(SessionPlan Plan, int Count)> Closing()
    {
        for (var i = _entries.Length - 1; i >= 0; i--)
        {
            if (_entries[i] is { Plan: SessionPlan { Logout: not null } plan, Sessions.Current: not null })
            {
                yield return (plan, i + 1);
            }
        }
    }

    /// <summary>Forgets all sessions.</summary>
    public void Clear()
    {
        foreach (var (_, sessions) in _entries)
        {
            sessions?.Clear();
        }
    }
}

/// <summary>A session that a request is sent with.</summary>
internal sealed record OpenSession(SessionPlan Plan, Session Session)
{
    /// <summary>Of the sessions, that which a reply says has expired: the last whose rules hold; null when none has.</summary>
    public static Session? Expired(ImmutableArray<OpenSession> open, Reply reply)
    {
        for (var i = open.Length - 1; i >= 0; i--)
        {
            if (ReplyJudge.Holds(open[i].Plan.Stale, reply))
            {
                return open[i].Session;
            }
        }

        return null;
    }
}
