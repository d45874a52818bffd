using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Records;
using Connectors.Sync.Actions;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Actions;

public sealed class StoreResolverTests : SyncTest
{
    private readonly FakeVendor _vendor = new();

    public StoreResolverTests()
    {
        _vendor.Declare("jobs").Holds("1", "2");
        var questions = _vendor.Declare("job_screening_questions", ["job_screening_questions", "screening_questions"], forEach: "jobs");
        questions.Add("1", new FakeRecord("job_screening_questions", new RecordKey("1", "9"), "a"), new FakeRecord("screening_questions", new RecordKey("9"), "a", WriteQuestion));
    }

    [Fact]
    public async Task A_unified_id_leads_to_the_vendors() => await Resolve(async (resolver, ids) =>
    {
        Assert.Equal("2", await resolver.RemoteIdAsync("jobs", ids.Record("jobs", new RecordKey("2")), default));
        Assert.Null(await resolver.RemoteIdAsync("jobs", ids.Record("jobs", new RecordKey("3")), default));
        Assert.Null(await resolver.RemoteIdAsync("candidates", ids.Record("jobs", new RecordKey("2")), default));
    });

    [Fact]
    public async Task A_record_that_is_gone_at_the_vendor_is_not_found()
    {
        await Sync(_vendor);
        _vendor.Source("jobs").Holds("1");
        await Resolve(async (resolver, ids) => Assert.Null(await resolver.RemoteIdAsync("jobs", ids.Record("jobs", new RecordKey("2")), default)));
    }

    [Fact]
    public async Task A_record_of_another_account_is_not_found()
    {
        await Sync(_vendor);
        using var store = RecordStore.Open(Database);
        var own = store.Integrations[0];
        var other = store.OpenIntegration("fake", new Dictionary<string, string> { ["subdomain"] = "other" }, null, Clock);
        Assert.Null(await new StoreResolver(store, other).RemoteIdAsync("jobs", new RecordIds(own.Id).Record("jobs", new RecordKey("2")), default));
    }

    [Fact]
    public async Task A_question_is_known_with_its_format_and_options() => await Resolve(async (resolver, ids) =>
    {
        foreach (var id in new[] { ids.Record("screening_questions", new RecordKey("9")), "remote:9" })
        {
            var question = await resolver.QuestionAsync(id, null, default);
            Assert.Equal(("9", "SINGLE_SELECT", (bool?)null), (question!.RemoteId, question.Format, question.AskedForJob));
            Assert.Equal(new OptionFacts(ids.Option("9", "a"), "a"), Assert.Single(question.Options));
        }

        Assert.Null(await resolver.QuestionAsync("remote:10", null, default));
    });

    [Fact]
    public async Task A_question_belongs_to_the_jobs_that_ask_it() => await Resolve(async (resolver, _) =>
    {
        Assert.True((await resolver.QuestionAsync("remote:9", "1", default))!.AskedForJob);
        Assert.False((await resolver.QuestionAsync("remote:9", "2", default))!.AskedForJob);
        Assert.Null((await resolver.QuestionAsync("remote:9", "3", default))!.AskedForJob);
    });

    private static void WriteQuestion(Utf8JsonWriter writer, IRecordIds ids)
    {
        writer.WriteStartObject("format");
        writer.WriteString("type", "SINGLE_SELECT");
        writer.WriteStartArray("options");
        writer.WriteStartObject();
        writer.WriteString("id", ids.Option("9", "a"));
        writer.WriteString("remote_id", "a");
        writer.WriteString("name", "A");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task Resolve(Func<StoreResolver, RecordIds, Task> look)
    {
        await Sync(_vendor);
        using var store = RecordStore.Open(Database);
        await look(new StoreResolver(store, store.Integrations[0]), new RecordIds(store.Integrations[0].Id));
    }
}
