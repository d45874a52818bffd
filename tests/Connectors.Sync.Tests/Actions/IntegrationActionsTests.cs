using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Records;
using Connectors.Sync.Actions;
using Connectors.Sync.Engine;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Actions;

public sealed class IntegrationActionsTests : SyncTest
{
    private readonly FakeVendor _vendor = new();

    public IntegrationActionsTests()
    {
        _vendor.Declare("jobs").Holds("1", "2");
        _vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a");
    }

    [Fact]
    public async Task What_an_action_made_is_stored_at_once_and_answered_as_an_export_shows_it()
    {
        await Sync(_vendor);
        Makes("jobs", "3");
        var answer = await Act("jobs");
        Assert.Equal(["1=a", "2=a", "3=made"], Stored("jobs"));
        using var record = JsonDocument.Parse(answer.Record);
        Assert.Equal(answer.Id, record.RootElement.GetProperty("id").GetString());
        Assert.Equal("3", record.RootElement.GetProperty("remote_id").GetString());
        Assert.Equal("made", record.RootElement.GetProperty("name").GetString());
        Assert.Equal("2026-11-22T10:00:00Z", record.RootElement.GetProperty("changed_at").GetString());
    }

    [Fact]
    public async Task The_next_sync_brings_the_vendors_word_and_deletes_what_the_vendor_does_not_show()
    {
        await Sync(_vendor);
        Makes("jobs", "3");
        await Act("jobs");
        _vendor.Source("jobs").Holds("1", "2", "3=theirs");
        await Sync(_vendor);
        Assert.Equal(["1=a", "2=a", "3=theirs"], Stored("jobs"));

        Makes("jobs", "4");
        await Act("jobs");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Sync(_vendor);
        Assert.Contains("✗4=made", Stored("jobs"));
    }

