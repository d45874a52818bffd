using System.Globalization;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Access;

/// <summary>What a vendor has opened for one entry of what authenticates: sessions, tokens.</summary>
/// <param name="spec">The entry.</param>
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

    /// <summary>The entry.</summary>
    public AuthSpec.Session Spec => spec;

    /// <summary>How long what is opened lasts.</summary>
    public TimeSpan Life { get; } = TimeSpan.FromSeconds(spec.LivesSeconds > 0 ? spec.LivesSeconds : UsualSeconds);

    /// <summary>That time as the reply says it.</summary>
    public long LifeSaid => (long)Life.TotalSeconds / (spec.LivesFrom?.UnitSeconds ?? 60);

    /// <summary>Opens one.</summary>
    /// <param name="headers">The headers of the reply, where some of what it says may stand.</param>
    /// <param name="told">What must be answered under a name; null where the vendor is free.</param>
    /// <returns>What the body of the reply says of it, by path.</returns>
    public Dictionary<string, string> Begin(IDictionary<string, string> headers, Func<string, string?> told)
    {
        lock (_lock)
        {
            var number = ++_count;
            var tokens = spec.Take.ToDictionary(t => t.Name, t => told(t.Name) ?? Token(t, Dice.Mix(Dice.Mix(seed, Dice.Of(t.Name)), number)), StringComparer.Ordinal);
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

    /// <summary>What a text is worth that was made of what was opened.</summary>
    /// <param name="template">What it is made as.</param>
    /// <param name="text">The text.</param>
    public Verdict Match(Template template, string? text)
    {
        lock (_lock)
        {
            return Find(template, text) is { } found ? found.Ends > clock.Now ? Verdict.Right : Verdict.Expired : Verdict.Wrong;
        }
    }

    /// <summary>Ends one before its time.</summary>
    /// <param name="template">What the text is made as.</param>
    /// <param name="text">A text made of it.</param>
    public void End(Template template, string? text)
    {
        lock (_lock)
        {
            if (Find(template, text) is { } found)
            {
                found.Ends = DateTimeOffset.MinValue;
            }
        }
    }

    private static string Token(TakenValue taken, ulong chance) => taken.From switch
    {
        TakenFrom.Status => "200",
        TakenFrom.Body { Path.Type: JsonKind.Integer or JsonKind.Number } => (chance % 1_000_000_000).ToString(CultureInfo.InvariantCulture),
        _ => chance.ToString("x16", CultureInfo.InvariantCulture),
    };

    private Open? Find(Template template, string? text) => _open.FindLast(o => text == o.Fill(template, connection));

    private sealed class Open(Dictionary<string, string> tokens, DateTimeOffset ends)
    {
        public DateTimeOffset Ends { get; set; } = ends;

        public string Fill(Template template, IReadOnlyDictionary<string, string> connection) =>
            string.Concat(template.Parts.Select(p => p is TemplatePart.Taken taken ? tokens.GetValueOrDefault(taken.Name, "") : Templates.Fill(new Template(new[] { p }.ToEquatable()), connection)));
    }
}
