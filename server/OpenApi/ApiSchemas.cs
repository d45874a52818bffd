using System.Text.Json.Nodes;
using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;
using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>Schemas of what the vocabulary and the layout of answers say: no field is named here.</summary>
internal sealed class ApiSchemas(OpenApiDocument document, VocabularySpec vocabulary)
{
    private const string IdPattern = "^[1-9A-HJ-NP-Za-km-z]{24}$";

    /// <summary>A record under a name of its own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">How it looks.</param>
    public IOpenApiSchema Named(string name, RecordShape shape)
    {
        if (document.Components!.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent(name, Record(shape, []));
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>The name of the C# type of a model, which its records have here too.</summary>
    public string NameOf(string model) => vocabulary.Model(model)!.TypeName;

    /// <summary>The body of an action: its inputs without those that the path has.</summary>
    /// <param name="action">The action.</param>
    /// <param name="elsewhere">Inputs that are not in the body.</param>
    /// <param name="moved">Groups whose members stand beside the group's own place.</param>
    public OpenApiSchema Body(ActionType action, IReadOnlyCollection<string> elsewhere, IReadOnlyCollection<string> moved)
    {
        var body = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(), Required = new HashSet<string>() };
        foreach (var input in action.Inputs.Where(i => !elsewhere.Contains(FieldType.LastOf(i.Name)) || i.Group.Length > 0 && !moved.Contains(i.Group)))
        {
            var group = moved.Contains(input.Group) ? "" : input.Group;
            var place = Place(body, action, group);
            place.Properties!.Add(FieldType.LastOf(input.Name), Taken(input));
            if (input.Required)
            {
                place.Required!.Add(FieldType.LastOf(input.Name));
            }
        }

        return body;
    }

    /// <summary>The word of an enumeration; any other text where vendors' own texts pass through.</summary>
    public OpenApiSchema Words(string name, string? doc = null)
    {
        var type = vocabulary.Enum(name)!;
        var text = type.Open ? $"{doc} One of {string.Join(", ", type.Values)}, or the vendor's own text.".TrimStart() : doc;
        return type.Open ? Schema.Text(text) : Schema.Word(text, type.Values);
    }

    private OpenApiSchema Record(RecordShape shape, IEnumerable<(string, IOpenApiSchema)> more)
    {
        var record = Schema.Object(shape.Members.Select(m => (m.Field.Name, (IOpenApiSchema)Member(m))).Concat(shape.Nested.Select(n => Nested(n.Described))).Concat(more));
        record.Description = vocabulary.Model(shape.Model)!.Doc;
        return record;
    }

    private (string Name, IOpenApiSchema Type) Nested(NestedShape nested)
    {
        var record = Record(nested.Shape, nested.More.Select(f => (f.Name, (IOpenApiSchema)Shown(f))).Concat(nested.Inside.Select(Nested)));
        return (nested.Name, nested.List ? Schema.List(record) : record.OrNull());
    }

    private OpenApiSchema Member(MemberWriter member) => member is AnswersMember answers
        ? Schema.List(
            Schema.Object(
                ("answer", new OpenApiSchema { OneOf = [.. answers.Answers.Cases.Select(c => (IOpenApiSchema)Schema.Object((c.Members[0].Name, Answer(c.Members[0]))))] }),
                ("question", Schema.Object(
                    ("id", Id()),
                    ("remote_id", Schema.Text("The vendor's id of the question.").OrNull()),
                    ("title", Schema.Text("The question's text.").OrNull()),
                    ("type", Schema.Word("What kind of answer it has.", answers.Answers.Cases.Select(c => c.Name)))))),
            member.Field.Doc)
        : Shown(member.Field);

    /// <summary>An answer as it is shown: options by their texts.</summary>
    private OpenApiSchema Answer(FieldType field) => field.Type is TypeRef.Option
        ? field.List ? Schema.List(Schema.Text("The text of an option.")) : Schema.Text("The text of the option.").OrNull()
        : Shown(field);

    private OpenApiSchema Shown(FieldType field)
    {
        var schema = One(field, static f => f.OrNull());
        if (field.List)
        {
            schema = Schema.List(schema, field.Doc);
        }

        return field.Required || field.Base && field.Name != "remote_deleted_at" ? schema : schema.OrNull();
    }

    /// <summary>An input: a record may be named by the vendor's id too.</summary>
    private OpenApiSchema Taken(FieldType input) =>
        input.Type is TypeRef.Reference ? Schema.Text($"{input.Doc} Its id, or remote: and the vendor's id.") : Value(input);

    private OpenApiSchema Value(FieldType input) => input.List ? Schema.List(One(input, static f => f), input.Doc) : One(input, static f => f);

    private OpenApiSchema One(FieldType field, Func<OpenApiSchema, OpenApiSchema> member)
    {
        var doc = field.List ? null : field.Doc;
        return field.Type switch
        {
            TypeRef.Scalar when field is { Base: true, Name: "id" } => Id(doc),
            TypeRef.Scalar(var kind) => Scalar(kind, doc),
            TypeRef.Reference => Id(doc),
            TypeRef.Enum(var name) => Words(name, doc),
            TypeRef.Object(var name) => Members(vocabulary.Object(name)!.Members, doc, member),
            TypeRef.Union(var name) => Union(vocabulary.Union(name)!, doc, member),
            TypeRef.OptionOrBoolean => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Boolean, Description = doc },
            _ => Schema.Text(doc),
        };
    }

