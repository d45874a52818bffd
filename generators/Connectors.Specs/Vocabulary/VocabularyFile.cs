using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Takes values out of the nodes of a vocabulary file, and says what is wrong with those that do not fit.</summary>
internal sealed class VocabularyFile(string path, DiagnosticBag diagnostics)
{
    /// <summary>Reports a mistake.</summary>
    public void Report(DiagnosticRule rule, TextSpan span, string message) => diagnostics.Report(rule, path, span, message);

    /// <summary>The node as a mapping, or null when it is something else, which is reported.</summary>
    public YamlMapping? Mapping(YamlNode node, string what)
    {
        if (node is YamlMapping mapping)
        {
            return mapping;
        }

        Report(DiagnosticRules.VocabularyShape, node.Span, $"{what} is a mapping, but this is {node.Kind}.");
        return null;
    }

    /// <summary>The entries of an optional key; none when it is missing.</summary>
    public IReadOnlyList<YamlEntry> Entries(YamlMapping mapping, string key) =>
        mapping[key] is { } node && Mapping(node, $"'{key}'") is { } section ? section.Entries : [];

    /// <summary>Reports keys that are not among <paramref name="known"/>.</summary>
    public void Keys(YamlMapping mapping, params string[] known)
    {
        foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Key.Text)))
        {
            Report(DiagnosticRules.VocabularyShape, entry.Key.Span, $"'{entry.Key.Text}' is not known here{Suggest.Hint(entry.Key.Text, known)}");
        }
    }

    /// <summary>The text of a key; empty when it is missing or something else, which is reported.</summary>
    public string Text(YamlMapping mapping, string key, TextSpan owner)
    {
        switch (mapping[key])
        {
            case YamlScalar { Text.Length: > 0 } scalar:
                return scalar.Text;
            case null:
                Report(DiagnosticRules.VocabularyShape, owner, $"'{key}' is missing.");
                return "";
            case var node:
                Report(DiagnosticRules.VocabularyShape, node.Span, $"'{key}' is a text, but this is {node.Kind}.");
                return "";
        }
    }

    /// <summary>Whether a key says <c>true</c>; false when it is missing.</summary>
    public bool Flag(YamlMapping mapping, string key)
    {
        switch (mapping[key])
        {
            case null or YamlScalar { Text: "false" }:
                return false;
            case YamlScalar { Text: "true" }:
                return true;
            case var node:
                Report(DiagnosticRules.VocabularyShape, node.Span, $"'{key}' is true or false.");
                return false;
        }
    }

    /// <summary>The texts of a list; what is no text is reported and left out.</summary>
    public IReadOnlyList<YamlScalar> Texts(YamlNode node, string what)
    {
        if (node is not YamlSequence list)
        {
            Report(DiagnosticRules.VocabularyShape, node.Span, $"{what} is a list of texts, but this is {node.Kind}.");
            return [];
        }

        foreach (var item in list.Items.Where(item => item is not YamlScalar { Text.Length: > 0 }))
        {
            Report(DiagnosticRules.VocabularyShape, item.Span, $"{what} is a list of texts, but this item is {item.Kind}.");
        }

        return list.Items.OfType<YamlScalar>().Where(item => item.Text.Length > 0).ToList();
    }

    /// <summary>Reports a name that is not written as <paramref name="style"/> asks.</summary>
    public void Name(YamlScalar name, NameStyle style)
    {
        if (!style.Allows(name.Text))
        {
            Report(DiagnosticRules.VocabularyName, name.Span, $"'{name.Text}' is not {style.Description}.");
        }
    }
}
