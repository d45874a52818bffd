using System.Text.RegularExpressions;

namespace Connectors.Cli.Tests.Docs;

/// <summary>Links between the pages of the repository lead somewhere.</summary>
public partial class LinkTests
{
    private static readonly IReadOnlyList<string> Pages =
        [.. Directory.EnumerateFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories), Repository.At("README.md"), Repository.At("bench", "README.md")];

    [Fact]
    public void Every_relative_link_has_a_target() =>
        Assert.Empty(Links().Where(link => !File.Exists(link.Target) && !Directory.Exists(link.Target)).Select(link => link.Shown));

    [Fact]
    public void Every_link_into_a_page_leads_to_a_heading_of_it() =>
        Assert.Empty(Links().Where(link => link.Anchor is not null && File.Exists(link.Target) && !Anchors(link.Target).Contains(link.Anchor)).Select(link => link.Shown));

    [Theory]
    [InlineData("## Start\n", "start")]
    [InlineData("# 6. Keep it in a project of your own\n", "6-keep-it-in-a-project-of-your-own")]
    [InlineData("## `using`: C#, and [more](more.md)\n", "using-c-and-more")]
    [InlineData("## Trouble\n\n## Trouble\n", "trouble", "trouble-1")]
    [InlineData("```sh\n# not a heading\n```\n")]
    public void An_anchor_is_what_the_page_is_shown_with(string page, params string[] anchors) => Assert.Equal(anchors, AnchorsOf(page));

    private static IEnumerable<(string Shown, string Target, string? Anchor)> Links() =>
        from page in Pages
        from match in Link().Matches(Fence().Replace(File.ReadAllText(page), ""))
        let link = match.Groups["target"].Value
        where !link.Contains("://", StringComparison.Ordinal)
        let parts = link.Split('#', 2)
        let target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]))
        select ($"{Path.GetRelativePath(Repository.Root, page)}: {link}", target, parts.ElementAtOrDefault(1));

    private static List<string> Anchors(string page) => AnchorsOf(File.ReadAllText(page));

    // As GitHub makes them: lower case, without punctuation, a dash for each space; a heading that comes again is numbered.
    private static List<string> AnchorsOf(string text)
    {
        var anchors = new List<string>();
        foreach (Match heading in Heading().Matches(Fence().Replace(text, "")))
        {
            var words = Link().Replace(heading.Groups["text"].Value, "]");
            var anchor = Punctuation().Replace(words.ToLowerInvariant(), "").Replace(' ', '-');
            var before = anchors.Count(known => known == anchor || (known.StartsWith(anchor + "-", StringComparison.Ordinal) && int.TryParse(known.AsSpan(anchor.Length + 1), out _)));
            anchors.Add(before == 0 ? anchor : $"{anchor}-{before}");
        }

        return anchors;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} +(?<text>.+?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}_\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
