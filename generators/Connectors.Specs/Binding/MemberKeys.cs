using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>The names of members that are made of rows of an item: <c>question_{question_id}</c>.</summary>
internal static class MemberKeys
{
    /// <summary>The key that says so.</summary>
    public const string Word = "key";

    private static readonly Regex Row = new(@"\{([^{}]*)\}", RegexOptions.CultureInvariant);

    /// <summary>The rows that the names of a list's members have in them, which are covered by that.</summary>
    public static IEnumerable<RowNode> Rows(ActionType action, InputGroup group, YamlMapping options) => Nodes(options)
        .SelectMany(node => Row.Matches(node.Text).Cast<Match>().Select(match => (Node: node, Field: action.Input($"{group.Name}.{match.Groups[1].Value}"))))
        .Where(static row => row.Field is not null)
        .GroupBy(static row => row.Field!.Name, StringComparer.Ordinal)
        .Select(rows => new RowNode(rows.First().Field!, rows.Key.Substring(group.Name.Length + 1), rows.First().Node, new YamlMapping([], rows.First().Node), [], []));

    /// <summary>The template of a name; reports what is no row of the item, or no text.</summary>
    /// <param name="context">Receives what is wrong.</param>
    /// <param name="node">The name as written; null for none.</param>
    /// <param name="action">The action.</param>
    /// <param name="group">The list.</param>
    public static Template? Bind(BindContext context, YamlScalar? node, ActionType action, InputGroup group)
    {
        if (node is null)
        {
            return null;
        }

        var parts = new List<TemplatePart>();
        var at = 0;
        foreach (Match match in Row.Matches(node.Text))
        {
            Add(parts, node.Text.Substring(at, match.Index - at));
            at = match.Index + match.Length;
            var name = match.Groups[1].Value;
            if (action.Input($"{group.Name}.{name}") is not { Type: TypeRef.Reference or TypeRef.Scalar { Kind: ScalarKind.String or ScalarKind.RemoteId } })
            {
                var known = action.Inputs.Where(i => action.ListOf(i) == group && i.Type is TypeRef.Reference or TypeRef.Scalar { Kind: ScalarKind.String or ScalarKind.RemoteId }).Select(i => i.Name.Substring(group.Name.Length + 1));
                context.Report(DiagnosticRules.UnknownPlaceholder, node, $"'{{{name}}}' is no row of '{group.Name}' with a text or an id{Suggest.Hint(name, known)}");
            }

            parts.Add(new TemplatePart.Placed(name));
        }

        Add(parts, node.Text.Substring(at));
        if (!parts.Any(static p => p is TemplatePart.Placed))
        {
            context.Report(DiagnosticRules.MissingOption, node, $"'{node.Text}' has no row of the item in it, so that all items would have the same name; write one in braces.");
        }

        return new Template(parts.ToEquatable());
    }

    private static void Add(List<TemplatePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new TemplatePart.Literal(text));
        }
    }

    private static IEnumerable<YamlScalar> Nodes(YamlMapping options) => options.Scalar(Word) is not { } key ? [] : options.Entries("each")
        .Select(static e => e.Value).OfType<YamlMapping>()
        .SelectMany(static row => row.Entries("by_format"))
        .Select(static e => e.Value).OfType<YamlMapping>()
        .Select(static format => format.Scalar(Word)).OfType<YamlScalar>()
        .Prepend(key);
}
