using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Requirements;

/// <summary>Holds requirements against what connectors cover.</summary>
/// <param name="connectors">Every connector that is known.</param>
/// <param name="vocabularies">Every vocabulary that is known.</param>
public sealed class RequirementCheck(IReadOnlyList<ConnectorCoverage> connectors, IReadOnlyList<RowVocabulary> vocabularies)
{
    /// <summary>What is wrong with a requirement, in the order of what it names.</summary>
    /// <param name="requirement">The requirement.</param>
    /// <param name="inUse">Slugs of the connectors that are in use, asked for where the requirement names none.</param>
    public IEnumerable<RequirementFinding<TPlace>> Check<TPlace>(Requirement<TPlace> requirement, Func<ICollection<string>> inUse)
    {
        foreach (var name in requirement.For.Where(name => connectors.All(c => c.Slug != name.Text)))
        {
            yield return new(DiagnosticRules.UnknownConnector, name.Place, $"Nothing that is referenced has a connector '{name.Text}'{Suggest.Hint(name.Text, connectors.Select(c => c.Slug))}");
        }

        var named = requirement.For.Count > 0;
        var slugs = named ? requirement.For.Select(name => name.Text).ToList() : inUse();
        var against = connectors.Where(c => slugs.Contains(c.Slug)).ToList();
        if (!named && against.Count == 0)
        {
            yield return new(DiagnosticRules.NothingToCheck, requirement.Place, "This requirement is checked against no connector: it names none, and the project neither registers nor uses one.");
        }

        foreach (var row in requirement.Rows)
        {
            var categories = vocabularies.Where(v => v.Has(row.Text)).Select(v => v.Category).ToList();
            if (categories.Count == 0 && vocabularies.Count > 0)
            {
                yield return new(DiagnosticRules.UnknownRow, row.Place, $"'{row.Text}' is no row of coverage{Hint(row.Text)}");
                continue;
            }

            // A connector in use that is of another category has nothing to do with the row; one that is named must have it.
            foreach (var connector in against.Where(c => !c.Covers(row.Text) && (named || vocabularies.Count == 0 || categories.Contains(c.Category))))
            {
                yield return new(DiagnosticRules.NotCovered, row.Place, $"'{connector.Slug}' does not cover {row.Text}: {connector.Why(row.Text)}") { Connector = connector.Slug, Row = row.Text };
            }
        }
    }

    private string Hint(string row)
    {
        var rows = vocabularies.SelectMany(v => v.Rows).ToList();
        // A level above inputs is no row itself: what it holds is.
        return rows.FirstOrDefault(r => r.StartsWith(row + ".", StringComparison.Ordinal)) is { } below ? $"; name what it holds, such as '{below}'." : Suggest.Hint(row, rows);
    }
}

/// <summary>Something that is wrong with a requirement.</summary>
/// <typeparam name="TPlace">What tells where something stands.</typeparam>
/// <param name="Rule">What kind of thing it is.</param>
/// <param name="Place">Where.</param>
/// <param name="Message">The sentence.</param>
public sealed record RequirementFinding<TPlace>(DiagnosticRule Rule, TPlace Place, string Message)
{
    /// <summary>The connector that does not cover the row; null where that is not what is wrong.</summary>
    public string? Connector { get; init; }

    /// <summary>The row it does not cover.</summary>
    public string? Row { get; init; }
}
