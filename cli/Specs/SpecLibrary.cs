using System.Reflection;
using Connectors.Specs;
using Connectors.Specs.Diagnostics;

namespace Connectors.Cli.Specs;

/// <summary>Finds specs: files anywhere, or those that were shipped with the tool.</summary>
internal sealed class SpecLibrary(CliHost host)
{
    private const string Prefix = "specs/";
    private const string Extension = ".yaml";

    private static readonly Assembly Tool = typeof(SpecLibrary).Assembly;

    /// <summary>The slugs of the shipped connectors, in order.</summary>
    public static IReadOnlyList<string> Slugs { get; } =
    [
        .. Tool.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Extension.Length])
            .Where(name => !name.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A shipped spec by its slug, or a spec file by its path.</summary>
    /// <exception cref="CliException">There is neither.</exception>
    public SpecSource Find(string slugOrPath)
    {
        if (Slugs.Contains(slugOrPath))
        {
            return Shipped(slugOrPath);
        }

        if (File.Exists(host.Resolve(slugOrPath)))
        {
            return FromFile(slugOrPath);
        }

        throw new CliException(LooksLikePath(slugOrPath)
            ? $"There is no file '{slugOrPath}'. Give the path of a connector spec."
            : $"There is no connector '{slugOrPath}'{Suggest.Hint(slugOrPath, Slugs)} Shipped are {string.Join(", ", Slugs)}; the path of a spec file works too.");
    }

    /// <summary>The spec files that the paths name; a folder stands for the YAML files in it.</summary>
    /// <exception cref="CliException">A path does not exist, or a folder holds no spec.</exception>
    public IReadOnlyList<SpecSource> FromPaths(IEnumerable<string> paths) => [.. paths.SelectMany(FromPath)];

    /// <summary>The specs of the current folder's <c>specs</c>, or the shipped ones where it has none.</summary>
    public IReadOnlyList<SpecSource> Here() =>
        Directory.Exists(host.Resolve("specs"))
            ? [.. FromPath("specs").Where(s => !s.IsVocabulary)]
            : [.. Slugs.Select(Shipped)];

    private IEnumerable<SpecSource> FromPath(string path)
    {
        var full = host.Resolve(path);
        if (!Directory.Exists(full))
        {
            return [File.Exists(full) ? FromFile(path) : throw new CliException($"There is no file '{path}'. Give the path of a spec, or of a folder with specs.")];
        }

        var files = Directory.GetFiles(full, "*" + Extension).Order(StringComparer.Ordinal).Select(file => Path.Combine(path, Path.GetFileName(file))).ToList();
        return files.Count > 0 ? files.Select(FromFile) : throw new CliException($"The folder '{path}' has no file that ends in {Extension}.");
    }

    private SpecSource FromFile(string path) => new(
        Read(path),
        contract => Path.Combine(Path.GetDirectoryName(path) ?? "", contract) is var beside && File.Exists(host.Resolve(beside)) ? Read(beside) : null);

    private SourceText Read(string path) => new(path, File.ReadAllText(host.Resolve(path)));

    private static SpecSource Shipped(string slug) => new(
        Resource(slug + Extension)!,
        Resource);

    private static SourceText? Resource(string path)
    {
        using var stream = Tool.GetManifestResourceStream(Prefix + path);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new SourceText(Prefix + path, reader.ReadToEnd());
    }

    private static bool LooksLikePath(string text) =>
        text.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny('/', '\\', '.');
}
