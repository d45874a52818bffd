namespace Connectors.Specs.Model;

/// <summary>What the JSON types are called in messages.</summary>
internal static class JsonKindWords
{
    /// <summary>The type in words, with its article.</summary>
    public static string Of(JsonKind kind) => kind switch
    {
        JsonKind.String => "a text",
        JsonKind.Integer => "a whole number",
        JsonKind.Number => "a number",
        JsonKind.Boolean => "true or false",
        JsonKind.Object => "an object",
        JsonKind.Array => "a list",
        _ => "anything",
    };
}
