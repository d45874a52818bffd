using System.Text;
using System.Xml.Linq;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Access;

/// <summary>Lets requests in that carry what a list of entries authenticates them with.</summary>
internal sealed class Gate
{
    private static readonly Place Authorization = new(PlaceKind.Header, "Authorization");

    private readonly Entry[] _entries;
    private readonly IReadOnlyDictionary<string, string> _connection;

    /// <summary>Creates it; nothing is open yet.</summary>
    public Gate(EquatableArray<AuthSpec> entries, IReadOnlyDictionary<string, string> connection, VendorClock clock, ulong seed)
    {
        _connection = connection;
        _entries = [.. entries.Select((spec, i) => new Entry(
            spec,
            spec is AuthSpec.Session { From: not SessionSource.Jwt } session ? new Sessions(session, connection, clock, Dice.Mix(seed, (ulong)i)) : null,
            spec is AuthSpec.Session { From: SessionSource.Jwt jwt } ? new SignedTokens(jwt, connection, clock) : null))];
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The query parameters that credentials travel in; the contract need not list them.</summary>
    public IEnumerable<string> QueryNames => _entries.SelectMany(e => Sent(e.Spec)).Where(s => s.At.Kind == PlaceKind.Query).Select(s => s.At.Name);

    /// <summary>Whether envelopes carry a UsernameToken.</summary>
    public bool HasUsernameToken => _entries.Any(e => e.Spec is AuthSpec.UsernameToken);

    /// <summary>What is opened, with the positions of its entries.</summary>
    public IEnumerable<(int Position, Sessions Sessions)> Opened => _entries.Select((e, i) => (i, e.Sessions)).Where(e => e.Sessions is not null)!;

    /// <summary>Whether a request carries what it must.</summary>
    /// <param name="request">The request.</param>
    /// <param name="count">How many of the entries apply: all, or for a log-in those before its entry.</param>
    /// <param name="strike">What goes wrong with it: a session may end now.</param>
    /// <param name="headers">The elements of the envelope's header; none where there is no envelope.</param>
    /// <returns>What is refused, with the entry that has expired if one has; null when it is let in.</returns>
    public Refusal? Check(VendorRequest request, int count, Strike strike, IReadOnlyList<XElement>? headers = null)
    {
        (Sessions Sessions, SentValue Sent)? last = null;
        for (var i = 0; i < count; i++)
        {
            var entry = _entries[i];
            var verdict = entry.Spec switch
            {
                AuthSpec.Basic basic => request.Get(Authorization) == BasicText(basic) ? Verdict.Right : Verdict.Wrong,
                AuthSpec.UsernameToken token when headers is not null => UsernameTokens.Accept(headers, token, _connection) ? Verdict.Right : Verdict.Wrong,
                _ => Verdict.Right,
            };
            foreach (var sent in Sent(entry.Spec).Where(s => SoapPlaces.Applies(s.At, request.Operation)))
            {
                verdict = verdict == Verdict.Right ? Match(sent, request, i + 1) : verdict;
                last = entry.Sessions is { } sessions ? (sessions, sent) : last;
            }

            if (verdict != Verdict.Right)
            {
                strike.Spare(FaultKind.SessionExpired);
                return new Refusal(verdict == Verdict.Expired ? entry.Spec as AuthSpec.Session : null);
            }
        }

        if (last is not var (ending, by) || !strike.Has(FaultKind.SessionExpired))
        {
            strike.Spare(FaultKind.SessionExpired);
            return null;
        }

        ending.End(by.Values[0], request.Get(by.At));
        return new Refusal(ending.Spec);
    }

    /// <summary>Whether a request carries values as the spec makes them, of what the entries before a position took too.</summary>
    public bool Carries(VendorRequest request, IEnumerable<SentValue> values, int count) =>
        values.All(s => s.Values.Count == 1 ? Match(s, request, count) == Verdict.Right : s.Values.Select(v => Templates.Fill(v, _connection)).SequenceEqual(request.All(s.At).OfType<string>()));

    /// <summary>Ends what a request is sent with.</summary>
    public void End(VendorRequest request, int position)
    {
        foreach (var sent in Sent(_entries[position].Spec))
        {
            _entries[position].Sessions?.End(sent.Values[0], request.Get(sent.At));
        }
    }

    private Verdict Match(SentValue sent, VendorRequest request, int count)
    {
        var (template, text) = (sent.Values[0], request.Get(sent.At));
        if (template.Parts.OfType<TemplatePart.Taken>().FirstOrDefault() is not { } taken)
        {
            var wanted = Templates.Fill(template, _connection);
            // What a customer has not filled in is not sent.
            return text == wanted || (text is null && wanted.Length == 0) ? Verdict.Right : Verdict.Wrong;
        }

        var owner = _entries.Take(count).LastOrDefault(e => e.Spec is AuthSpec.Session session && session.Take.Any(t => t.Name == taken.Name));
        return owner?.Sessions?.Match(template, text) ?? owner?.Signed?.Match(template, text) ?? Verdict.Wrong;
    }

    private string BasicText(AuthSpec.Basic basic) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Templates.Fill(basic.User, _connection) + ":" + Templates.Fill(basic.Password, _connection)));

    private static IEnumerable<SentValue> Sent(AuthSpec spec) => spec switch
    {
        AuthSpec.Send send => [new SentValue(send.At, new([send.Value]), ListStyle.Repeat)],
        AuthSpec.Bearer bearer => [new SentValue(Authorization, new([new Template(bearer.Token.Parts.Prepend(new TemplatePart.Literal("Bearer ")).ToEquatable())]), ListStyle.Repeat)],
        AuthSpec.Session session => session.Sent,
        _ => [],
    };

    private sealed record Entry(AuthSpec Spec, Sessions? Sessions, SignedTokens? Signed);
}

/// <summary>A request that is not let in.</summary>
/// <param name="Expired">The entry whose session has expired; null where credentials are missing or wrong.</param>
internal sealed record Refusal(AuthSpec.Session? Expired)
{
    /// <summary>What the vendor says.</summary>
    public VendorProblem Problem => Expired is null
        ? VendorProblem.Unauthorised
        : VendorProblem.Unauthorised with { Message = "The session has expired.", Rule = Expired.Stale.Count > 0 ? Expired.Stale[0] : null };
}
