namespace Connectors.Specs.Requirements;

/// <summary>All rows a connector of a category can cover, as an assembly tells those who use it.</summary>
public sealed class RowVocabulary
{
    private readonly HashSet<string> _known;

    /// <summary>Takes what an assembly tells.</summary>
    /// <param name="category">The category: <c>ats</c>.</param>
    /// <param name="lines">A line for each model, action and the features: the owner and all it has, with spaces between.</param>
    public RowVocabulary(string category, IEnumerable<string> lines)
    {
        Category = category;
        Rows = lines.SelectMany(RowLine.Rows).ToList();
        _known = new HashSet<string>(Rows, StringComparer.Ordinal);
    }

    /// <summary>The category.</summary>
    public string Category { get; }

    /// <summary>The rows in canonical order.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>Whether there is such a row.</summary>
    public bool Has(string row) => _known.Contains(row);
}
