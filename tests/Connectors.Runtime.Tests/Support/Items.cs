using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Tests.Support;

/// <summary>A record of a test: an id and, where a lookup found one, a detail.</summary>
internal sealed class Item(string id, string? detail = null) : UnifiedRecord
{
    public string Id { get; } = id;

    public string? Detail { get; } = detail;

    public override string Model => "items";

    public override RecordKey Key => new(Id);

    public override void WriteFields(Utf8JsonWriter writer, IRecordIds ids)
    {
    }
}

/// <summary>
/// What the generator would write for a vendor that lists <c>{"items":[{"id":"1"}],"next":…,"more":…,"last":…,"total":…}</c>.
/// </summary>
internal static class Items
{
    public static RequestPlan Get(string path = "/items") => new() { Method = HttpMethod.Get, Path = (in RequestScope _) => path, Endpoint = "/items" };

    public static ReadSource Source(PagingPlan? paging = null) => new()
    {
        Name = "items",
        Mappers = [Mapper],
        Request = Get(),
        Paging = paging ?? new PagingPlan { Kind = PagingKind.None },
        Decode = Decode,
    };

    public static RecordMapper Mapper { get; } = new() { Model = "items", Map = Map, Identify = Identify, MapWithDetail = MapWithDetail };

    public static string Page(IEnumerable<string> ids, string rest = "") =>
        $$"""{"items":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]{{rest}}}""";

    public static ImmutableArray<RequestText> Text(string text) => [(in RequestScope _) => text];

    private static void Decode(ref Utf8JsonReader reader, PageSink sink)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new RecordFaultException(".", "expected an object");
        }

        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "items" when reader.TokenType == JsonTokenType.StartArray:
                    found = true;
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        var element = reader;
                        sink.LastKey = Identify(ref element, new MapContext())?.First;
                        sink.Element(ref reader);
                    }

                    break;
                case "next":
                    sink.Next = reader.GetString();
                    break;
                case "more":
                    sink.More = reader.GetBoolean();
                    break;
                case "last":
                    sink.LastPage = reader.GetInt64();
                    break;
                case "total":
                    sink.Total = reader.GetInt64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (!found)
        {
            throw new RecordFaultException("items", "expected a list");
        }
    }

    private static Item Map(ref Utf8JsonReader reader, MapContext context)
    {
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id");
            reader.Read();
            if (isId)
            {
                id = reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString(),
                    JsonTokenType.Number => reader.GetInt64().ToString(CultureInfo.InvariantCulture),
                    _ => throw new RecordFaultException("id", "expected a text"),
                };
            }
            else
            {
                reader.Skip();
            }
        }

        return new Item(id ?? throw new RecordFaultException("id", "a value is required"));
    }

    private static RecordKey? Identify(ref Utf8JsonReader reader, MapContext context)
    {
        try
        {
            return Map(ref reader, context).Key;
        }
        catch (RecordFaultException)
        {
            return null;
        }
    }

    private static Item MapWithDetail(ReadOnlySpan<byte> element, ReadOnlySpan<byte> detail, MapContext context)
    {
        var reader = new Utf8JsonReader(element);
        reader.Read();
        var item = Map(ref reader, context);
        return new Item(item.Id, detail.IsEmpty ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(detail)!["text"]);
    }
}
