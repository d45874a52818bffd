using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Connectors.Sandbox.Tests.Actions;

/// <summary>What stands in a request's body, JSON or XML, by dotted path.</summary>
internal static class SentBody
{
    /// <summary>The items of the list at a path, or the one value there; each a JSON node or an XML element.</summary>
    public static List<object> Items(object body, string path)
    {
        IEnumerable<object> found = [body];
        foreach (var name in path.Split('.'))
        {
            found = found.SelectMany(f => Next(f, name)).ToList();
        }

        return [.. found];
    }

    /// <summary>The texts at a path.</summary>
    public static List<string> Texts(object body, string path) => [.. Items(body, path).Select(Text)];

    /// <summary>A body as it was received.</summary>
    public static object Parse(string body) => body.StartsWith('<') ? XElement.Parse(body) : JsonNode.Parse(body)!;

    private static IEnumerable<object> Next(object at, string name) => at switch
    {
        XElement element => element.Elements().Where(e => e.Name.LocalName == name).Cast<object>().Concat(element.Attributes().Where(a => a.Name.LocalName == name)),
        JsonObject parent when parent[name] is JsonArray list => list.OfType<object>(),
        JsonObject parent when parent[name] is { } member => [member],
        _ => [],
    };

    private static string Text(object value) => value switch
    {
        XElement element => element.Value,
        XAttribute attribute => attribute.Value,
        JsonValue text when text.TryGetValue<string>(out var plain) => plain,
        _ => ((JsonNode)value).ToJsonString(),
    };
}
