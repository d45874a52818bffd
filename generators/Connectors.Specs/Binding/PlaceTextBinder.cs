using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Reads the texts that stand around the value of a place. Their only placeholders are <c>{value}</c> and <c>{until}</c>; other braces stand for themselves, so that a filter may be JSON.</summary>
internal sealed class PlaceTextBinder(BindContext context)
{
    private static readonly Regex Placeholder = new(@"\{([a-z][a-z0-9_.]*)\}", RegexOptions.CultureInvariant);

    /// <summary>The text that a place says; null when it says none.</summary>
    /// <param name="place">The mapping with the place.</param>
    /// <param name="until">Whether the end of the time may stand in it.</param>
    public PlaceText? Bind(YamlMapping place, bool until = false)
    {
        if (place.Scalar("text") is not { } node)
        {
            return null;
        }

        var parts = new List<PlacePart>();
        var at = 0;
        foreach (Match match in Placeholder.Matches(node.Text))
        {
            Add(parts, node.Text.Substring(at, match.Index - at));
            at = match.Index + match.Length;
            switch (match.Groups[1].Value)
            {
                case "value":
                    parts.Add(new PlacePart(PlacePartKind.Value));
                    break;
                case "until" when until:
                    parts.Add(new PlacePart(PlacePartKind.Until));
                    break;
                case "until":
                    context.Report(DiagnosticRules.UnknownPlaceholder, node, "'{until}' is the end of the time asked for, which only a 'since' with 'until' has.");
                    break;
                case var name:
                    context.Report(DiagnosticRules.UnknownPlaceholder, node, $"'{{{name}}}' names nothing here; the value is '{{value}}'{Suggest.Hint(name, ["value", "until"])}");
                    break;
            }
        }

        Add(parts, node.Text.Substring(at));
        if (!parts.Any(static p => p.Kind == PlacePartKind.Value))
        {
            context.Report(DiagnosticRules.MissingOption, node, "The text does not have '{value}' in it, so that the value would not be sent.");
        }

        return new PlaceText(parts.ToEquatable());
    }

    private static void Add(List<PlacePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new PlacePart(PlacePartKind.Text, text));
        }
    }
}
