using System.Collections.Immutable;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Sync.Actions;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Engine;

/// <summary>Runs that keep only the candidates and applications that actions have made.</summary>
public sealed class OnlyCreatedTests : SyncTest
{
    private static readonly SyncOptions OnlyCreated = new() { Kind = SyncKind.Full, OnlyCreated = true };

    private readonly FakeVendor _vendor = new();

    public OnlyCreatedTests()
    {
        _vendor.Declare("jobs").Holds("1");
        _vendor.Declare("candidates").Holds("c1", "c2", "c3");
        _vendor.Declare("applications").Holds("a1", "a2", "a3");
        var interviews = _vendor.Declare("interviews");
        interviews.Fields = ["application_id"];
        interviews.Add(null, Referring("interviews", "i1", "application_id", "applications", "a1")).Add(null, Referring("interviews", "i2", "application_id", "applications", "a2"));
        var people = _vendor.Declare("interview_users");
        people.Fields = ["interview_id"];
        people.Add(null, Referring("interview_users", "u1", "interview_id", "interviews", "i1")).Add(null, Referring("interview_users", "u2", "interview_id", "interviews", "i2"));
    }

    [Fact]
    public async Task Only_what_was_made_is_kept_with_what_belongs_to_it_and_stays_fresh()
    {
        await Sync(_vendor, OnlyCreated);
        Assert.Empty(Stored("candidates"));
        Assert.Empty(Stored("applications"));
        Assert.Empty(Stored("interviews"));
        Assert.Equal(["1=a"], Stored("jobs"));

        await Make("applications", "a2");
        Assert.Equal(["a2=made"], Stored("applications"));
        _vendor.Source("applications").Holds("a1", "a2=hired", "a3");
        var result = await Sync(_vendor, OnlyCreated);

        Assert.Equal(SyncOutcome.Done, result.Outcome);
        Assert.Equal(["a2=hired"], Stored("applications"));
        Assert.Equal(["i2="], Stored("interviews"));
        Assert.Equal(["u2="], Stored("interview_users"));
        Assert.Empty(Stored("candidates"));
    }

