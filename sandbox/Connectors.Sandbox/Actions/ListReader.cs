using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Turns the lists of a request back into unified ones.</summary>
internal static class ListReader
{
    /// <summary>The items of a list in a request.</summary>
    public static IEnumerable<JsonElement> ItemsOf(VendorRequest request, CarriedList list) => (list.At.Name == "." ? request.Body : request.Json(list.At)) switch
    {
        { } parent when list.Members.Count > 0 => MemberName.Items(parent, list.Members),
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray(),
        { } single => [single],
        null => [],
    };

    /// <summary>The unified list and the field of a model that shows it: <c>screening_question_answers</c>; null where no field does, or there are no items.</summary>
    public static (string Field, JsonArray Items)? Read(VendorRequest request, CarriedList list, string model, World world)
    {
        var shown = list.Items.Where(i => i.Becomes?.StartsWith(model + ".", StringComparison.Ordinal) == true).ToList();
        var items = new JsonArray();
        foreach (var item in shown.Count == 0 ? [] : ItemsOf(request, list))
        {
            var unified = new JsonObject();
            foreach (var value in shown)
            {
                var name = value.Becomes![(value.Becomes!.LastIndexOf('.') + 1)..];
                unified[name] = value.Write is WriteSpec.ByFormat formats ? SentValues.Answer(item, formats, Asked(item, list, world))
                    : VendorRequest.Find(item, value.At.Name) is { } sent ? SentValues.Read(sent, value.Write)
                    : null;
            }

            items.Add(unified);
        }

        return items.Count == 0 ? null : (shown[0].Becomes![(model.Length + 1)..shown[0].Becomes!.LastIndexOf('.')], items);
    }

    // What the question beside an answer asks for, where it is among the records.
    private static string? Asked(JsonElement item, CarriedList list, World world)
    {
        foreach (var reference in list.Items.Where(i => i.Refers is not null))
        {
            if (world.Find(reference.Refers!) is { Questions: { } questions } records && VendorRequest.Find(item, reference.At.Name) is { } id && records.Ids.Index(VendorRequest.TextOf(id) ?? "") is >= 0 and var index)
            {
                return questions.Type(index).Case;
            }
        }

        return null;
    }
}
