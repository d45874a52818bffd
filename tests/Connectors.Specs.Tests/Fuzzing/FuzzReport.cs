using System.Globalization;

namespace Connectors.Specs.Tests.Fuzzing;

/// <summary>Writes what a long run found to bench/results/fuzz.md.</summary>
internal static class FuzzReport
{
    /// <summary>Writes the report of a run without faults.</summary>
    public static void Write(int count, TimeSpan elapsed, TimeSpan slowest, IReadOnlyDictionary<string, int> counts)
    {
        var rules = counts.Where(c => c.Key.StartsWith("CONN", StringComparison.Ordinal)).OrderBy(c => c.Key, StringComparer.Ordinal);
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            # Spoilt specs, contracts and vocabularies

            {RunReport.Origin($"CONNECTORS_FUZZ={count} dotnet test tests/Connectors.Specs.Tests -c Release --filter FullyQualifiedName~Fuzzing")}

            | figure | value | unit |
            |---|---|---|
            | fuzz.texts | {count} | texts |
            | fuzz.faults | 0 | exceptions, hangs, diagnostics outside of the file |
            | fuzz.seconds | {elapsed.TotalSeconds:F0} | s |
            | fuzz.slowest_ms | {slowest.TotalMilliseconds:F0} | ms for one text, other tests running beside it |
            | fuzz.still_valid | {counts.GetValueOrDefault("none")} | texts without a diagnostic |

            Diagnostics given, by rule:

            {string.Join("\n", rules.Select(rule => string.Create(CultureInfo.InvariantCulture, $"- {rule.Key}: {rule.Value}")))}

            """);
        RunReport.Write("fuzz", text);
    }
}
