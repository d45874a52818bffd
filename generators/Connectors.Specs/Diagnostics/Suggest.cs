namespace Connectors.Specs.Diagnostics;

/// <summary>Guesses what was meant by a name that is not known.</summary>
public static class Suggest
{
    private const int LongestName = 64;
    private const int MostCandidates = 2000;

    /// <summary>The candidate nearest to <paramref name="name"/>, or null when none is near enough to be worth a guess.</summary>
    /// <remarks>Bounded: long names and candidates after the first 2,000 are not compared. The earlier of two equally near candidates wins.</remarks>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        string? nearest = null;
        var least = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates.Take(MostCandidates))
        {
            if (candidate.Length is 0 or > LongestName || Math.Abs(candidate.Length - name.Length) >= least)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            if (distance < least && distance < candidate.Length)
            {
                (least, nearest) = (distance, candidate);
            }
        }

        return nearest;
    }

    /// <summary>The end of a message: <c>; did you mean 'jobs'?</c>, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Nearest(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    /// <summary>Edit distance (insert, delete, replace, swap neighbours), upper and lower case being the same.</summary>
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var above = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, above[j] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above, row) = (above, row, before);
        }

        return above[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
