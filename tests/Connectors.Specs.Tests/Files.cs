namespace Connectors.Specs.Tests;

/// <summary>Files of the repository.</summary>
internal static class Files
{
    public static string Root => Repository.Root;

    /// <summary>A file under <c>specs/</c>, named as people see it.</summary>
    public static SourceText Spec(string name) => Read("specs/" + name);

    public static SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    /// <summary>The paths of the files in a folder whose names match, in order; none when there is no such folder.</summary>
    public static IReadOnlyList<string> List(string folder, string pattern) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern).Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The contract that a spec names, with the files it is spread over; null when it is not there. One that is to move to <c>specs/</c> has its contract there already.</summary>
    public static (SourceText Contract, IReadOnlyList<SourceText> Siblings)? ContractOf(string spec)
    {
        var (contract, siblings) = SpecCompiler.ContractFiles(Read(spec), named => new[] { spec[..spec.LastIndexOf('/')], "specs" }
            .Select(folder => $"{folder}/{named}")
            .Where(path => File.Exists(Path.Combine(Root, path)))
            .Select(Read)
            .FirstOrDefault());
        return contract is null ? null : (contract, siblings);
    }
}
