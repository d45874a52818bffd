using System.Text.Json;

namespace Connectors.Runtime.Replies;

/// <summary>Says what is wrong with a body that should be JSON, without quoting data of it.</summary>
internal static class BodyFault
{
    /// <summary>Whether the whole body is JSON that nests no deeper than it may.</summary>
    public static bool IsJson(Reply reply, int deepest) => Scan(reply, deepest) is null;

    /// <summary>What to say of a body that could not be read.</summary>
    public static string Describe(Reply reply, int deepest)
    {
        var text = reply.Body.Span.TrimStart(" \t\r\n"u8);
        return text switch
        {
            [] => "the reply is empty where JSON is expected",
            [(byte)'<', ..] => $"the reply is HTML or XML ({reply.ContentType ?? "of no type"}) where JSON is expected",
            _ when !StartsLikeJson(reply) => $"the reply is something else ({reply.ContentType ?? "of no type"}) where JSON is expected",
            // What is wrong with the depth alone goes further where one level more is allowed.
            _ when Scan(reply, deepest) is { } fault => Place(fault) != Place(Scan(reply, deepest + 1))
                ? FormattableString.Invariant($"the JSON is nested deeper than {deepest}")
                : FormattableString.Invariant($"the reply is not JSON, or was cut short, from line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} on ({reply.Body.Length:N0} bytes)"),
            _ => "the JSON is not what the spec describes",
        };
    }

    /// <summary>Whether the body begins as a JSON object or list does.</summary>
    public static bool StartsLikeJson(Reply reply) => reply.Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static (long? Line, long? Byte) Place(JsonException? fault) => (fault?.LineNumber, fault?.BytePositionInLine);

    private static JsonException? Scan(Reply reply, int deepest)
    {
        var reader = new Utf8JsonReader(reply.Body.Span, new JsonReaderOptions { MaxDepth = deepest });
        try
        {
            while (reader.Read())
            {
                // Only whether it can be read to its end is asked.
            }

            return null;
        }
        catch (JsonException e)
        {
            return e;
        }
    }
}
