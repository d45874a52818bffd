using System.Buffers;
using System.Text.Json;
using System.Xml;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Soap;

/// <summary>Brings a fault of either version into the form that rules on replies look at: <c>{"fault":{"code":…,"subcode":…,"text":…,"detail":{…}}}</c>.</summary>
internal static class FaultJson
{
    /// <summary>Reads the fault that the reader stands on.</summary>
    /// <exception cref="XmlException">The XML is broken.</exception>
    public static byte[] Of(XmlReader reader, int deepest)
    {
        using var raw = JsonDocument.Parse(SmallElement.Json(reader, deepest));
        var fault = raw.RootElement;
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("fault");
            Write(writer, fault);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement fault)
    {
        var twelve = Member(fault, "Code");
        var code = Local(Text(twelve is { } c ? Member(c, "Value") : Member(fault, "faultcode")));
        // Version 1.1 has no element for it, and joins it to the code by a dot.
        var subcode = twelve is { } outer
            ? Local(Text(Member(outer, "Subcode") is { } inner ? Member(inner, "Value") : null))
            : code?.Split('.', 2) is [_, var rest] ? rest : null;
        Write(writer, "code", twelve is null ? code?.Split('.')[0] : code);
        Write(writer, "subcode", subcode);
        Write(writer, "text", Text(twelve is null ? Member(fault, "faultstring") : Member(fault, "Reason") is { } reason ? Reason(reason) : null));
        if ((Member(fault, "detail") ?? Member(fault, "Detail")) is { ValueKind: JsonValueKind.Object } detail)
        {
            writer.WritePropertyName("detail");
            detail.WriteTo(writer);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is { Length: > 0 })
        {
            writer.WriteString(name, text);
        }
    }

    // Version 1.2 may give the reason in several languages.
    private static JsonElement? Reason(JsonElement reason) => Member(reason, "Text") switch
    {
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().FirstOrDefault(IsEnglish, several[0]),
        var one => one,
    };

    private static bool IsEnglish(JsonElement text) => Text(Member(text, "@lang"))?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Trim(),
        { ValueKind: JsonValueKind.Object } around => Text(Member(around, "#text")),
        _ => null,
    };

    private static string? Local(string? name) => name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
