using System.Globalization;
using Connectors.Mutation.Tests.Specs;

namespace Connectors.Mutation.Tests;

/// <summary>A changed spec, and what the compiler must say of it.</summary>
/// <param name="Spec">The spec it was made of.</param>
/// <param name="Place">What was changed, for people.</param>
/// <param name="Text">The changed text.</param>
/// <param name="Id">The diagnostic that must be reported.</param>
/// <param name="Line">The line of the changed text, from 1, that it must be reported at.</param>
/// <param name="Follows">IDs of what else may be reported, because it follows from the mistake.</param>
internal sealed record Mutant(SoundSpec Spec, string Place, string Text, string Id, int Line, IReadOnlyCollection<string> Follows)
{
    /// <summary>Null when exactly what was named is reported; otherwise what is reported instead.</summary>
    public string? Fault()
    {
        var found = Spec.Compile(Text).Diagnostics.Select(d => (d.Rule.Id, Line: d.Span.Line + 1, d.Message)).ToList();
        var named = found.Any(d => d.Id == Id && d.Line == Line);
        var other = found.Where(d => d.Id != Id || d.Line != Line).Where(d => !Follows.Contains(d.Id)).ToList();
        if (named && other.Count == 0)
        {
            return null;
        }

        var line = Text.Split('\n').ElementAtOrDefault(Line - 1)?.Trim();
        var said = string.Join("", found.Select(d => $"\n      {d.Id} at {d.Line}: {d.Message}"));
        return $"{Spec.Slug}: {Place}\n    wants {Id} at line {Line}: {line}\n    has{(found.Count == 0 ? " nothing" : said)}";
    }
}

/// <summary>How many mutants are tried: all of them with <c>CONNECTORS_MUTANTS=all</c>, so many of each operator with a number there, else a fixed share, so that the tests stay quick.</summary>
internal static class Extent
{
    /// <summary>The most mutants of an operator that the quick run tries.</summary>
    public const int Quick = 8;

    private static readonly string? Wanted = Environment.GetEnvironmentVariable("CONNECTORS_MUTANTS");

    public static bool All { get; } = Wanted == "all";

    private static int? Number { get; } = int.TryParse(Wanted, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Everything, or what is spread evenly over it.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> all, int quick = Quick)
    {
        var most = All ? all.Count : Number ?? quick;
        return all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[i * all.Count / most])];
    }
}

/// <summary>A way of breaking specs.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Apply">The mutants of a spec, one for every place it fits.</param>
internal sealed record Operator(string Name, Func<SoundSpec, IEnumerable<Mutant?>> Apply)
{
    /// <summary>Its mutants of every spec, without texts that stay as they were.</summary>
    public IReadOnlyList<Mutant> Mutants() => [.. SoundSpec.All.SelectMany(spec => Apply(spec).OfType<Mutant>().Where(m => m.Text != spec.Text)).DistinctBy(m => (m.Spec.File, m.Text))];
}
