using System.Globalization;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>The sessions that a vendor has opened.</summary>
/// <param name="spec">How the spec logs in.</param>
/// <param name="connection">The connection's values.</param>
/// <param name="clock">The vendor's time.</param>
/// <param name="seed">What tokens are made of.</param>
internal sealed class Sessions(AuthSpec.Session spec, IReadOnlyDictionary<string, string> connection, VendorClock clock, ulong seed)
{
    private const int MostRemembered = 1000;
    private const int UsualSeconds = 20 * 60;

    private readonly Lock _lock = new();
    private readonly List<Open> _open = [];
    private ulong _count;

    /// <summary>How the spec logs in.</summary>
    public AuthSpec.Session Spec => spec;

    /// <summary>How long a session lasts.</summary>
    public TimeSpan Life { get; } = TimeSpan.FromSeconds(spec.LivesSeconds > 0 ? spec.LivesSeconds : UsualSeconds);

    /// <summary>Whether a request to log in has the right credentials.</summary>
    public bool Accept(VendorRequest request) =>
        spec.Login!.Send.All(s => s.Values.Select(v => Templates.Fill(v, connection)).SequenceEqual(request.All(s.At).OfType<string>()));

    /// <summary>Opens a session.</summary>
    /// <param name="headers">The headers of the log-in's reply, where some of what it says may stand.</param>
    /// <returns>What its body says of the session, by path.</returns>
    public Dictionary<string, string> Begin(Dictionary<string, string> headers)
    {
        lock (_lock)
        {
            var number = ++_count;
            var tokens = spec.Take.ToDictionary(t => t.Name, t => Token(t, Dice.Mix(Dice.Mix(seed, Dice.Of(t.Name)), number)), StringComparer.Ordinal);
            if (_open.Count == MostRemembered)
            {
                _open.RemoveAt(0);
            }

            _open.Add(new Open(tokens, clock.Now + Life));
            foreach (var taken in spec.Take)
            {
                if (taken.From is TakenFrom.Header header)
                {
                    headers[header.Name] = tokens[taken.Name];
                }
            }

            return spec.Take.Where(t => t.From is TakenFrom.Body).ToDictionary(t => ((TakenFrom.Body)t.From).Path.Text, t => tokens[t.Name], StringComparer.Ordinal);
        }
    }

    /// <summary>Whether a request logs in.</summary>
    public bool IsLogin(VendorRequest request) => request.Operation.Method == spec.Login!.Method && request.Operation.Path == spec.Login.ContractPath;

    /// <summary>Whether a request belongs to a session, or is one of an operation that can name none; null when the session is over, or ends now because a fault strikes.</summary>
    public bool? Check(VendorRequest request, Strike strike)
    {
        var known = spec.Sent.Any(s => SoapPlaces.Applies(s.At, request.Operation)) ? Knows(request) : true;
        if (!strike.Has(FaultKind.SessionExpired))
        {
            return known;
        }

        if (known == true)
        {
            End(request);
            return null;
        }

        strike.Spare(FaultKind.SessionExpired);
        return known;
    }

    private static string Token(TakenValue taken, ulong chance) => taken.From switch
    {
        TakenFrom.Status => "200",
        TakenFrom.Body { Path.Type: JsonKind.Integer or JsonKind.Number } => (chance % 1_000_000_000).ToString(CultureInfo.InvariantCulture),
        _ => chance.ToString("x16", CultureInfo.InvariantCulture),
    };

    private bool? Knows(VendorRequest request)
    {
        lock (_lock)
        {
            return Find(request) is { } found ? found.Ends > clock.Now ? true : null : false;
        }
    }

    // Ends the session of a request before its time.
    private void End(VendorRequest request)
    {
        lock (_lock)
        {
            if (Find(request) is { } found)
            {
                found.Ends = DateTimeOffset.MinValue;
            }
        }
    }

    private Open? Find(VendorRequest request)
    {
        var sent = spec.Sent.Where(s => SoapPlaces.Applies(s.At, request.Operation)).ToList();
        return sent.Count == 0 ? null : _open.FindLast(o => sent.TrueForAll(s => request.Get(s.At) == o.Fill(s.Values[0], connection)));
    }

    private sealed class Open(Dictionary<string, string> tokens, DateTimeOffset ends)
    {
        public DateTimeOffset Ends { get; set; } = ends;

        public string Fill(Template template, IReadOnlyDictionary<string, string> connection) =>
            string.Concat(template.Parts.Select(p => p is TemplatePart.Taken taken ? tokens.GetValueOrDefault(taken.Name, "") : Templates.Fill(new Template(new[] { p }.ToEquatable()), connection)));
    }
}

/// <summary>Places in a SOAP header.</summary>
internal static class SoapPlaces
{
    /// <summary>Whether requests of an operation have a place: a header element only where the contract says so.</summary>
    public static bool Applies(Place place, Specs.Contracts.ContractOperation operation) =>
        place.Kind != PlaceKind.SoapHeader || operation.Soap?.Headers.Any(h => h.Name == place.Name.Split('.')[0]) == true;
}
