using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>A record as it is being written by a client, laid out by a spec's read mapping.</summary>
internal sealed class Draft
{
    private readonly Func<ValueSpec.Row, JsonNode, JsonNode?> _keyOf;
    private readonly JsonObject _payload;
    private readonly JsonObject _detail;

    /// <param name="keyOf">What leads to the row of a table that shows a value; null where no row does.</param>
    /// <param name="before">What was written into the record before; null for nothing.</param>
    public Draft(Func<ValueSpec.Row, JsonNode, JsonNode?> keyOf, Writing? before = null)
    {
        _keyOf = keyOf;
        _payload = before is null ? [] : JsonObject.Create(before.Payload) ?? [];
        _detail = before is null ? [] : JsonObject.Create(before.Detail) ?? [];
    }

    /// <summary>The vendor's id of the parent, where a field is read from it.</summary>
    public string? Parent { get; private set; }

    /// <summary>What is to be kept.</summary>
    public Writing Done(bool whole) => new(JsonSerializer.SerializeToElement(_payload), JsonSerializer.SerializeToElement(_detail), whole);

    /// <summary>Puts a unified value where a field is read from.</summary>
    /// <param name="model">The model.</param>
    /// <param name="field">The field, within an object with its members: <c>location.city</c>.</param>
    /// <param name="value">The value; of a list its items or a single one.</param>
    /// <returns>Whether the field will show it.</returns>
    public bool Put(ModelSpec model, string field, JsonNode value)
    {
        var names = field.Split('.');
        foreach (var name in names.Skip(1).Reverse())
        {
            value = new JsonObject { [name] = value };
        }

        return model.Fields.FirstOrDefault(f => f.Name == names[0]) is { } found && Put(found.Value, value, _payload);
    }

    private bool Put(ValueSpec read, JsonNode value, JsonObject at)
    {
        switch (read)
        {
            case ValueSpec.From { Path.Root: PathRoot.Parent }:
                Parent = VendorValues.TextOf(value);
                return true;
            case ValueSpec.From from:
                return VendorValues.Of(value, from.As, from.Path.Type) is { } plain && JsonPlaces.Put(Root(from.Path, at), from.Path.Steps, plain);
            case ValueSpec.Row row:
                // What is sent for a row of a table is what the row shows, or what leads to it.
                return VendorValues.As(_keyOf(row, value) ?? value, row.Path.Type) is { } id && JsonPlaces.Put(Root(row.Path, at), row.Path.Steps, id);
            case ValueSpec.Map map:
                return map.Entries.FirstOrDefault(e => e.Unified == VendorValues.TextOf(value)) is { } entry
                    && VendorValues.As(JsonValue.Create(entry.Vendor), map.Path.Type) is { } word && JsonPlaces.Put(Root(map.Path, at), map.Path.Steps, word);
            case ValueSpec.ObjectOf whole:
                return value is JsonObject given && Members(whole.Members, given, at);
            case ValueSpec.OneOf one:
                return value is JsonObject { Count: 1 } answer && answer.First() is { Value: { } content } named
                    && one.Cases.FirstOrDefault(c => c.Case == named.Key) is { Members.Count: > 0 } option && Put(option.Members[0].Value, content, at);
            case ValueSpec.FirstOf first:
                return first.Values.Any(v => Put(v, value, at));
            case ValueSpec.Join join:
                return join.Values.Any(v => Put(v, value, at));
            case ValueSpec.ListOf list:
                return ItemsOf(value).All(i => list.Items.Any(slot => IsFree(slot, at) && Put(slot, i, at)));
            case ValueSpec.Each each:
                return ItemsOf(value).All(i => Append(each, i, at));
            case ValueSpec.Pick pick:
                return Append(pick, value, at);
            default:
                return false;
        }
    }

    private bool Members(IEnumerable<MemberValue> members, JsonObject given, JsonObject at)
    {
        var put = false;
        foreach (var member in members)
        {
            put |= given[member.Name] is { } value && Put(member.Value, value, at);
        }

        return put;
    }

    private bool Append(ValueSpec.Each each, JsonNode value, JsonObject at)
    {
        if (each.Item is ValueSpec.From { Path.Steps.Count: 0 } scalar)
        {
            return VendorValues.Of(value, scalar.As, scalar.Path.Type) is { } plain && JsonPlaces.Append(Root(each.Path, at), each.Path.Steps, plain);
        }

        var item = new JsonObject();
        return Put(each.Item, value, item) && JsonPlaces.Append(Root(each.Path, at), each.Path.Steps, item);
    }

    // The item is the only one, and has what it is picked by.
    private bool Append(ValueSpec.Pick pick, JsonNode value, JsonObject at)
    {
        var item = new JsonObject();
        var put = pick.Item is ValueSpec.From { Path.Steps.Count: 0 } scalar ? JsonPlaces.Append(Root(pick.Path, at), pick.Path.Steps, VendorValues.Of(value, scalar.As, scalar.Path.Type) ?? value.DeepClone()) : Put(pick.Item, value, item);
        foreach (var test in pick.Where.OfType<Test.Is>())
        {
            put &= VendorValues.As(JsonValue.Create(test.Value), test.Path.Type) is { } told && JsonPlaces.Put(item, test.Path.Steps, told);
        }

        return put && (item.Count == 0 || JsonPlaces.Append(Root(pick.Path, at), pick.Path.Steps, item));
    }

    // A place in a list written out is free as long as nothing was put where it is read from.
    private static bool IsFree(ValueSpec slot, JsonObject at) => slot switch
    {
        ValueSpec.From from => JsonPlaces.Find(at, from.Path.Steps) is null,
        ValueSpec.Map map => JsonPlaces.Find(at, map.Path.Steps) is null,
        ValueSpec.ObjectOf whole => whole.Members.All(m => IsFree(m.Value, at)),
        _ => true,
    };

    private static IEnumerable<JsonNode> ItemsOf(JsonNode value) => value is JsonArray list ? list.OfType<JsonNode>() : [value];

    private JsonObject Root(VendorPath path, JsonObject at) => path.Root == PathRoot.Detail ? _detail : at;
}
