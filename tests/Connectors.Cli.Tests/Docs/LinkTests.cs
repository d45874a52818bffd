using System.Text.RegularExpressions;

namespace Connectors.Cli.Tests.Docs;

/// <summary>Links between the pages of the repository lead somewhere.</summary>
public partial class LinkTests
{
    [Fact]
    public void Every_relative_link_has_a_target()
    {
        var pages = Directory.EnumerateFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.At("README.md")).ToList();
        var dead =
            from page in pages
            from link in Link().Matches(File.ReadAllText(page)).Select(match => match.Groups["target"].Value)
            where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#')
            let target = Path.Combine(Path.GetDirectoryName(page)!, link.Split('#')[0])
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{Path.GetRelativePath(Repository.Root, page)}: {link}";

        Assert.NotEmpty(pages);
        Assert.Empty(dead);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
