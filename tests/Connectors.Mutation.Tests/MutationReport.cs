using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Connectors.Mutation.Tests.Specs;

namespace Connectors.Mutation.Tests;

/// <summary>Counts what was tried and what was noticed; writes <c>bench/results/compiler.md</c> when everything was tried.</summary>
public sealed class MutationReport : IDisposable
{
    private readonly ConcurrentDictionary<(bool Breaks, string Operator), (int Mutants, int Caught)> _counts = [];
    private readonly ConcurrentDictionary<string, int> _seenBy = [];
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Counts the mutants of an operator.</summary>
    /// <param name="breaks">Whether the operator breaks validity.</param>
    /// <param name="name">The operator.</param>
    /// <param name="seenBy">For each mutant what noticed it: an ID, or what gave it away; null for one that passed.</param>
    internal void Count(bool breaks, string name, IReadOnlyCollection<string?> seenBy)
    {
        _counts[(breaks, name)] = (seenBy.Count, seenBy.Count(by => by is not null));
        foreach (var by in seenBy.OfType<string>())
        {
            _seenBy.AddOrUpdate(by, 1, (_, count) => count + 1);
        }
    }

    public void Dispose()
    {
        if (!Extent.All || _counts.Keys.Select(k => k.Breaks).Distinct().Count() < 2)
        {
            return;
        }

        var (breaking, meaning) = (_counts.Where(c => c.Key.Breaks).ToList(), _counts.Where(c => !c.Key.Breaks).ToList());
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            # compiler

            {RunReport.Origin("CONNECTORS_MUTANTS=all dotnet test tests/Connectors.Mutation.Tests")}
            Time: {Stopwatch.GetElapsedTime(_start).TotalSeconds:F0} s. Specs: {string.Join(", ", SoundSpec.All.Select(s => s.Slug))}.

            | figure | value | unit | goal | note |
            |---|---|---|---|---|
            | compiler.mutants_caught | {_counts.Values.Sum(c => c.Caught)} | mutants | = compiler.mutants | reported with the ID at the line that the operator named beforehand, or, where the spec stays valid, seen |
            | compiler.mutants | {_counts.Values.Sum(c => c.Mutants)} | mutants |  | of {_counts.Count} operators |
            | compiler.mutants_invalid | {breaking.Sum(c => c.Value.Mutants)} | mutants |  | of {breaking.Count} operators that break validity; {breaking.Sum(c => c.Value.Caught)} reported exactly as named |
            | compiler.mutants_valid | {meaning.Sum(c => c.Value.Mutants)} | mutants |  | of {meaning.Count} operators that change the meaning; {meaning.Sum(c => c.Value.Caught)} seen |

            What noticed them, with the number of mutants:

            {string.Join("\n", _seenBy.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => string.Create(CultureInfo.InvariantCulture, $"- {s.Key}: {s.Value}")))}

            """);
        RunReport.Write("compiler", text);
    }
}

/// <summary>Runs one after the other what uses all cores itself, and reports it together.</summary>
[CollectionDefinition(Name)]
public sealed class MutationRun : ICollectionFixture<MutationReport>
{
    public const string Name = "mutants";
}
