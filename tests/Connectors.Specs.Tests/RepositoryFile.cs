namespace Connectors.Specs.Tests;

/// <summary>Files of the checkout these tests were built from.</summary>
internal static class RepositoryFile
{
    /// <summary>The checkout's folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>Reads a file by its path in the repository, which is also the path that diagnostics show.</summary>
    public static SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    /// <summary>The paths of the files in a folder whose names match, in order; none when there is no such folder.</summary>
    public static IReadOnlyList<string> List(string folder, string pattern) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern).Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)]
        : [];

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Connectors.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("These tests run from a build inside the repository.");
    }
}
