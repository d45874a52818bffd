using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Reads JSON schemas of a contract. What a <c>$ref</c> names is read once and kept by name, so that recursive schemas stay finite.</summary>
/// <param name="file">Where mistakes go.</param>
/// <param name="references">Follows references.</param>
/// <param name="scope">What the names of schemas begin with, where there are other contracts beside this one.</param>
/// <param name="siblings">Whether keys beside a <c>$ref</c> count, as they do from OpenAPI 3.1 on.</param>
internal sealed class SchemaReader(ContractFile file, ContractReferences references, string scope, bool siblings)
{
    private const int MaxDepth = 64;
    private const int MaxMerged = 200_000;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Queue<(string Pointer, YamlNode Node)> _unread = new();
    private readonly Dictionary<string, SchemaDraft?> _drafts = new(StringComparer.Ordinal);
    private readonly List<NamedSchema> _aliases = [];
    private readonly SchemaKeywords _keywords = new(file);
    private readonly XmlNotes _xml = new(file);
    private int _depth;
    private int _merged;

    /// <summary>Reads an entry of <c>components/schemas</c>, so that it is known by its key.</summary>
    public void Define(YamlEntry entry)
    {
        var pointer = ContractReferences.Pointer(["components", "schemas", entry.Key.Text]);
        if (ContractReferences.Of(entry.Value) is null)
        {
            Enqueue(pointer, entry.Value);
        }
        else
        {
            _aliases.Add(new NamedSchema(scope + entry.Key.Text, Read(entry.Value)));
        }
    }

    /// <summary>Reads a schema, or notes the name of the one it references.</summary>
    public SchemaRef Read(YamlNode node)
    {
        if (ContractReferences.Of(node) is not { } reference)
        {
            return new SchemaRef(null, Draft(node).Finish());
        }

        if (references.End(reference) is not var (pointer, target))
        {
            return new SchemaRef(reference.Text, null);
        }

        var beside = SchemaKeywords.Beside((YamlMapping)node);
        if (beside is { } key && siblings)
        {
            return new SchemaRef(null, Draft(node).Finish());
        }

        if (beside is not null)
        {
            file.Ignore("What stands beside a $ref in OpenAPI 3.0", beside.Span);
        }

        return new SchemaRef(Enqueue(pointer, target), null);
    }

    /// <summary>All schemas that have a name: those of <see cref="Define"/>, and what has been referenced.</summary>
    public EquatableArray<NamedSchema> Named()
    {
        var named = new List<NamedSchema>();
        while (_unread.Count > 0)
        {
            var (pointer, node) = _unread.Dequeue();
            named.Add(new NamedSchema(_names[pointer], new SchemaRef(null, Referenced(pointer, node).Finish())));
        }

        return named.Concat(_aliases).ToEquatable();
    }

    private string Enqueue(string pointer, YamlNode node)
    {
        if (!_names.TryGetValue(pointer, out var name))
        {
            const string Components = "#/components/schemas/";
            name = scope + (pointer.StartsWith(Components, StringComparison.Ordinal) && pointer.IndexOf('/', Components.Length) < 0
                ? pointer.Substring(Components.Length).Replace("~1", "/").Replace("~0", "~")
                : pointer);
            _names.Add(pointer, name);
            _unread.Enqueue((pointer, node));
        }

        return name;
    }

    /// <summary>The schema at a pointer, read once; a schema that needs itself in order to be read is reported.</summary>
    private SchemaDraft Referenced(string pointer, YamlNode node)
    {
        if (_drafts.TryGetValue(pointer, out var known))
        {
            if (known is null)
            {
                file.Report(DiagnosticRules.ContractReference, node.Span, $"'{pointer}' is part of itself through allOf.");
            }

            return known ?? SchemaDraft.Empty;
        }

        _drafts.Add(pointer, null);
        var draft = Draft(node);
        _drafts[pointer] = draft;
        return draft;
    }

    private SchemaDraft Draft(YamlNode node)
    {
        if (node is YamlScalar { Text: "true" or "false" } scalar)
        {
            if (scalar.Text == "false")
            {
                file.Ignore("A schema 'false'", scalar.Span);
            }

            return SchemaDraft.Empty;
        }

        if (file.Mapping(node, "A schema") is not { } body)
        {
            return SchemaDraft.Empty;
        }

        if (_depth >= MaxDepth)
        {
            file.Report(DiagnosticRules.ContractTooLarge, node.Span, $"Schemas are nested or merged more than {MaxDepth} levels deep here.");
            return SchemaDraft.Empty;
        }

        _depth++;
        var draft = Composed(body, Own(body));
        _depth--;
        return draft;
    }

