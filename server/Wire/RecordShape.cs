using System.Text.Json;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Serving;

namespace Connectors.Server.Wire;

/// <summary>How records of a model look in an answer: some or all fields of the vocabulary, and what is shown inside of them.</summary>
internal sealed class RecordShape
{
    private readonly MemberWriter[] _members;
    private readonly NestedWriter[] _nested;

    private RecordShape(string model, ModelLayout layout, MemberWriter[] members, NestedWriter[] nested) =>
        (Model, Layout, _members, _nested) = (model, layout, members, nested);

    public string Model { get; }

    /// <summary>Where its values are found.</summary>
    public ModelLayout Layout { get; }

    /// <summary>Its own members, in their order.</summary>
    public IReadOnlyList<MemberWriter> Members => _members;

    /// <summary>What is shown inside, after its own members.</summary>
    public IReadOnlyList<NestedWriter> Nested => _nested;

    /// <summary>The shape with these fields of a model, in the vocabulary's order.</summary>
    /// <param name="vocabulary">Knows the fields.</param>
    /// <param name="model">The model.</param>
    /// <param name="shown">Which fields are shown.</param>
    /// <param name="nested">What is shown inside, after the fields.</param>
    public static RecordShape Of(VocabularySpec vocabulary, string model, Func<string, bool> shown, params IEnumerable<NestedWriter> nested)
    {
        var type = vocabulary.Model(model) ?? throw new ArgumentException($"The vocabulary has no model '{model}'.", nameof(model));
        var layout = ModelLayout.Of(type.Fields.Where(f => !IsOfStore(f.Name)));

        // When a record changed and was deleted stands behind its own fields.
        var fields = type.Fields.Where(f => shown(f.Name)).OrderBy(f => f.Name is "changed_at" or "remote_deleted_at");
        return new RecordShape(model, layout, [.. fields.Select(f => Member(vocabulary, model, layout, f))], [.. nested]);
    }

    /// <summary>Writes a record as an object.</summary>
    public void Write(Utf8JsonWriter writer, scoped in RecordRow row, RecordSession session)
    {
        Span<Slice> slices = stackalloc Slice[Layout.Count];
        Layout.Find(row.Content, slices);
        writer.WriteStartObject();
        WriteMembers(writer, new RecordView(row, slices), session);
        writer.WriteEndObject();
    }

    /// <summary>Writes a record's members into the object that the writer is in.</summary>
    public void WriteMembers(Utf8JsonWriter writer, scoped in RecordView record, RecordSession session)
    {
        foreach (var member in _members)
        {
            member.Write(writer, record, session);
        }

        foreach (var nested in _nested)
        {
            nested.Write(writer, record, session);
        }
    }

    /// <summary>Writers of some fields alone.</summary>
    public static MemberWriter[] MembersOf(VocabularySpec vocabulary, string model, ModelLayout layout, params IEnumerable<string> names) =>
        [.. names.Select(name => Member(vocabulary, model, layout, vocabulary.Model(model)!.Field(name) ?? throw new ArgumentException($"'{model}' has no field '{name}'.", nameof(names))))];

    private static bool IsOfStore(string field) => field is "id" or "remote_id" or "changed_at" or "remote_deleted_at" or "remote_data";

    private static MemberWriter Member(VocabularySpec vocabulary, string model, ModelLayout layout, FieldType field) => field.Name switch
    {
        "id" => new IdMember(field),
        "remote_id" => new RemoteIdMember(field),
        "changed_at" => new ChangedAtMember(field),
        "remote_deleted_at" => new DeletedAtMember(field),
        "remote_data" => new RawMember(field, model),
        "custom_fields" => new CustomFieldsMember(field, model, layout.IndexOf("integration_fields")),
        "integration_fields" => new IntegrationFieldsMember(field, model, layout.IndexOf(field.Name), (ObjectMember)Value(vocabulary, layout.IndexOf(field.Name), field)),
        _ => Value(vocabulary, layout.IndexOf(field.Name), field),
    };

    private static MemberWriter Value(VocabularySpec vocabulary, int index, FieldType field)
    {
        if (field.Type is not TypeRef.Object(var name))
        {
            // What distinguishes the cases of a union is stored with them, and a case may lack members without a value.
            return new CopiedMember(field, index, field is { List: true, Required: true } ? "[]" : "null");
        }

        var members = vocabulary.Object(name)!.Members;
        return Answer(vocabulary, members) is var (union, questions)
            ? new AnswersMember(field, index, union, questions)
            : new ObjectMember(field, index, ModelLayout.Of(members));
    }

    /// <summary>The union whose set member tells the kind of an answer, and the model of the questions; null for other objects.</summary>
    private static (UnionType Union, string Questions)? Answer(VocabularySpec vocabulary, IEnumerable<FieldType> members)
    {
        var union = members.Select(m => m.Type is TypeRef.Union(var name) ? vocabulary.Union(name) : null).FirstOrDefault(u => u is { Discriminator: null });
        var questions = members.Select(m => m.Type is TypeRef.Reference(var model) ? model : null).FirstOrDefault(m => m is not null);
        return union is null || questions is null ? null : (union, questions);
    }
}
