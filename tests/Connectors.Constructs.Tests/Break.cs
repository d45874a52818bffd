using System.Text.RegularExpressions;

namespace Connectors.Constructs.Tests;

/// <summary>
/// A mistake in a spec, written as a comment above the line it is made in: <c># break: OLD -> NEW = CONN3004</c>. Several may stand above one line.
/// </summary>
/// <param name="Line">The line it is made in, and that the diagnostic must name, from 0.</param>
/// <param name="Old">What is replaced.</param>
/// <param name="New">By what.</param>
/// <param name="Id">The diagnostic.</param>
internal sealed partial record Break(int Line, string Old, string New, string Id)
{
    /// <summary>The breaks of a spec.</summary>
    public static IReadOnlyList<Break> In(string spec)
    {
        var lines = spec.Split('\n');
        return [.. lines.Select((line, i) => (Match: Comment().Match(line), Index: i)).Where(c => c.Match.Success).Select(c => new Break(
            Enumerable.Range(c.Index + 1, lines.Length - c.Index - 1).First(i => !Comment().IsMatch(lines[i])),
            c.Match.Groups["old"].Value,
            c.Match.Groups["new"].Value,
            c.Match.Groups["id"].Value))];
    }

    /// <summary>The spec with the mistake.</summary>
    /// <exception cref="InvalidOperationException">The line does not have the text to replace, or has it twice.</exception>
    public string Apply(string spec)
    {
        var lines = spec.Split('\n');
        if (lines[Line].Split(Old).Length != 2)
        {
            throw new InvalidOperationException($"Line {Line + 1} must have '{Old}' once: {lines[Line]}");
        }

        lines[Line] = lines[Line].Replace(Old, New, StringComparison.Ordinal);
        return string.Join('\n', lines);
    }

    public override string ToString() => $"{Id} at line {Line + 1}: {Old} -> {New}";

    [GeneratedRegex("""^\s*# break: (?<old>.+?) -> (?<new>.*?) = (?<id>CONN[0-9]{4})$""")]
    private static partial Regex Comment();
}
