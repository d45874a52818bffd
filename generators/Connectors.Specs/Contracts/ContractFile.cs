using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Takes values out of the nodes of a contract, and says what is wrong with those that do not fit.</summary>
internal sealed class ContractFile(string path, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, (TextSpan First, int Count)> _ignored = new(StringComparer.Ordinal);

    /// <summary>Reports a mistake.</summary>
    public void Report(DiagnosticRule rule, TextSpan span, string message) => diagnostics.Report(rule, path, span, message);

    /// <summary>Notes that a part is not looked at; each kind is reported once, at its first place, by <see cref="ReportIgnored"/>.</summary>
    public void Ignore(string what, TextSpan span) =>
        _ignored[what] = _ignored.TryGetValue(what, out var known) ? (known.First, known.Count + 1) : (span, 1);

    /// <summary>Reports what <see cref="Ignore"/> has noted.</summary>
    public void ReportIgnored()
    {
        foreach (var (what, first, count) in _ignored.Select(pair => (pair.Key, pair.Value.First, pair.Value.Count)))
        {
            Report(DiagnosticRules.ContractIgnored, first, count == 1 ? $"{what} is not looked at." : $"{what} is not looked at, here and in {count - 1} more {(count == 2 ? "place" : "places")}.");
        }
    }

    /// <summary>Notes keys that are neither read nor mere annotations (<c>x-…</c> is).</summary>
    public void IgnoreOthers(YamlMapping mapping, HashSet<string> known)
    {
        foreach (var key in mapping.Entries.Select(entry => entry.Key).Where(key => !known.Contains(key.Text) && !key.Text.StartsWith("x-", StringComparison.Ordinal)))
        {
            Ignore($"'{key.Text}'", key.Span);
        }
    }

    /// <summary>The node as a mapping; null when it is missing, or something else, which is reported.</summary>
    public YamlMapping? Mapping(YamlNode? node, string what)
    {
        if (node is not (null or YamlMapping))
        {
            Report(DiagnosticRules.ContractShape, node.Span, $"{what} is a mapping, but this is {node.Kind}.");
        }

        return node as YamlMapping;
    }

    /// <summary>The entries of a mapping under a key; none when it is missing.</summary>
    public IReadOnlyList<YamlEntry> Entries(YamlMapping mapping, string key) => Mapping(mapping[key], $"'{key}'")?.Entries ?? [];

    /// <summary>The items of a list under a key; none when it is missing.</summary>
    public IReadOnlyList<YamlNode> Items(YamlMapping mapping, string key)
    {
        if (mapping[key] is { } node and not YamlSequence)
        {
            Report(DiagnosticRules.ContractShape, node.Span, $"'{key}' is a list, but this is {node.Kind}.");
        }

        return (mapping[key] as YamlSequence)?.Items ?? [];
    }

    /// <summary>The text under a key; null when it is missing, or something else, which is reported.</summary>
    public string? Text(YamlMapping mapping, string key)
    {
        if (mapping[key] is { } node and not YamlScalar)
        {
            Report(DiagnosticRules.ContractShape, node.Span, $"'{key}' is a text, but this is {node.Kind}.");
        }

        return (mapping[key] as YamlScalar)?.Text;
    }

    /// <summary>Whether a key says <c>true</c>; <paramref name="otherwise"/> when it is missing.</summary>
    public bool Flag(YamlMapping mapping, string key, bool otherwise = false)
    {
        switch (mapping[key])
        {
            case null:
                return otherwise;
            case YamlScalar { Text: "true" }:
                return true;
            case YamlScalar { Text: "false" }:
                return false;
            case var node:
                Report(DiagnosticRules.ContractShape, node.Span, $"'{key}' is true or false.");
                return otherwise;
        }
    }
}
