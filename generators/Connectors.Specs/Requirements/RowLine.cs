namespace Connectors.Specs.Requirements;

/// <summary>The text in which assemblies carry rows: an owner, then what it has, with spaces between: <c>jobs id remote_id name</c>.</summary>
internal static class RowLine
{
    /// <summary>What stands for the owner in the rows of features, which belong to no model and no action.</summary>
    private const string Features = "features";

    /// <summary>The rows of a line: the owner itself and what it has (<c>jobs</c>, <c>jobs.id</c>); of features only these.</summary>
    public static IEnumerable<string> Rows(string line)
    {
        var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var rows = words.Skip(1).Select(word => $"{words[0]}.{word}");
        return words.Length == 0 || words[0] == Features ? rows : rows.Prepend(words[0]);
    }

    /// <summary>The owner of a row: <c>jobs</c> of <c>jobs.location</c>.</summary>
    public static string Owner(string row) => row.IndexOf('.') is > 0 and var dot ? row.Substring(0, dot) : row;

    /// <summary>Whether a row is a feature.</summary>
    public static bool IsFeature(string row) => Owner(row) == Features;
}
