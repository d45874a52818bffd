namespace Connectors.Generators;

/// <summary>What must be known of a spec before it is compiled: what else it needs.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Category">The category it names; null when it names none.</param>
internal sealed record SpecHeader(Specs.SourceText Spec, string? Category)
{
    /// <summary>The file name without extension, in which no two specs may agree.</summary>
    public string Slug => Path.GetFileNameWithoutExtension(Spec.Path);

    /// <summary>Reads the header. A spec with mistakes has none; the compiler will say what they are.</summary>
    public static SpecHeader Read(ConnectorFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new SpecHeader(file.Source, Specs.SpecCompiler.Category(file.Source));
    }

    /// <summary>The path that <paramref name="relative"/> means when it stands in the file <paramref name="from"/>, in the form of <see cref="Normal"/>.</summary>
    public static string Resolve(string from, string relative)
    {
        var normal = Normal(from);
        return Normal(normal.Substring(0, normal.LastIndexOf('/') + 1) + relative);
    }

    /// <summary>A path with forward slashes and without <c>.</c> and <c>..</c>, so that two names of one file are equal.</summary>
    public static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not ("" or ".."))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
