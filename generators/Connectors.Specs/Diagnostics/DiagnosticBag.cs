using Connectors.Specs.Model;

namespace Connectors.Specs.Diagnostics;

/// <summary>Collects diagnostics of one run: each once, in the order of files and places, and not endlessly many.</summary>
/// <remarks>Not thread-safe; a run has a bag of its own.</remarks>
public sealed class DiagnosticBag
{
    /// <summary>How many diagnostics are kept; a file with more mistakes than this is not a spec.</summary>
    public const int Limit = 500;

    private readonly HashSet<SpecDiagnostic> _seen = [];

    /// <summary>How many have been collected.</summary>
    public int Count => _seen.Count;

    /// <summary>Whether an error is among them.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Adds one; the same sentence at the same place is kept once, and those after the first <see cref="Limit"/> are not kept.</summary>
    public void Report(DiagnosticRule rule, string file, TextSpan span, string message)
    {
        HasErrors |= rule.Severity == SpecSeverity.Error;
        if (_seen.Count < Limit)
        {
            _seen.Add(new SpecDiagnostic(rule, file, span, message));
        }
    }

    /// <summary>What has been collected: by file, then place, then ID.</summary>
    public EquatableArray<SpecDiagnostic> ToDiagnostics() => _seen
        .OrderBy(d => d.File, StringComparer.Ordinal)
        .ThenBy(d => d.Span.Start)
        .ThenBy(d => d.Rule.Id, StringComparer.Ordinal)
        .ThenBy(d => d.Message, StringComparer.Ordinal)
        .ToEquatable();
}
