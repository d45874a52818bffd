using System.Xml.Linq;

namespace Connectors.Cli.Tests.Architecture;

/// <summary>Which project may know which: the arrows of docs/architecture.md.</summary>
public class ProjectArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Connectors.Specs"] = [],
        ["Connectors.Emitter"] = ["Connectors.Specs"],
        ["Connectors.CodeFixes"] = ["Connectors.Specs"],
        // The fixes are for editors: they go where the generator goes, and it uses nothing of them.
        ["Connectors.Generators"] = ["Connectors.Specs", "Connectors.Emitter", "Connectors.CodeFixes"],
        ["Connectors.Runtime"] = [],
        // The generator runs in the compiler; nothing of it is there at run time.
        ["Connectors.Ats"] = ["Connectors.Runtime", "Connectors.Generators"],
        ["Connectors.Sync"] = ["Connectors.Ats"],
        ["Connectors.Sandbox"] = ["Connectors.Specs"],
        // The vocabulary says what there is to answer with; a demo plays the vendors.
        ["Connectors.Server"] = ["Connectors.Sync", "Connectors.Specs", "Connectors.Sandbox"],
        ["Connectors.Cli"] = ["Connectors.Sync", "Connectors.Sandbox", "Connectors.Emitter", "Connectors.Server"],
    };

    [Fact]
    public void Projects_reference_only_what_the_map_allows()
    {
        var wrong =
            from project in Projects()
            from reference in References(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
            where !Allowed[Name(project)].Contains(reference)
            select $"{Name(project)} -> {reference}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_of_the_product_is_on_the_map() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Projects().Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_runtime_sees_no_yaml_no_database_and_no_web_server()
    {
        var runtime = Repository.At("runtime", "Connectors.Runtime", "Connectors.Runtime.csproj");

        Assert.DoesNotContain(References(runtime, "PackageReference"), name => name.Contains("Yaml", StringComparison.Ordinal) || name.Contains("Sqlite", StringComparison.Ordinal));
        Assert.Empty(References(runtime, "FrameworkReference"));
    }

    private static IEnumerable<string> Projects() => new[] { "generators", "runtime", "sync", "sandbox", "server", "cli" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*.csproj", SearchOption.AllDirectories));

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
