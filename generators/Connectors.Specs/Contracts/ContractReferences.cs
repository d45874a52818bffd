using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Follows the references (<c>$ref</c>) of a contract inside its file.</summary>
internal sealed class ContractReferences(ContractFile file, YamlMapping root)
{
    /// <summary>The reference that a node is, or null when the node stands for itself.</summary>
    public static YamlScalar? Of(YamlNode node) => (node as YamlMapping)?["$ref"] as YamlScalar;

    /// <summary>What a node stands for: itself, or the end of a chain of references. Null when that leads nowhere, which is reported.</summary>
    public YamlNode? Target(YamlNode node) => Of(node) is { } reference ? End(reference)?.Node : node;

    /// <summary>The end of a chain of references with the pointer to it, spelt in one way only; null when it leads nowhere, which is reported.</summary>
    public (string Pointer, YamlNode Node)? End(YamlScalar reference)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        var current = reference;
        while (Step(current) is var (pointer, node))
        {
            if (Of(node) is not { } next)
            {
                return (pointer, node);
            }

            if (!passed.Add(pointer))
            {
                file.Report(DiagnosticRules.ContractReference, reference.Span, $"'{reference.Text}' leads back to itself.");
                return null;
            }

            current = next;
        }

        return null;
    }

    private (string Pointer, YamlNode Node)? Step(YamlScalar reference)
    {
        if (!reference.Text.StartsWith("#", StringComparison.Ordinal))
        {
            file.Report(DiagnosticRules.ContractForeignReference, reference.Span, $"'{reference.Text}' leads out of the file; put what it stands for under 'components'.");
            return null;
        }

        YamlNode? node = root;
        var known = new List<string>();
        var segments = reference.Text.Length > 1 && reference.Text[1] == '/' ? reference.Text.Substring(2).Split('/').Select(Decode).ToList() : [];
        foreach (var segment in segments)
        {
            known = node is YamlMapping mapping ? mapping.Entries.Select(entry => entry.Key.Text).ToList() : [];
            node = node switch
            {
                YamlMapping parent => parent[segment],
                YamlSequence list when int.TryParse(segment, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) && at < list.Items.Count => list.Items[at],
                _ => null,
            };
            if (node is null)
            {
                file.Report(DiagnosticRules.ContractReference, reference.Span, $"'{reference.Text}' leads nowhere: there is no '{segment}'{Suggest.Hint(segment, known)}");
                return null;
            }
        }

        if (segments.Count == 0)
        {
            file.Report(DiagnosticRules.ContractReference, reference.Span, $"'{reference.Text}' is not a way to a place in this file, such as #/components/schemas/Job.");
            return null;
        }

        return (Pointer(segments), node);
    }

    /// <summary>Writes a way down as a pointer.</summary>
    public static string Pointer(IEnumerable<string> segments) => "#/" + string.Join("/", segments.Select(s => s.Replace("~", "~0").Replace("/", "~1")));

    private static string Decode(string segment) => Uri.UnescapeDataString(segment).Replace("~1", "/").Replace("~0", "~");
}
