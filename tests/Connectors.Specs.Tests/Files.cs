namespace Connectors.Specs.Tests;

/// <summary>Files of the repository.</summary>
internal static class Files
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file under <c>specs/</c>, named as people see it.</summary>
    public static SourceText Spec(string name) => Read("specs/" + name);

    public static SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Connectors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
