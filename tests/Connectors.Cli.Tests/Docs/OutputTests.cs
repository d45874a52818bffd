using System.Text.RegularExpressions;

namespace Connectors.Cli.Tests.Docs;

/// <summary>What the pages show as printed is printed.</summary>
public partial class OutputTests
{
    [Fact]
    public async Task The_readmes_demo_prints_what_the_readme_shows()
    {
        using var folder = new ScratchFolder();
        var readme = Repository.Read("README.md");
        var command = Assert.Single(Snippets.Of(readme, "sh"), text => text.Contains("--sandbox", StringComparison.Ordinal));
        var run = await Tool.RunAsync([.. command.Split("-- ")[1].TrimEnd().Split(' '), "--database", folder.At("connectors.db")]);

        Assert.Equal("", run.Error);
        Assert.Contains(Assert.Single(Snippets.Of(readme, "text")), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_a_demo_starts_with_the_lines_that_its_page_shows()
    {
        const string Last = "Ctrl-C ends it.";
        using var folder = new ScratchFolder();
        var shown = Assert.Single(Snippets.Of(Repository.Read("docs", "server.md"), "text"), text => text.Contains(Last, StringComparison.Ordinal));
        var run = await Tool.RunAsync(["serve", "--demo", "--database", folder.At("connectors.db"), "--url", "http://127.0.0.1:0"], stopAt: Last);

        Assert.Equal(shown, Random().Replace(Port().Replace(run.Output, "http://127.0.0.1:4900"), "$1…"));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Port();

    [GeneratedRegex(@"(token=|ks_prod_)\S+")]
    private static partial Regex Random();
}
