using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>Writes the statements that write records and their parts as JSON.</summary>
internal sealed class JsonEmitter
{
    private readonly CSharpTypes _types;
    private readonly HashSet<string> _questions;

    public JsonEmitter(VocabularySpec vocabulary, CSharpTypes types)
    {
        _types = types;
        _questions =
        [
            .. vocabulary.Objects.SelectMany(o => o.Members).Concat(vocabulary.Unions.SelectMany(u => u.Cases).SelectMany(c => c.Members))
                .Select(m => m.Type).OfType<TypeRef.Option>().Select(o => o.Of),
        ];
    }

    /// <summary>Writes the body of a record's method with <c>writer</c> and <c>ids</c>: every field, as null where it has no value.</summary>
    public void Record(SourceWriter writer, ModelType model, IReadOnlyList<FieldType> fields)
    {
        if (fields.Any(HasParts))
        {
            writer.Line("var scope = new RecordScope(ids, Model, Key.First);");
        }

        foreach (var field in fields)
        {
            if (field.Name == WellKnown.CustomFields)
            {
                var name = JsonNames.Of(field.Name);
                writer.Line($"writer.WriteStartObject({name});");
                writer.Line("writer.WriteEndObject();");
            }
            else
            {
                writer.Line(Statement(model.TypeName, field, model.Fields, "ids", "scope"));
            }
        }
    }

    /// <summary>Writes the body of a part's method with <c>writer</c> and <c>scope</c>: its members, those without a value left out.</summary>
    public void Part(SourceWriter writer, string owner, EquatableArray<FieldType> members)
    {
        var scope = "scope";
        if (members.FirstOrDefault(m => m is { List: false, Type: TypeRef.Reference } && _questions.Contains(m.Name)) is { } question && members.Any(HasParts))
        {
            // Options further down are those of the question that is referenced here.
            scope = "inner";
            writer.Line($"var inner = scope with {{ Question = {RemoteId(owner, question)} }};");
        }

        foreach (var member in members)
        {
            if (member.Base)
            {
                DerivedId(writer, owner, member, members);
            }
            else if (member.Required)
            {
                Member(writer, owner, member, members, scope);
            }
            else
            {
                using (writer.Open($"if ({Naming.Property(owner, member.Name)} is not null)"))
                {
                    Member(writer, owner, member, members, scope);
                }
            }
        }
    }

    private void Member(SourceWriter writer, string owner, FieldType member, EquatableArray<FieldType> siblings, string scope)
    {
        writer.Line(Statement(owner, member, siblings, "scope.Ids", scope));
        if (member.Type is TypeRef.Reference or TypeRef.Option)
        {
            var name = JsonNames.Of(JsonNames.Remote(member));
            writer.Line(member.List
                ? $"writer.WriteRemoteIds({name}, {Naming.Property(owner, member.Name)});"
                : $"writer.WriteField({name}, {RemoteId(owner, member)});");
        }
    }

    // An option's id is made of its question's and its own, a vendor field's of the model and its key.
    private static void DerivedId(SourceWriter writer, string owner, FieldType id, EquatableArray<FieldType> members)
    {
        var name = JsonNames.Of(id.Name);
        if (members.Any(m => m.Name == WellKnown.RemoteId))
        {
            writer.Line($"writer.WriteOption({name}, {Naming.Property(owner, WellKnown.RemoteId)}, scope.Question, scope.Ids);");
        }
        else if (members.Any(m => m.Name == WellKnown.Key))
        {
            writer.Line($"writer.WriteString({name}, scope.Ids.Field(scope.Model, {Naming.Property(owner, WellKnown.Key)}));");
        }
    }

    private string Statement(string owner, FieldType member, EquatableArray<FieldType> siblings, string ids, string scope)
    {
        var name = JsonNames.Of(member.Name);
        var value = Naming.Property(owner, member.Name);
        var plural = member.List ? "s" : "";
        return member.Type switch
        {
            TypeRef.Object or TypeRef.Union => $"writer.WriteField({name}, {value}, {scope});",
            TypeRef.Reference reference => $"writer.WriteReference{plural}({name}, {value}, {Literals.String(reference.Model)}, {ids});",
            TypeRef.Option { Of: var of } => $"writer.WriteOption{plural}({name}, {(member.List ? value : RemoteId(owner, member))}, {Question(owner, of, siblings)}, {ids});",
            TypeRef.OptionOrBoolean { Of: var of } => $"writer.WriteOption{plural}({name}, {value}, {Question(owner, of, siblings)}, {ids});",
            TypeRef.Scalar { Kind: ScalarKind.String } => $"writer.WriteField({name}, {value});",
            var type when member.List => $"writer.WriteField({name}, {value}, static (w, item) => {Item(type)});",
            TypeRef.Enum type => $"writer.WriteField({name}, {value}{(member.Required ? "" : "?")}.{Wire(type)});",
            _ => $"writer.WriteField({name}, {value});",
        };
    }

    private string Item(TypeRef type) => type switch
    {
        TypeRef.Enum named => $"w.WriteStringValue(item.{Wire(named)})",
        TypeRef.Scalar { Kind: ScalarKind.Boolean } => "w.WriteBooleanValue(item)",
        TypeRef.Scalar { Kind: ScalarKind.DateTime } => "w.WriteStringValue(item.UtcDateTime)",
        TypeRef.Scalar { Kind: ScalarKind.Any } => "item.WriteTo(w)",
        _ => "w.WriteNumberValue(item)",
    };

    private string Wire(TypeRef.Enum type) => _types.IsOpen(type.Name) ? "Value" : "ToWire()";

    private static string Question(string owner, string of, EquatableArray<FieldType> siblings) =>
        siblings.FirstOrDefault(s => s.Name == of) is { } question ? RemoteId(owner, question) : "scope.Question";

    private static string RemoteId(string owner, FieldType reference) =>
        Naming.Property(owner, reference.Name) + (reference.Required ? ".RemoteId" : "?.RemoteId");

    private static bool HasParts(FieldType member) => member.Type is TypeRef.Object or TypeRef.Union;
}
