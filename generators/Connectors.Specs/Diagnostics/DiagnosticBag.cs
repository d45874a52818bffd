using Connectors.Specs.Model;

namespace Connectors.Specs.Diagnostics;

/// <summary>Collects diagnostics of one run: each once, in the order of files and places, and not endlessly many.</summary>
/// <remarks>
/// Text that is used in several places is looked at in each. What is wrong with the text itself is reported once, where it stands; what only a use
/// makes wrong is reported at the use. Not thread-safe; a run has a bag of its own.
/// </remarks>
public sealed class DiagnosticBag
{
    /// <summary>How many diagnostics are kept; a file with more mistakes than this is not a spec.</summary>
    public const int Limit = 500;

    private readonly HashSet<Found> _found = [];

    /// <summary>How many have been collected.</summary>
    public int Count => _found.Count;

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds one; the same sentence at the same place is kept once, and those after the first <see cref="Limit"/> are not kept.</summary>
    /// <param name="rule">What kind of thing it is.</param>
    /// <param name="file">The file it is in.</param>
    /// <param name="span">Where the text stands.</param>
    /// <param name="message">The sentence.</param>
    /// <param name="use">Where it is used; null for where it stands.</param>
    public void Report(DiagnosticRule rule, string file, TextSpan span, string message, TextUse? use = null)
    {
        HasErrors |= rule.Severity == SpecSeverity.Error;
        if (_found.Count < Limit)
        {
            _found.Add(new Found(new SpecDiagnostic(rule, file, span, message), use));
        }
    }

    /// <summary>Whether an error has been reported in a stretch of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="span">The stretch.</param>
    /// <param name="aside">Parts of it whose errors do not count.</param>
    public bool HasErrorsIn(string file, TextSpan span, IReadOnlyCollection<TextSpan> aside) => _found
        .Select(static f => f.Diagnostic)
        .Any(d => d.Rule.Severity == SpecSeverity.Error && d.File == file && span.Holds(d.Span) && !aside.Any(part => part.Holds(d.Span)));

    /// <summary>What has been collected: by file, then place, then ID. What speaks of the whole is left out where a part is wrong.</summary>
    public EquatableArray<SpecDiagnostic> ToDiagnostics()
    {
        var places = new HashSet<(string Id, string File, TextSpan, TextUse?)>(_found.Select(static f => f.Place));
        var isPartWrong = _found.Any(static f => f.Diagnostic.Rule is { Severity: SpecSeverity.Error, IsOfTheWhole: false });
        return _found.Where(f => !IsToldBefore(f, places) && !(isPartWrong && f.Diagnostic.Rule.IsOfTheWhole)).Select(static f => f.AtItsUse())
            .Distinct()
            .OrderBy(d => d.File, StringComparer.Ordinal)
            .ThenBy(d => d.Span.Start)
            .ThenBy(d => d.Rule.Id, StringComparer.Ordinal)
            .ThenBy(d => d.Message, StringComparer.Ordinal)
            .ToEquatable();
    }

    /// <summary>Whether the same is wrong where the text stands, or where a use of it is used.</summary>
    private static bool IsToldBefore(Found found, HashSet<(string Id, string File, TextSpan, TextUse?)> places)
    {
        for (var use = found.Use; use is not null; use = use.Of)
        {
            if (places.Contains(found.Place with { Use = use.Of }))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Found(SpecDiagnostic Diagnostic, TextUse? Use)
    {
        public (string Id, string File, TextSpan Span, TextUse? Use) Place => (Diagnostic.Rule.Id, Diagnostic.File, Diagnostic.Span, Use);

        public SpecDiagnostic AtItsUse() =>
            Use is null ? Diagnostic : Diagnostic with { Span = Use.Place, Message = $"{Diagnostic.Message} What is used here stands in line {Diagnostic.Span.Line + 1}." };
    }
}
