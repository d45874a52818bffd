using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>A schema while the parts of its <c>allOf</c> are merged: what it says, and the names it requires, whose properties another part may have.</summary>
internal sealed record SchemaDraft(ContractSchema Schema, IReadOnlyCollection<string> Required)
{
    /// <summary>A schema that says nothing.</summary>
    public static SchemaDraft Empty { get; } = new(new ContractSchema(), []);

    /// <summary>The schema with every required name among its properties.</summary>
    public ContractSchema Finish()
    {
        if (Required.Count == 0)
        {
            return Schema;
        }

        var required = new HashSet<string>(Required, StringComparer.Ordinal);
        var properties = Schema.Properties.Select(p => required.Remove(p.Name) ? p with { Required = true } : p).ToList();
        properties.AddRange(Required.Where(required.Remove).Select(name => new SchemaProperty(name, new SchemaRef(null, new ContractSchema()), Required: true)));
        return Schema with { Properties = properties.ToEquatable() };
    }

    /// <summary>What satisfies this and <paramref name="other"/>; where they contradict, <paramref name="contradiction"/> is called and this one holds.</summary>
    public SchemaDraft And(SchemaDraft other, Action<string> contradiction)
    {
        var (a, b) = (Schema, other.Schema);
        return new SchemaDraft(
            new ContractSchema
            {
                Type = Type(a.Type, b.Type, contradiction),
                Nullable = a.Nullable || b.Nullable,
                Format = a.Format ?? b.Format,
                Enum = Enum(a.Enum, b.Enum, contradiction),
                Properties = Properties(a.Properties, b.Properties),
                Closed = a.Closed || b.Closed,
                AdditionalProperties = a.AdditionalProperties ?? b.AdditionalProperties,
                Items = a.Items ?? b.Items,
                Alternatives = a.Alternatives.Concat(b.Alternatives).ToEquatable(),
                Minimum = a.Minimum is { } low && b.Minimum is { } otherLow ? Math.Max(low, otherLow) : a.Minimum ?? b.Minimum,
                Maximum = a.Maximum is { } high && b.Maximum is { } otherHigh ? Math.Min(high, otherHigh) : a.Maximum ?? b.Maximum,
                MaxLength = a.MaxLength is { } length && b.MaxLength is { } otherLength ? Math.Min(length, otherLength) : a.MaxLength ?? b.MaxLength,
                MaxItems = a.MaxItems is { } count && b.MaxItems is { } otherCount ? Math.Min(count, otherCount) : a.MaxItems ?? b.MaxItems,
                Pattern = a.Pattern ?? b.Pattern,
                Example = a.Example ?? b.Example,
                Default = a.Default ?? b.Default,
                Description = a.Description ?? b.Description,
                // The name of an element is not that of what it is made from.
                Xml = a.Xml,
            },
            [.. Required, .. other.Required]);
    }

    private static JsonKind Type(JsonKind a, JsonKind b, Action<string> contradiction)
    {
        if (a == b || b == JsonKind.Any)
        {
            return a;
        }

        if (a == JsonKind.Any)
        {
            return b;
        }

        if (a is JsonKind.Integer or JsonKind.Number && b is JsonKind.Integer or JsonKind.Number)
        {
            return JsonKind.Integer;
        }

        contradiction($"a value cannot be {JsonKindWords.Of(a)} and {JsonKindWords.Of(b)} at once");
        return a;
    }

    private static EquatableArray<string> Enum(EquatableArray<string> a, EquatableArray<string> b, Action<string> contradiction)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return a.Count == 0 ? b : a;
        }

        var allowed = new HashSet<string>(b, StringComparer.Ordinal);
        var both = a.Where(allowed.Contains).ToEquatable();
        if (both.Count > 0)
        {
            return both;
        }

        contradiction("no value is among both enumerations");
        return a;
    }

    /// <summary>The properties of both in order; where both have one, the schema that says more of its type.</summary>
    private static EquatableArray<SchemaProperty> Properties(EquatableArray<SchemaProperty> a, EquatableArray<SchemaProperty> b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return a.Count == 0 ? b : a;
        }

        var others = b.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var merged = a.Select(p => others.TryGetValue(p.Name, out var other) && p.Schema.Inline is { Type: JsonKind.Any, Alternatives.Count: 0 } ? other : p).ToList();
        var known = new HashSet<string>(a.Select(p => p.Name), StringComparer.Ordinal);
        merged.AddRange(b.Where(p => !known.Contains(p.Name)));
        return merged.ToEquatable();
    }
}
