using System.Text;
using System.Text.Json;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Export;

namespace Connectors.Server.Wire;

/// <summary>
/// Answers joined with their questions. A stored answer names its question and its options by id, because a mapper sees one record at a time; readers get the
/// question's title and type, and the options' texts. The type that is written always fits the answer beside it.
/// </summary>
internal sealed class AnswersMember(FieldType field, int index, UnionType answers, string questions) : MemberWriter(field)
{
    /// <summary>The cases of an answer.</summary>
    public UnionType Answers => answers;

    // The member that holds the answer to a question of a type; which one is there tells the kind of the answer.
    private readonly Dictionary<string, FieldType> _members = answers.Cases.ToDictionary(c => c.Name, c => c.Members[0], StringComparer.Ordinal);

    public override void Write(Utf8JsonWriter writer, in RecordView record, RecordSession session)
    {
        writer.WriteStartArray(Name);
        var value = record.Value(index);
        if (!value.IsEmpty)
        {
            var reader = new Utf8JsonReader(value);
            using var list = JsonDocument.ParseValue(ref reader);
            foreach (var item in list.RootElement.EnumerateArray())
            {
                WriteItem(writer, item, session);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteItem(Utf8JsonWriter writer, JsonElement item, RecordSession session)
    {
        if (!item.TryGetProperty("question_id", out var asked) || asked.GetString() is not { } id)
        {
            return;
        }

        var question = Find(id, session);
        JsonElement? answer = item.TryGetProperty("answer", out var given) && given.ValueKind == JsonValueKind.Object ? given : null;

        // An answer that does not fit its question, or a question whose answers have no unified form, is shown as it stands.
        var type = _members.TryGetValue(question.Type, out var member) && (answer is null || answer.Value.TryGetProperty(member.Name, out _)) ? question.Type : StoredQuestion.Unknown;
        member = _members[type];

        writer.WriteStartObject();
        writer.WriteStartObject("answer"u8);
        writer.WritePropertyName(member.Name);
        WriteValue(writer, answer, member, question);
        writer.WriteEndObject();

        writer.WriteStartObject("question"u8);
        writer.WriteString("id"u8, id);
        writer.WritePropertyName("remote_id"u8);
        WriteOrNull(writer, item.TryGetProperty("question_remote_id", out var remoteId) ? remoteId : null);
        writer.WriteString("title"u8, question.Title);
        writer.WriteString("type"u8, type);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonElement? answer, FieldType member, StoredQuestion question)
    {
        if (answer?.TryGetProperty(member.Name, out var value) != true || value.ValueKind == JsonValueKind.Null)
        {
            // What fits no type is there under another name, or not at all.
            WriteOrNull(writer, member.Type is TypeRef.Scalar { Kind: ScalarKind.Any } ? answer : null);
        }
        else if (member.Type is not TypeRef.Option)
        {
            value.WriteTo(writer);
        }
        else if (!member.List)
        {
            WriteOption(writer, value, Sibling(answer.Value, member.Name + "_remote_id"), question);
        }
        else
        {
            WriteOptions(writer, value, Sibling(answer.Value, member.Name + "_remote_ids"), question);
        }
    }

    private static void WriteOptions(Utf8JsonWriter writer, JsonElement ids, JsonElement? remoteIds, StoredQuestion question)
    {
        var others = remoteIds is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [];
        writer.WriteStartArray();
        var place = 0;
        foreach (var id in ids.EnumerateArray())
        {
            WriteOption(writer, id, place < others.Count ? others[place] : null, question);
            place++;
        }

        writer.WriteEndArray();
    }

    /// <summary>The text of an option; the vendor's id of it where the question has it no longer.</summary>
    private static void WriteOption(Utf8JsonWriter writer, JsonElement id, JsonElement? remoteId, StoredQuestion question)
    {
        if (id.ValueKind == JsonValueKind.String && question.Options.TryGetValue(id.GetString()!, out var text))
        {
            writer.WriteStringValue(text);
        }
        else
        {
            (remoteId ?? id).WriteTo(writer);
        }
    }

    private static void WriteOrNull(Utf8JsonWriter writer, JsonElement? value)
    {
        if (value is { } there)
        {
            there.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static JsonElement? Sibling(JsonElement item, string member) => item.TryGetProperty(member, out var value) ? value : null;

    private StoredQuestion Find(string id, RecordSession session)
    {
        if (!session.Questions.TryGetValue(id, out var question))
        {
            question = StoredQuestion.NotStored;
            if (session.Model(questions) is { } model)
            {
                using var rows = session.Reader.Find(model, Encoding.UTF8.GetBytes(id));
                question = rows.Next() ? StoredQuestion.Parse(rows.Row.Content) : question;
            }

            session.Questions.Add(id, question);
        }

        return question;
    }
}