    private OpenApiSchema Members(IEnumerable<FieldType> members, string? doc, Func<OpenApiSchema, OpenApiSchema> member)
    {
        var schema = Schema.Object(members.Select(m => (m.Name, (IOpenApiSchema)(m.Required ? Value(m) : member(Value(m))))));
        schema.Description = doc;
        return schema;
    }

    private OpenApiSchema Union(UnionType union, string? doc, Func<OpenApiSchema, OpenApiSchema> member) => new()
    {
        Description = doc,
        OneOf =
        [
            .. union.Cases.Select(c =>
            {
                var schema = Members(c.Members, c.Doc, member);
                schema.Required!.Clear();
                if (union.Discriminator is { } name)
                {
                    schema.Properties!.Add(name, new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(c.Name)] });
                    schema.Required.Add(name);
                }

                return (IOpenApiSchema)schema;
            }),
        ],
    };

    private static OpenApiSchema Id(string? doc = null) => new() { Type = JsonSchemaType.String, Description = doc, Pattern = IdPattern };

    private static OpenApiSchema Scalar(ScalarKind kind, string? doc) => kind switch
    {
        ScalarKind.Integer => Schema.Integer(doc),
        ScalarKind.Number => new OpenApiSchema { Type = JsonSchemaType.Number, Description = doc },
        ScalarKind.Boolean => Schema.Flag(doc),
        ScalarKind.DateTime => Schema.Time(doc),
        ScalarKind.Email => Schema.Text(doc, "email"),
        ScalarKind.Url or ScalarKind.FileUrl => Schema.Text(doc, "uri"),
        ScalarKind.Bytes => new OpenApiSchema { Type = JsonSchemaType.String, Description = doc, ContentEncoding = "base64" },
        ScalarKind.Any or ScalarKind.Answer => Schema.Any(doc),
        _ => Schema.Text(doc),
    };

    private static OpenApiSchema Place(OpenApiSchema body, ActionType action, string group)
    {
        if (group.Length == 0)
        {
            return body;
        }

        var above = Place(body, action, FieldType.LevelOf(group));
        var (name, known) = (FieldType.LastOf(group), action.Group(group));
        if (above.Properties!.TryGetValue(name, out var there))
        {
            return (OpenApiSchema)(there.Items ?? there);
        }

        var level = Schema.Object();
        level.Description = known?.Doc;
        above.Properties.Add(name, known?.List == true ? Schema.List(level, known.Doc) : level);
        if (known?.Required == true)
        {
            above.Required!.Add(name);
        }

        return level;
    }
}