    [Fact]
    public async Task Somebody_who_was_there_before_is_kept_with_what_was_made_for_them()
    {
        await Make("candidates", "c1", existed: true);

        await Sync(_vendor, OnlyCreated);

        Assert.Equal(["c1=a"], Stored("candidates"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task What_was_made_is_gone_when_a_list_that_is_as_long_as_the_vendor_says_does_not_show_it(int more, bool gone)
    {
        await Make("candidates", "c2");
        _vendor.Source("candidates").Total = length => length + more;
        Clock.Advance(TimeSpan.FromHours(1));
        await Sync(_vendor, OnlyCreated);
        _vendor.Source("candidates").Holds("c1", "c3", "c3", "c4");
        _vendor.Source("candidates").Total = _ => 3 + more;

        await Sync(_vendor, OnlyCreated);

        Assert.Equal([gone ? "✗c2=a" : "c2=a"], Stored("candidates"));
    }

    [Fact]
    public async Task A_list_that_was_met_in_two_attempts_proves_nothing_where_its_length_is_told()
    {
        await Make("candidates", "c9");
        Clock.Advance(TimeSpan.FromHours(1));
        _vendor.Source("candidates").Total = length => length;
        using var stop = new CancellationTokenSource();
        _vendor.OnPage = (source, _, at) =>
        {
            if (source == "candidates" && at > 0)
            {
                stop.Cancel();
            }
        };
        await Sync(_vendor, OnlyCreated, cancellationToken: stop.Token);
        _vendor.OnPage = null;

        var resumed = await Sync(_vendor, OnlyCreated);
        Assert.True(resumed.Resumed);
        Assert.Equal(["c9=made"], Stored("candidates"));
        await Sync(_vendor, OnlyCreated);
        Assert.Equal(["✗c9=made"], Stored("candidates"));
    }

    [Fact]
    public async Task The_others_go_when_it_begins_and_are_back_when_it_ends()
    {
        await Sync(_vendor);
        await Make("applications", "a2");

        var begun = await Sync(_vendor, OnlyCreated);
        Assert.Equal(SyncOutcome.Done, begun.Outcome);
        Assert.Equal(["a2=a", "✗a1=a", "✗a3=a"], Stored("applications").Order(StringComparer.Ordinal));
        Assert.Equal(["i2=", "✗i1="], Stored("interviews").Order(StringComparer.Ordinal));
        Assert.Equal(["u2=", "✗u1="], Stored("interview_users").Order(StringComparer.Ordinal));
        Assert.Equal(["0", "1", "1", "1", "1"], Query("SELECT live FROM models ORDER BY live"));

        // Those who listen are told, as of all that is gone.
        Assert.Equal(
            ["applications 2", "candidates 3", "interview_users 1", "interviews 1"],
            Query($"SELECT m.name || ' ' || c.deleted FROM counts c JOIN models m ON m.n = c.model WHERE c.run = {begun.Run} AND c.deleted > 0 ORDER BY 1"));

        await Sync(_vendor);
        Assert.Equal(["a1=a", "a2=a", "a3=a"], Stored("applications"));
        Assert.Equal(["c1=a", "c2=a", "c3=a"], Stored("candidates"));
        Assert.Equal(["i1=", "i2="], Stored("interviews"));
    }

    [Fact]
    public async Task A_run_that_was_cut_short_is_not_continued_with_other_limits()
    {
        using var stop = new CancellationTokenSource();
        _vendor.OnPage = (source, _, at) =>
        {
            if (source == "candidates" && at > 0)
            {
                stop.Cancel();
            }
        };
        await Sync(_vendor, OnlyCreated, cancellationToken: stop.Token);
        _vendor.OnPage = null;

        var result = await Sync(_vendor);

        Assert.False(result.Resumed);
        Assert.Equal(["c1=a", "c2=a", "c3=a"], Stored("candidates"));
    }

    [Fact]
    public async Task What_cannot_be_read_of_others_is_not_set_aside()
    {
        await Make("candidates", "c2");
        _vendor.Source("candidates").AddFault(null, "c7").AddFault(null, "c8");
        await Make("candidates", "c8");

        var result = await Sync(_vendor, OnlyCreated);

        Assert.Equal(1, result.Models.Single(m => m.Model == "candidates").SetAside);
        Assert.Equal(["c8"], Query("SELECT remote_id FROM set_aside"));
    }

    [Fact]
    public async Task Children_are_read_for_what_was_made_only()
    {
        _vendor.Declare("offers", forEach: "applications").HoldsFor("a2", "o2");
        await Sync(_vendor, OnlyCreated);
        Assert.DoesNotContain(_vendor.Requests, r => r.StartsWith("offers", StringComparison.Ordinal));
        await Make("applications", "a2");

        await Sync(_vendor, OnlyCreated);

        Assert.Equal(["offers/a2"], _vendor.Requests.Where(r => r.StartsWith("offers", StringComparison.Ordinal)));
        Assert.Equal(["o2=a"], Stored("offers"));
    }

    private static FakeRecord Referring(string model, string id, string field, string to, string remoteId) =>
        new(model, new RecordKey(id), "", (writer, ids) => writer.WriteString(field, ids.Record(to, new RecordKey(remoteId))));

    private async Task Make(string model, string remoteId, bool existed = false)
    {
        _vendor.OnAction = (_, _) => new ActionReply([new MadeRecord(model, remoteId, existed, ImmutableDictionary<string, string>.Empty)], [])
        {
            Records = existed ? [] : [FakeRecord.Of(model, remoteId, "made")],
        };
        using var store = RecordStore.Open(Database);
        var connector = _vendor.Connect();
        var integration = store.OpenIntegration(connector.Descriptor.Slug, connector.Connection.Public, null, Clock);
        await new IntegrationActions(connector, store, integration, Clock).RunAsync(FakeInput.Plan, new FakeInput(model));
    }
}
