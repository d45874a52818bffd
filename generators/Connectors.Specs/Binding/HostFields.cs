using System.Text.RegularExpressions;
using Connectors.Specs.Language;
using Connectors.Specs.Model;

namespace Connectors.Specs.Binding;

/// <summary>Knows which connection fields stand in the host of an address, and whether what a customer types there can end it.</summary>
internal static class HostFields
{
    // With one of these in it, what was meant as a part of the host ends it or becomes a user name.
    private static readonly string[] Signs = ["/", "\\", "?", "#", "@"];

    /// <summary>The names of the fields between the scheme and the path of <paramref name="address"/>; of a part of an option, field and part.</summary>
    public static IEnumerable<string> In(Template address) => Parts(address).OfType<TemplatePart.Connection>().Select(static p => p.Field);

    /// <summary>The placeholders between the scheme and the path of <paramref name="address"/>, or the first where nothing stands before it.</summary>
    public static IEnumerable<TemplatePart> Parts(Template address)
    {
        var before = "";
        foreach (var part in address.Parts)
        {
            if (part is TemplatePart.Literal literal)
            {
                before += literal.Text;
                continue;
            }

            var host = before.IndexOf("://", StringComparison.Ordinal);
            if (before.Length > 0 && (host < 0 || before.IndexOf('/', host + 3) >= 0))
            {
                yield break;
            }

            yield return part;
        }
    }

    /// <summary>Whether every value that the field takes stays inside the host. A pattern is tried with values that would not.</summary>
    public static bool Keeps(ConnectionField field) =>
        field.Options.Count > 0 ? !field.Options.Any(option => Signs.Any(option.Contains))
        : field.Pattern is { } pattern && !Signs.SelectMany(Escapes).Any(value => Matches(pattern, value));

    /// <summary>Whether a text stays inside the host.</summary>
    public static bool Keeps(string value) => !Signs.Any(value.Contains);

    private static IEnumerable<string> Escapes(string sign) => [sign, "a" + sign, "a" + sign + "a", "acme" + sign + "example", "acme.example" + sign];

    private static bool Matches(string pattern, string value)
    {
        try
        {
            return Patterns.IsMatch(value, $"^(?:{pattern})$");
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }
}
