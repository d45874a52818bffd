using Connectors.Specs.Model;

namespace Connectors.Specs.Requirements;

/// <summary>What a connector covers, as its assembly tells those who use it.</summary>
public sealed class ConnectorCoverage
{
    private readonly HashSet<string> _covered;
    private readonly Dictionary<string, CoverageException> _gaps = new(StringComparer.Ordinal);

    /// <summary>Takes what an assembly tells.</summary>
    /// <param name="slug">The connector's slug.</param>
    /// <param name="category">The category of its vocabulary.</param>
    /// <param name="covered">A line for each model, action and the features: the owner and what is covered of it, with spaces between.</param>
    /// <param name="gaps">What is known not to be covered.</param>
    public ConnectorCoverage(string slug, string category, IEnumerable<string> covered, IEnumerable<CoverageException> gaps)
    {
        Slug = slug;
        Category = category;
        _covered = new HashSet<string>(covered.SelectMany(RowLine.Rows), StringComparer.Ordinal);
        foreach (var gap in gaps)
        {
            _gaps[gap.Row is null ? gap.Owner : $"{gap.Owner}.{gap.Row}"] = gap;
        }
    }

    /// <summary>The connector's slug.</summary>
    public string Slug { get; }

    /// <summary>The category of its vocabulary.</summary>
    public string Category { get; }

    /// <summary>Whether it covers a row: <c>jobs</c>, <c>jobs.location</c>, <c>create_application</c>, <c>features.source_writing</c>.</summary>
    public bool Covers(string row) => _covered.Contains(row);

    /// <summary>Why it does not cover a row: what the spec gives as reason, or that the spec does not name it.</summary>
    public string Why(string row)
    {
        var owner = RowLine.Owner(row);
        var spec = Slug + ".yaml";
        if (_gaps.TryGetValue(row, out var gap) || _gaps.TryGetValue(owner, out gap))
        {
            var state = gap.State == CoverageState.NotImplemented ? "not implemented yet" : "unsupported";
            return $"{gap.Reason.Trim().TrimEnd('.')} ({state}, {spec}).";
        }

        // What stands above the row may be what the spec lacks.
        return $"{spec} does not name {(owner == row || Covers(owner) || RowLine.IsFeature(row) ? "it" : owner)}.";
    }
}
