using System.Text.RegularExpressions;

namespace Connectors.Cli.Tests.Architecture;

/// <summary>Which folder uses which, by the namespaces its files name: a part that can be understood without those that use it.</summary>
public partial class FolderArrowTests
{
    [Theory]
    [InlineData("generators")]
    [InlineData("runtime")]
    [InlineData("sync")]
    [InlineData("sandbox")]
    [InlineData("server")]
    [InlineData("cli")]
    [InlineData("bench")]
    public void Folders_do_not_use_each_other_in_circles(string part) =>
        Assert.Empty(Circles(Arrows(Repository.Sources(part).Select(File.ReadAllText))));

    [Fact]
    public void A_circle_over_three_folders_would_be_found()
    {
        string[] files =
        [
            "using A.Two;\nnamespace A.One;",
            "using System.Xml;\nusing A.Three;\nnamespace A.Two;",
            "using static A.One.Words;\nnamespace A.Three;",
            "using A.One;\nnamespace A.Four;",
        ];

        Assert.Equal(["A.One", "A.Three", "A.Two"], Circles(Arrows(files)));
    }

    private static ILookup<string, string> Arrows(IEnumerable<string> files)
    {
        var sources = files.Select(text => (Home: Home().Match(text).Groups[1].Value, Text: text)).ToList();
        var homes = sources.Select(s => s.Home).ToHashSet(StringComparer.Ordinal);
        return (from source in sources
                from Match used in Used().Matches(source.Text)
                let name = used.Groups[1].Value
                // A static using names a type, which stands in the namespace before the last dot.
                let target = homes.Contains(name) ? name : name[..Math.Max(name.LastIndexOf('.'), 0)]
                where homes.Contains(target) && target != source.Home
                select (source.Home, Target: target)).Distinct().ToLookup(a => a.Home, a => a.Target, StringComparer.Ordinal);
    }

    /// <summary>The folders from which the arrows lead back to themselves.</summary>
    private static List<string> Circles(ILookup<string, string> arrows) =>
        [.. arrows.Select(a => a.Key).Where(home => Reached(arrows, home).Contains(home)).Order(StringComparer.Ordinal)];

    private static HashSet<string> Reached(ILookup<string, string> arrows, string from)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(arrows[from]);
        while (open.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                foreach (var further in arrows[next])
                {
                    open.Push(further);
                }
            }
        }

        return reached;
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Home();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?:global::)?([\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Used();
}
