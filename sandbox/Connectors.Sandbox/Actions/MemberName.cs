using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>The names of members that are the items of a list: <c>question_{question_id}</c>.</summary>
/// <param name="name">The name as the spec makes it.</param>
internal sealed class MemberName(Template name)
{
    /// <summary>What the member itself is called in <see cref="Items"/>.</summary>
    public const string Value = "#";

    private readonly Regex _pattern = new(
        "^" + string.Concat(name.Parts.Select(p => p is TemplatePart.Placed placed ? $"(?<{placed.Name}>.+)" : Regex.Escape(((TemplatePart.Literal)p).Text))) + "$",
        RegexOptions.CultureInvariant);

    /// <summary>How much of the name is always the same.</summary>
    public int Length { get; } = name.Parts.OfType<TemplatePart.Literal>().Sum(p => p.Text.Length);

    /// <summary>What a row in a name is called in <see cref="Items"/>.</summary>
    public static string Row(string row) => Value + row;

    /// <summary>The members of an object that have such names, each as an object of the rows in its name and of itself.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement parent, IReadOnlyList<MemberName> names)
    {
        foreach (var member in parent.ValueKind == JsonValueKind.Object ? parent.EnumerateObject().AsEnumerable() : [])
        {
            // The name that says the most is the one that is meant: question_12[] is no question_{id}.
            var match = names.OrderByDescending(n => n.Length).Select(n => n._pattern.Match(member.Name)).FirstOrDefault(m => m.Success);
            if (match is not null)
            {
                var item = new JsonObject { [Value] = JsonNode.Parse(member.Value.GetRawText()) };
                foreach (var row in match.Groups.Values.Skip(1))
                {
                    item[Row(row.Name)] = row.Value;
                }

                yield return JsonSerializer.SerializeToElement(item);
            }
        }
    }
}
