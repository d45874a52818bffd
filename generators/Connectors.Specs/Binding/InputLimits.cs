using System.Text.RegularExpressions;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Binding;

/// <summary>What the contract lets a value be, where it says so.</summary>
internal static class InputLimits
{
    /// <summary>The longest text that all places take; null for any.</summary>
    public static int? MaxLength(IEnumerable<InputSite> sites) =>
        sites.Select(static s => s.One.Shapes.All(static shape => shape.MaxLength is not null) ? s.One.Shapes.Max(static shape => shape.MaxLength) : null).Where(static most => most is not null).Min();

    /// <summary>How many items a list takes; null for any number.</summary>
    public static int? MaxItems(SchemaView list) => list.Shapes.All(static s => s.MaxItems is not null) ? list.Shapes.Max(static s => s.MaxItems) : null;

    /// <summary>The values that all places take; none for any.</summary>
    public static EquatableArray<string> Values(IEnumerable<InputSite> sites)
    {
        var lists = sites.Select(static s => s.One.Values).Where(static v => v.Count > 0).ToList();
        return lists.Count == 0 ? default : lists.Skip(1).Aggregate((IEnumerable<string>)lists[0], static (all, more) => all.Intersect(more)).ToEquatable();
    }

    /// <summary>The pattern that texts must match: of the first place that has one which not every value of the type matches anyway.</summary>
    public static string? Pattern(IReadOnlyList<InputSite> sites, TypeRef type) =>
        type is TypeRef.Scalar { Kind: ScalarKind.RemoteId } && sites.Any(static s => s.One.Kind == JsonKind.Integer) ? "^-?[0-9]{1,19}$"
        : sites.Select(static s => s is { One.Shapes: [{ Pattern: { } pattern }] } ? s.IsXml ? $"^(?:{pattern})$" : pattern : null)
            .FirstOrDefault(pattern => pattern is not null && IsRegex(pattern) && !(type is TypeRef.Scalar { Kind: ScalarKind.Country } && TakesCountries(pattern)));

    /// <summary>Contracts have patterns of other dialects too (XML Schema's \i and \c); what .NET cannot read is the vendor's to check.</summary>
    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool TakesCountries(string pattern)
    {
        try
        {
            return Enumerable.Range(0, 26 * 26).All(i => Patterns.IsMatch($"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}", pattern));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
