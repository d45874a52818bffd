using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>The names a vocabulary file defines, collected before anything uses them.</summary>
internal sealed class VocabularyNames(YamlMapping root)
{
    /// <summary>Enumerations.</summary>
    public IReadOnlyCollection<string> Enums { get; } = Names(root, "enums");

    /// <summary>Object types.</summary>
    public IReadOnlyCollection<string> Objects { get; } = Names(root, "objects");

    /// <summary>Union types.</summary>
    public IReadOnlyCollection<string> Unions { get; } = Names(root, "unions");

    public IReadOnlyCollection<string> Models { get; } = Names(root, "models");

    private static HashSet<string> Names(YamlMapping root, string section) => root[section] is YamlMapping mapping
        ? new HashSet<string>(mapping.Entries.Select(entry => entry.Key.Text), StringComparer.Ordinal)
        : [];
}
