using System.Text.Json;

namespace Connectors.Runtime.Replies;

/// <summary>Finds the records of a small reply.</summary>
internal static class JsonRecords
{
    /// <summary>The objects of a list.</summary>
    /// <param name="path">Dotted path of the list; empty where the reply is the list.</param>
    /// <param name="json">The reply.</param>
    public static List<ReadOnlyMemory<byte>> In(string path, ReadOnlyMemory<byte> json)
    {
        var records = new List<ReadOnlyMemory<byte>>();
        JsonPath.Parse(path.Length == 0 ? "." : path).Any(json.Span, (ref Utf8JsonReader list) =>
        {
            // XML does not tell a list of one from one that is none.
            for (var more = list.TokenType == JsonTokenType.StartObject || (list.TokenType == JsonTokenType.StartArray && list.Read()); more && list.TokenType == JsonTokenType.StartObject;)
            {
                var start = (int)list.TokenStartIndex;
                list.Skip();
                records.Add(json[start..(int)list.BytesConsumed]);
                more = list.Read();
            }

            return true;
        });
        return records;
    }
}