    [Fact]
    public async Task A_record_that_the_store_knows_already_stays_as_the_vendor_shows_it()
    {
        await Sync(_vendor);
        Makes("jobs", "2");
        var answer = await Act("jobs");
        Assert.Equal(["1=a", "2=a"], Stored("jobs"));
        Assert.Contains("\"name\":\"a\"", Encoding.UTF8.GetString(answer.Record.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "4=made")]
    [InlineData(true, "✗4=a")]
    public async Task A_record_that_was_gone_is_there_when_it_is_made_again_and_not_when_that_is_only_repeated(bool repeat, string stored)
    {
        await Gone("4");
        _vendor.OnAction = (_, _) => Reply("jobs", "4", FakeRecord.Of("jobs", "4", "made")) with { IsRepeat = repeat };

        await Act("jobs");

        Assert.Contains(stored, Stored("jobs"));
        Assert.Equal([repeat ? "2" : "3"], Query("SELECT live FROM models WHERE name = 'jobs'"));
        Assert.Equal(repeat ? "10:00" : "10:05", ChangedAt("jobs", "4"));
    }

    [Theory]
    [InlineData(false, "4=a")]
    [InlineData(true, "✗4=a")]
    public async Task A_record_that_was_gone_is_there_when_the_vendor_shows_it_to_an_action(bool repeat, string stored)
    {
        await Gone("4");
        _vendor.OnAction = (_, _) => new ActionReply([new MadeRecord("jobs", "4", true, ImmutableDictionary<string, string>.Empty)], []) { IsRepeat = repeat };

        await Act("jobs");

        Assert.Contains(stored, Stored("jobs"));
    }

    [Fact]
    public async Task What_was_made_before_an_action_failed_is_known_as_made()
    {
        await Sync(_vendor);
        _vendor.OnAction = (_, options) =>
        {
            options.OnMade!(new MadeRecord("jobs", "9", false, ImmutableDictionary<string, string>.Empty));
            throw new PartialActionException(Refusal(ConnectorError.Unavailable), "half-way", []);
        };

        await Assert.ThrowsAsync<PartialActionException>(() => Act("jobs"));

        Assert.Equal(["1"], Query("SELECT count(*) FROM made"));
    }

    [Fact]
    public async Task A_child_is_deleted_with_the_list_of_its_parent_that_does_not_show_it()
    {
        await Sync(_vendor);
        _vendor.OnAction = (_, _) => Reply("applications", "b", new FakeRecord("applications", new RecordKey("b"), "made", (writer, ids) =>
        {
            writer.WriteString("name", "made");
            writer.WriteString("job_id", ids.Record("jobs", new RecordKey("1")));
        }));
        await Act("applications");
        Assert.Equal(["a=a", "b=made"], Stored("applications"));
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Sync(_vendor);
        Assert.Equal(["a=a", "✗b=made"], Stored("applications"));
    }

    [Fact]
    public async Task What_is_made_while_a_sync_runs_is_not_taken_for_gone()
    {
        await Sync(_vendor);
        Clock.Advance(TimeSpan.FromHours(1));
        Makes("jobs", "0");
        using (var store = RecordStore.Open(Database))
        {
            var made = false;
            _vendor.OnPage = (source, _, at) =>
            {
                if (source == "jobs" && !made)
                {
                    made = true;
                    Act(store, "jobs").GetAwaiter().GetResult();
                }
            };
            await SyncEngine.RunAsync(_vendor.Connect(), store, new SyncOptions { Kind = SyncKind.Full, Clock = Clock });
        }

        Assert.Equal(["0=made", "1=a", "2=a"], Stored("jobs"));
        Assert.Equal(["3"], Query("SELECT live FROM models WHERE name = 'jobs'"));
    }

    [Fact]
    public async Task A_change_touches_its_fields_and_leaves_the_others()
    {
        _vendor.Source("jobs").Of(null).Clear();
        _vendor.Source("jobs").Add(null, new FakeRecord("jobs", new RecordKey("1"), "", (writer, _) =>
        {
            writer.WriteString("name", "ours");
            writer.WriteString("stage", "first");
            writer.WriteNumber("rank", 1.50m);
        }));
        await Sync(_vendor);
        Clock.Advance(TimeSpan.FromMinutes(1));
        _vendor.OnAction = (_, _) => new ActionReply([], [])
        {
            Changed = new ChangedRecord(
                new FakeRecord("jobs", new RecordKey("1"), "", (writer, _) =>
                {
                    writer.WriteNull("name");
                    writer.WriteString("stage", "second");
                    writer.WriteNull("rank");
                }),
                ["stage"]),
        };
        var answer = await Act(null);
        Assert.Equal(["""{"name":"ours","stage":"second","rank":1.50}"""], Query("SELECT content FROM records WHERE remote_id = '1'"));
        Assert.Equal([$"{Clock.GetUtcNow().ToUnixTimeMilliseconds()}"], Query("SELECT changed_at FROM records WHERE remote_id = '1'"));
        Assert.True(answer.Record.IsEmpty);
    }

    [Fact]
    public async Task A_person_who_was_there_before_and_was_never_read_is_answered_with_the_ids()
    {
        await Sync(_vendor);
        _vendor.OnAction = (_, _) => new ActionReply([new MadeRecord("jobs", "77", true, ImmutableDictionary<string, string>.Empty)], []);
        var answer = await Act("jobs");
        Assert.Equal(["1=a", "2=a"], Stored("jobs"));
        using var record = JsonDocument.Parse(answer.Record);
        Assert.Equal("77", record.RootElement.GetProperty("remote_id").GetString());
    }

    [Fact]
    public async Task Ids_and_keys_are_those_of_the_store()
    {
        await Sync(_vendor);
        using var store = RecordStore.Open(Database);
        _vendor.OnAction = (_, options) =>
        {
            Assert.Equal("1", options.Resolver!.RemoteIdAsync("jobs", new RecordIds(store.Integrations[0].Id).Record("jobs", new RecordKey("1")), default).AsTask().GetAwaiter().GetResult());
            Assert.NotNull(options.Journal);
            Assert.True(options.Lenient);
            return new ActionReply([], []);
        };
        await Act(store, null, new ActionOptions { Lenient = true });
    }

    private async Task Gone(string job)
    {
        _vendor.Source("jobs").Holds("1", "2", job);
        await Sync(_vendor);
        _vendor.Source("jobs").Holds("1", "2");
        await Sync(_vendor);
        Assert.Contains($"✗{job}=a", Stored("jobs"));
        Clock.Advance(TimeSpan.FromMinutes(5));
    }

    private void Makes(string model, string remoteId) => _vendor.OnAction = (_, _) => Reply(model, remoteId, FakeRecord.Of(model, remoteId, "made"));

    private static ActionReply Reply(string model, string remoteId, UnifiedRecord record) =>
        new([new MadeRecord(model, remoteId, false, ImmutableDictionary<string, string>.Empty)], []) { Records = [record] };

    private async Task<ActionAnswer> Act(string? answer)
    {
        using var store = RecordStore.Open(Database);
        return await Act(store, answer);
    }

    private Task<ActionAnswer> Act(RecordStore store, string? answer, ActionOptions? options = null)
    {
        var connector = _vendor.Connect();
        var integration = store.OpenIntegration(connector.Descriptor.Slug, connector.Connection.Public, null, Clock);
        return new IntegrationActions(connector, store, integration, Clock).RunAsync(FakeInput.Plan, new FakeInput(answer), options);
    }
}
