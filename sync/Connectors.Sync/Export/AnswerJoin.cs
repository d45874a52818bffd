using System.Text.Json;
using Connectors.Sync.Store;

namespace Connectors.Sync.Export;

/// <summary>
/// Joins answers with their questions. A stored answer names its question and its options by id, because a mapper sees one record at a time;
/// readers of an export want the question's title and type, and the text of the options.
/// </summary>
internal sealed class AnswerJoin(RecordStore store, Integration integration)
{
    /// <summary>The field that holds answers.</summary>
    public const string Field = "screening_question_answers";

    private const string Questions = "screening_questions";

    /// <summary>Questions repeat from one application to the next; this many are kept.</summary>
    private const int Kept = 1000;

    private readonly Dictionary<string, StoredQuestion> _questions = new(StringComparer.Ordinal);
    private readonly long? _model = store.FindModel(integration, Questions);

    /// <summary>Writes a list of answers. The reader stands on the list's first token and is left on its last.</summary>
    public void Write(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        using var answers = JsonDocument.ParseValue(ref reader);
        writer.WriteStartArray();
        foreach (var item in answers.RootElement.EnumerateArray())
        {
            WriteItem(writer, item);
        }

        writer.WriteEndArray();
    }

    private void WriteItem(Utf8JsonWriter writer, JsonElement item)
    {
        var id = item.GetProperty("question_id").GetString()!;
        var question = Find(id);
        writer.WriteStartObject();
        writer.WriteStartObject("question"u8);
        writer.WriteString("id"u8, id);
        writer.WritePropertyName("remote_id"u8);
        WriteOrNull(writer, item, "question_remote_id");
        writer.WriteString("title"u8, question.Title);
        writer.WriteString("type"u8, question.Type);
        writer.WriteEndObject();

        writer.WritePropertyName("answer"u8);
        if (!item.TryGetProperty("answer", out var answer) || answer.ValueKind != JsonValueKind.Object)
        {
            writer.WriteNullValue();
        }
        else if (question.Type == StoredQuestion.Unknown && !answer.TryGetProperty("raw", out _))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("raw"u8);
            answer.WriteTo(writer);
            writer.WriteEndObject();
        }
        else
        {
            WriteAnswer(writer, answer, question);
        }

        writer.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter writer, JsonElement answer, StoredQuestion question)
    {
        writer.WriteStartObject();
        foreach (var member in answer.EnumerateObject())
        {
            switch (member.Name)
            {
                case "choice":
                    writer.WritePropertyName("choice"u8);
                    WriteOption(writer, member.Value, Sibling(answer, "choice_remote_id"), question);
                    break;
                case "choices" when member.Value.ValueKind == JsonValueKind.Array:
                    writer.WriteStartArray("choices"u8);
                    var remoteIds = Sibling(answer, "choices_remote_ids") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
                    var index = 0;
                    foreach (var option in member.Value.EnumerateArray())
                    {
                        WriteOption(writer, option, index < remoteIds.Length ? remoteIds[index] : null, question);
                        index++;
                    }

                    writer.WriteEndArray();
                    break;
                case "choice_remote_id" or "choices_remote_ids":
                    break;
                default:
                    member.WriteTo(writer);
                    break;
            }
        }

        writer.WriteEndObject();
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

    private static JsonElement? Sibling(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value : null;

    private static void WriteOrNull(Utf8JsonWriter writer, JsonElement item, string name)
    {
        if (item.TryGetProperty(name, out var value))
        {
            value.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private StoredQuestion Find(string id)
    {
        if (_questions.TryGetValue(id, out var question))
        {
            return question;
        }

        if (_questions.Count == Kept)
        {
            _questions.Clear();
        }

        question = Read(id);
        _questions.Add(id, question);
        return question;
    }

    private StoredQuestion Read(string id)
    {
        if (_model is not { } model)
        {
            return StoredQuestion.NotStored;
        }

        var query = store.Prepare("SELECT content FROM records WHERE model = ? AND id = ?").Bind(model).Bind(id);
        try
        {
            return query.Step() ? StoredQuestion.Parse(query.Bytes(0)) : StoredQuestion.NotStored;
        }
        finally
        {
            query.Reset();
        }
    }
}