    /// <summary>What a schema says in its own keywords.</summary>
    private SchemaDraft Own(YamlMapping body)
    {
        file.IgnoreOthers(body, SchemaKeywords.Known);
        var (types, nullable) = _keywords.Types(body);
        var (values, nullValue) = _keywords.Values(body);
        var properties = file.Entries(body, "properties").Select(entry => new SchemaProperty(entry.Key.Text, Read(entry.Value), Required: false)).ToEquatable();
        var items = body["items"] is { } item ? Read(item) : null;
        var others = body["additionalProperties"];
        var schema = new ContractSchema
        {
            Type = types.Count == 1 ? types[0] : types.Count > 1 ? JsonKind.Any : properties.Count > 0 ? JsonKind.Object : items is not null ? JsonKind.Array : JsonKind.Any,
            Nullable = nullable || nullValue,
            Format = file.Text(body, "format"),
            Enum = values,
            Properties = properties,
            Closed = others is YamlScalar { Text: "false" },
            AdditionalProperties = others is null or YamlScalar { Text: "false" or "true" } ? null : Read(others),
            Items = items,
            Alternatives = types.Count > 1 ? types.Select(type => new SchemaRef(null, new ContractSchema { Type = type })).ToEquatable() : default,
            Minimum = _keywords.Bound(body, "minimum", "exclusiveMinimum"),
            Maximum = _keywords.Bound(body, "maximum", "exclusiveMaximum"),
            MaxLength = _keywords.Count(body, "maxLength"),
            MaxItems = _keywords.Count(body, "maxItems"),
            Pattern = file.Text(body, "pattern"),
            Example = SchemaKeywords.Example(body),
            Default = (body["default"] as YamlScalar)?.Text,
            Description = file.Text(body, "description"),
            Xml = _xml.Read(body),
        };
        return new SchemaDraft(schema, _keywords.Required(body));
    }

    /// <summary>A schema together with the parts it is composed of: what it references, <c>allOf</c>, <c>oneOf</c> and <c>anyOf</c>.</summary>
    private SchemaDraft Composed(YamlMapping body, SchemaDraft own)
    {
        var parts = file.Items(body, "allOf").ToList();
        if (ContractReferences.Of(body) is { } reference && references.End(reference) is var (pointer, target))
        {
            own = Alone(own, Referenced(pointer, target), reference.Span);
        }

        foreach (var choice in new[] { file.Items(body, "oneOf"), file.Items(body, "anyOf") })
        {
            var real = choice.Where(alternative => !SchemaKeywords.IsNull(alternative)).ToList();
            own = own with { Schema = own.Schema with { Nullable = own.Schema.Nullable || real.Count < choice.Count } };
            if (real.Count == 1)
            {
                parts.Add(real[0]);
            }
            else if (real.Count > 1)
            {
                own = own with { Schema = own.Schema with { Alternatives = own.Schema.Alternatives.Concat(real.Select(Read)).ToEquatable() } };
            }
        }

        return parts.Count == 1 && own.Schema.Properties.Count == 0
            ? Alone(own, Part(parts[0]), parts[0].Span)
            : parts.Aggregate(own, (merged, part) => Merge(merged, Part(part), part.Span));
    }

    // What is one schema and nothing more stands in XML as that does.
    private SchemaDraft Alone(SchemaDraft own, SchemaDraft part, TextSpan place)
    {
        var merged = Merge(own, part, place);
        return merged with { Schema = merged.Schema with { Xml = own.Schema.Xml ?? part.Schema.Xml } };
    }

    private SchemaDraft Part(YamlNode node) =>
        ContractReferences.Of(node) is not { } reference || (siblings && SchemaKeywords.Beside((YamlMapping)node) is not null) ? Draft(node)
        : references.End(reference) is var (pointer, target) ? Referenced(pointer, target)
        : SchemaDraft.Empty;

    private SchemaDraft Merge(SchemaDraft into, SchemaDraft part, TextSpan place)
    {
        _merged += part.Schema.Properties.Count + part.Schema.Alternatives.Count + part.Required.Count + 1;
        if (_merged > MaxMerged)
        {
            file.Report(DiagnosticRules.ContractTooLarge, place, $"The merged schemas of this file have more than {MaxMerged} members.");
            return into;
        }

        return into.And(part, reason => file.Report(DiagnosticRules.ContractContradiction, place, $"The parts of this schema contradict each other: {reason}."));
    }
}
