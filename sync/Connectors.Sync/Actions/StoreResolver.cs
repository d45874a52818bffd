using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Records;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;

namespace Connectors.Sync.Actions;

/// <summary>Looks up what an action refers to among the stored records of one integration. Safe for concurrent use.</summary>
internal sealed class StoreResolver(RecordStore store, Integration integration) : IRecordResolver
{
    private const string Remote = "remote:";
    private const string Jobs = "jobs";
    private const string Questions = "screening_questions";
    private const string JobQuestions = "job_screening_questions";

    private readonly RecordIds _ids = new(integration.Id);

    /// <inheritdoc/>
    public ValueTask<string?> RemoteIdAsync(string model, string id, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            return new ValueTask<string?>(RemoteId(model, id));
        }
    }

    /// <inheritdoc/>
    public ValueTask<QuestionFacts?> QuestionAsync(string question, string? job, CancellationToken cancellationToken)
    {
        var id = question.StartsWith(Remote, StringComparison.Ordinal) ? _ids.Record(Questions, new RecordKey(question[Remote.Length..])) : question;
        lock (store.Gate)
        {
            if (store.FindModel(integration, Questions) is not { } model)
            {
                return default;
            }

            var row = store.Prepare("SELECT remote_id, content FROM records WHERE model = ? AND id = ? AND remote_deleted_at IS NULL").Bind(model).Bind(id);
            if (!row.Step())
            {
                row.Reset();
                return default;
            }

            var (remoteId, content) = (row.Text(0), row.Bytes(1).ToArray());
            row.Reset();
            return new ValueTask<QuestionFacts?>(Facts(remoteId, content, job is null ? null : IsAsked(job, remoteId)));
        }
    }

    private static QuestionFacts Facts(string remoteId, byte[] content, bool? asked)
    {
        using var record = JsonDocument.Parse(content);
        var options = ImmutableArray<OptionFacts>.Empty;
        // A question without a format is one of which nobody knows what it asks for.
        var type = "UNKNOWN";
        if (record.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Object)
        {
            type = format.GetProperty("type").GetString()!;
            if (format.TryGetProperty("options", out var list) && list.ValueKind == JsonValueKind.Array)
            {
                options = [.. list.EnumerateArray().Select(Option).OfType<OptionFacts>()];
            }
        }

        return new QuestionFacts(remoteId, type, options, asked);
    }

    private static OptionFacts? Option(JsonElement option) =>
        Text(option, "id") is { } id && Text(option, "remote_id") is { } remoteId ? new OptionFacts(id, remoteId) : null;

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether a job asks a question; null where its questions have never been read to their end.</summary>
    private bool? IsAsked(string job, string question)
    {
        if (store.FindModel(integration, JobQuestions) is not { } model)
        {
            return null;
        }

        var row = store.Prepare("SELECT 1 FROM records WHERE model = ? AND id = ? AND remote_deleted_at IS NULL")
            .Bind(model).Bind(_ids.Record(JobQuestions, new RecordKey(job, question))).RunForNumber();
        if (row is not null)
        {
            return true;
        }

        var isRead = store.FindModel(integration, Jobs) is { } jobs
            && store.Prepare("SELECT 1 FROM scopes s JOIN records p ON p.n = s.parent WHERE s.model = ? AND s.run > 0 AND p.model = ? AND p.id = ?")
                .Bind(model).Bind(jobs).Bind(_ids.Record(Jobs, new RecordKey(job))).RunForNumber() is not null;
        return isRead ? false : null;
    }

    private string? RemoteId(string model, string id)
    {
        if (store.FindModel(integration, model) is not { } number)
        {
            return null;
        }

        var row = store.Prepare("SELECT remote_id FROM records WHERE model = ? AND id = ? AND remote_deleted_at IS NULL").Bind(number).Bind(id);
        var remoteId = row.Step() ? row.Text(0) : null;
        row.Reset();
        return remoteId;
    }
}
