namespace Connectors.Tests.Shared;

/// <summary>The checkout that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The full path of a file or folder in it.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The text of a file in it.</summary>
    public static string Read(params string[] parts) => File.ReadAllText(At(parts));

    /// <summary>The C# files below a folder, without what a build left there.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    /// <summary>The slugs of the shipped connectors.</summary>
    public static IReadOnlyList<string> Slugs { get; } =
        [.. Directory.EnumerateFiles(At("specs"), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "ats").Order(StringComparer.Ordinal)];

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Connectors.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"There is no Connectors.sln above {AppContext.BaseDirectory}: run it from a build inside the repository.");
    }
}
