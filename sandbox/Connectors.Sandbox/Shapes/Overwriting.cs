using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>Lays values over a value of a schema, in the schema's order.</summary>
/// <param name="contract">The contract.</param>
/// <param name="whole">Whether the values are all there is: of the value below then remains only what a record has by itself (its id, its times, references that nobody gave) and what the contract demands.</param>
/// <param name="given">The unified fields that a client may give: references among them are filled by the vendor where nobody does.</param>
internal sealed class Overwriting(Contract contract, bool whole, IReadOnlySet<string> given)
{
    /// <summary>Writes a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="reference">The schema.</param>
    /// <param name="was">The value below; null for none.</param>
    /// <param name="over">What lies over it; null for nothing.</param>
    /// <param name="tree">What the spec reads of it; null for nothing.</param>
    public void Write(Utf8JsonWriter json, SchemaRef? reference, JsonElement? was, JsonElement? over, MeaningTree? tree)
    {
        var schema = contract.Resolve(reference);
        if (schema is { Properties.Count: > 0 } && (over ?? was) is { ValueKind: JsonValueKind.Object })
        {
            WriteObject(json, schema, was is { ValueKind: JsonValueKind.Object } ? was : null, over, tree);
        }
        else if (over is { ValueKind: JsonValueKind.Array } list)
        {
            json.WriteStartArray();
            foreach (var item in list.EnumerateArray())
            {
                Write(json, schema?.Items, null, item, null);
            }

            json.WriteEndArray();
        }
        else if (over is { } value)
        {
            value.WriteTo(json);
        }
        else if (was is { } made && (!whole || IsOwn(tree) || schema is { Nullable: false, Pattern: not null } or { Nullable: false, Format: not null }))
        {
            made.WriteTo(json);
        }
        else
        {
            Least.Write(contract, json, schema);
        }
    }

    private void WriteObject(Utf8JsonWriter json, ContractSchema schema, JsonElement? was, JsonElement? over, MeaningTree? tree)
    {
        json.WriteStartObject();
        foreach (var property in schema.Properties)
        {
            var (made, written) = (Member(was, property.Name), Member(over, property.Name));
            var place = tree?.Members.GetValueOrDefault(property.Name);
            if (written is null && !IsThere(schema, property, made, over, place))
            {
                continue;
            }

            json.WritePropertyName(property.Name);
            if (written is null && whole && property.Xml?.Nillable == true && !IsOwn(place))
            {
                json.WriteNullValue();
            }
            else
            {
                Write(json, property.Schema, made, written, place);
            }
        }

        foreach (var member in Others(schema, over).Concat(whole ? [] : Others(schema, was).Where(m => Member(over, m.Name) is null)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private bool IsThere(ContractSchema schema, SchemaProperty property, JsonElement? made, JsonElement? over, MeaningTree? place)
    {
        if (property.Xml?.Choice is { } choice)
        {
            var rivals = schema.Properties.Where(p => p.Xml?.Choice?.Number == choice.Number);
            return made is not null && (!whole || choice.Required) && !rivals.Any(p => p.Xml!.Choice!.Alternative != choice.Alternative && Member(over, p.Name) is not null);
        }

        return whole ? property.Required || (made is not null && IsOwn(place)) : made is not null;
    }

    /// <summary>Whether a record has the value by itself, without anybody having given it.</summary>
    private bool IsOwn(MeaningTree? tree) => tree is not null && (tree.Meaning switch
    {
        { Role: MeaningRole.Id or MeaningRole.Discriminator } => true,
        { Role: MeaningRole.Reference } reference => given.Contains(reference.Field),
        { } meaning => meaning.Field.EndsWith(".remote_created_at", StringComparison.Ordinal) || meaning.Field.EndsWith(".remote_updated_at", StringComparison.Ordinal),
        null => false,
    } || tree.Members.Values.Any(IsOwn));

    private static IEnumerable<JsonProperty> Others(ContractSchema schema, JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } parent ? parent.EnumerateObject().Where(m => schema.Properties.All(p => p.Name != m.Name)) : [];

    private static JsonElement? Member(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;
}
