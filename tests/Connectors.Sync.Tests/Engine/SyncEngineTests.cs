using Connectors.Runtime.Errors;
using Connectors.Sync.Engine;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Engine;

public sealed class SyncEngineTests : SyncTest
{
    [Fact]
    public async Task A_first_run_stores_every_page_of_every_source()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1=one", "2=two", "3=three");
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "11", "12", "13").HoldsFor("3", "31");
        var result = await Sync(vendor);

        Assert.Equal(SyncOutcome.Done, result.Outcome);
        Assert.Equal(["1=one", "2=two", "3=three"], Stored("jobs"));
        Assert.Equal(["11=a", "12=a", "13=a", "31=a"], Stored("applications"));
        Assert.Equal([("jobs", 3L, 3L, 2L), ("applications", 4, 4, 4)], result.Models.Select(m => (m.Model, m.Added, m.Live, m.Pages)));
        Assert.All(result.Models, m => Assert.True(m is { Completed: true, Whole: true }));
    }

    [Fact]
    public async Task A_second_run_finds_what_is_new_changed_and_unchanged()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs").Holds("1", "2", "3");
        await Sync(vendor);
        jobs.Holds("1", "2=b", "3", "4");
        var model = Assert.Single((await Sync(vendor)).Models);
        Assert.Equal((1L, 1L, 2L, 0L, 0L), (model.Added, model.Changed, model.Unchanged, model.Deleted, model.Returned));
        Assert.Equal(["1=a", "2=b", "3=a", "4=a"], Stored("jobs"));
    }

    [Fact]
    public async Task Changed_at_moves_with_the_own_content_a_deletion_and_a_return_and_with_nothing_else()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs");
        jobs.RemoteData = true;
        jobs.Add(null, FakeRecord.Of("jobs", "1", "a", "{\"/jobs\":1}"));
        await Sync(vendor);
        Assert.Equal("10:00", ChangedAt("jobs", "1"));

        Clock.Advance(TimeSpan.FromHours(1));
        await Sync(vendor);
        Assert.Equal("10:00", ChangedAt("jobs", "1"));

        jobs.Of(null).Clear();
        jobs.Add(null, FakeRecord.Of("jobs", "1", "a", "{\"/jobs\":2}"));
        var raw = await Sync(vendor);
        Assert.Equal("10:00", ChangedAt("jobs", "1"));
        Assert.Equal(1, raw.Models[0].Unchanged);
        Assert.Equal(["{\"/jobs\":2}"], Query("SELECT raw FROM records"));

        jobs.Holds("1=b");
        await Sync(vendor);
        Assert.Equal("11:00", ChangedAt("jobs", "1"));

        Clock.Advance(TimeSpan.FromHours(1));
        jobs.Holds();
        Assert.Equal(1, (await Sync(vendor)).Models[0].Deleted);
        Assert.Equal(("12:00", "✗1=b"), (ChangedAt("jobs", "1"), Stored("jobs").Single()));

        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await Sync(vendor)).Models[0].Deleted);
        Assert.Equal("12:00", ChangedAt("jobs", "1"));

        jobs.Holds("1=b");
        Assert.Equal(1, (await Sync(vendor)).Models[0].Returned);
        Assert.Equal(("13:00", "1=b"), (ChangedAt("jobs", "1"), Stored("jobs").Single()));
    }

    [Fact]
    public async Task What_records_show_of_their_payloads_is_content_of_theirs()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs");
        jobs.RemoteData = true;
        var shown = new SyncOptions { Kind = SyncKind.Full, ShownOfPayloads = model => model == "jobs" ? static (before, after) => before.Length != after.Length : null };
        jobs.Add(null, FakeRecord.Of("jobs", "1", "a", "{\"/jobs\":1}"));
        await Sync(vendor, shown);

        Clock.Advance(TimeSpan.FromHours(1));
        jobs.Of(null).Clear();
        jobs.Add(null, FakeRecord.Of("jobs", "1", "a", "{\"/jobs\":2}"));
        Assert.Equal(0, (await Sync(vendor, shown)).Models[0].Changed);
        Assert.Equal("10:00", ChangedAt("jobs", "1"));

        jobs.Of(null).Clear();
        jobs.Add(null, FakeRecord.Of("jobs", "1", "a", "{\"/jobs\":33}"));
        Assert.Equal(1, (await Sync(vendor, shown)).Models[0].Changed);
        Assert.Equal("11:00", ChangedAt("jobs", "1"));
        Assert.Equal(["{\"/jobs\":33}"], Query("SELECT raw FROM records"));
    }

    [Fact]
    public async Task Raw_payloads_are_stored_only_where_they_are_covered()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Add(null, FakeRecord.Of("jobs", "1", "a", "{\"/jobs\":1}"));
        await Sync(vendor);
        Assert.Equal(["none"], Query("SELECT ifnull(raw, 'none') FROM records"));
    }

    [Fact]
    public async Task A_record_met_twice_counts_once_and_keeps_what_it_showed_first()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1=a", "2", "1=b", "2");
        for (var run = 0; run < 2; run++)
        {
            var model = (await Sync(vendor)).Models[0];
            Assert.Equal(2, model.Records);
            Assert.Equal(0, model.Changed);
            Assert.Equal(["1=a", "2=a"], Stored("jobs"));
        }
    }

    [Fact]
    public async Task A_delta_run_asks_for_changes_reads_cheap_lists_whole_and_children_of_changed_parents()
    {
        var vendor = new FakeVendor { PageSize = 10 };
        var jobs = vendor.Declare("jobs", since: true).Holds("1", "2");
        var stages = vendor.Declare("stages").Holds("s");
        var forms = vendor.Declare("forms", forEach: "jobs", onlyChanged: true).HoldsFor("1", "f1").HoldsFor("2", "f2");
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a1").HoldsFor("2", "a2");
        await Delta(vendor);
        Assert.Equal(["jobs", "stages", "forms/1", "forms/2", "applications/1", "applications/2"], Sorted(vendor));

        jobs.Holds("1=b", "2", "3");
        jobs.Changed.UnionWith(["1", "3"]);
        stages.Holds();
        forms.HoldsFor("1");
        Clock.Advance(TimeSpan.FromHours(1));
        var result = await Delta(vendor);
        Assert.Equal(["jobs?since", "stages", "forms/1", "forms/3", "applications/1", "applications/3"], Sorted(vendor));
        Assert.Equal(["1=b", "2=a", "3=a"], Stored("jobs"));
        Assert.Equal(["✗s=a"], Stored("stages"));
        Assert.Equal(["✗f1=a", "f2=a"], Stored("forms"));
        Assert.Equal([false, true, false, false], result.Models.Select(m => m.Whole));

        jobs.Changed.Clear();
        await Delta(vendor);
        Assert.Equal(["jobs?since", "stages"], Sorted(vendor));
    }

    [Fact]
    public async Task Children_that_can_be_asked_for_changes_are_asked_for_them_of_every_parent()
    {
        var vendor = new FakeVendor { PageSize = 10 };
        var jobs = vendor.Declare("jobs").Holds("1");
        vendor.Declare("applications", forEach: "jobs", since: true).HoldsFor("1", "a1", "a2").HoldsFor("2", "b1");
        await Delta(vendor);
        jobs.Holds("1", "2");
        vendor.Source("applications").HoldsFor("1", "a1=new");
        vendor.Source("applications").Changed.Add("a1");
        vendor.Requests.Clear();
        await Delta(vendor);

        // The children of a parent that is new are all new; nothing that was not asked for is deleted.
        Assert.Equal(["applications/1?since", "applications/2", "jobs"], vendor.Requests.Order(StringComparer.Ordinal));
        Assert.Equal(["a1=new", "a2=a", "b1=a"], Stored("applications"));
    }

    [Fact]
    public async Task An_automatic_run_reads_whole_again_when_the_last_time_is_too_long_ago()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs", since: true).Holds("1");
        var auto = new SyncOptions { FullEvery = TimeSpan.FromDays(7) };
        await Sync(vendor, auto);
        Clock.Advance(TimeSpan.FromDays(6));
        await Sync(vendor, auto);
        Clock.Advance(TimeSpan.FromDays(1));
        await Sync(vendor, auto);
        Assert.Equal(["jobs", "jobs?since", "jobs"], vendor.Requests);
    }

    [Fact]
    public async Task Excluded_models_are_neither_read_nor_touched()
    {
        var vendor = new FakeVendor { PageSize = 10 };
        vendor.Declare("jobs").Holds("1");
        vendor.Declare("forms", models: ["forms", "questions"], forEach: "jobs").HoldsFor("1", "q1", "q2");
        await Sync(vendor);
        vendor.Source("jobs").Holds();
        vendor.Source("forms").HoldsFor("1", "q1=b");
        vendor.Requests.Clear();
        var result = await Sync(vendor, new SyncOptions { Kind = SyncKind.Full, Models = new HashSet<string> { "questions" } });

        Assert.Equal(["forms/1"], vendor.Requests);
        Assert.Equal("questions", Assert.Single(result.Models).Model);
        Assert.Equal(["1=a"], Stored("jobs"));
        Assert.Equal(["q1=a", "q2=a"], Stored("forms"));
        Assert.Equal(["q1=b", "✗q2=a"], Stored("questions").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_model_that_cannot_be_read_is_an_error_that_lists_those_that_can()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs");
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Sync(vendor, new SyncOptions { Models = new HashSet<string> { "jbos" } }));
        Assert.Equal("Fake cannot read jbos. It reads jobs.", error.Message);
    }

    [Fact]
    public async Task A_source_that_fails_takes_its_children_with_it_and_nothing_else()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2", "3", "4");
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a1");
        vendor.Declare("stages").Holds("s1", "s2");
        await Sync(vendor);

        vendor.Source("jobs").Holds("4=new", "5", "6");
        vendor.Source("applications").HoldsFor("1");
        vendor.Source("stages").Holds("s1");
        vendor.OnPage = (source, _, at) => Throw(source == "jobs" && at == 2, ConnectorError.Unavailable);
        var result = await Sync(vendor);

        Assert.Equal(SyncOutcome.VendorRefused, result.Outcome);
        var error = Assert.Single(result.Errors);
        Assert.Equal(("jobs", ConnectorError.Unavailable), (error.Source, error.Error.Error));
        Assert.Equal("applications", Assert.Single(error.Skipped));
        Assert.Equal(["1=a", "2=a", "3=a", "4=new", "5=a"], Stored("jobs"));
        Assert.Equal(["a1=a"], Stored("applications"));
        Assert.Equal(["s1=a", "✗s2=a"], Stored("stages").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Wrong_credentials_end_the_run()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1");
        vendor.Declare("stages").Holds("s1");
        vendor.OnPage = (_, _, _) => throw Refusal(ConnectorError.Authentication);
        var result = await Sync(vendor);
        Assert.Equal(SyncOutcome.VendorRefused, result.Outcome);
        Assert.Equal(["jobs"], vendor.Requests);
    }

    [Fact]
    public async Task A_parent_that_cannot_be_read_keeps_its_children_and_is_read_again_by_the_next_run()
    {
        var vendor = new FakeVendor { PageSize = 10 };
        vendor.Declare("jobs", since: true).Holds("1", "2");
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a1").HoldsFor("2", "a2");
        await Sync(vendor);

        vendor.Source("applications").HoldsFor("1").HoldsFor("2");
        vendor.OnPage = (_, parent, _) => Throw(parent == "1", ConnectorError.NotFound);
        var result = await Sync(vendor);
        var error = Assert.Single(result.Errors);
        Assert.Equal(("applications", 1), (error.Source, error.Parents));
        Assert.Equal([("jobs", true), ("applications", false)], result.Models.Select(m => (m.Model, m.Completed)));
        Assert.Equal("applications", Assert.Single(result.Models[0].Children));
        Assert.Equal(["a1=a", "✗a2=a"], Stored("applications").Order(StringComparer.Ordinal));

        vendor.OnPage = null;
        vendor.Requests.Clear();
        await Delta(vendor);
        Assert.Equal(["jobs?since", "applications/1"], vendor.Requests);
    }

    [Fact]
    public async Task Parents_that_fail_one_after_the_other_end_the_source()
    {
        var vendor = new FakeVendor { PageSize = 100 };
        vendor.Declare("jobs").Holds([.. Enumerable.Range(0, 50).Select(i => $"{i}")]);
        vendor.Declare("applications", forEach: "jobs");
        vendor.OnPage = (source, _, _) => Throw(source == "applications", ConnectorError.Permission);
        var result = await Sync(vendor);
        Assert.Equal(0, Assert.Single(result.Errors).Parents);
        Assert.Equal(12, vendor.Requests.Count);
    }

    [Fact]
    public async Task Records_set_aside_are_counted_with_their_reasons_and_forgotten_when_they_can_be_read()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs").Holds("1").AddFault(null, "2").AddFault(null, "3").AddFault(null, "4", "id", "is missing");
        var result = await Sync(vendor);
        Assert.Equal(SyncOutcome.RecordsSetAside, result.Outcome);
        Assert.Equal([new SetAsideReason("name", "is no text", 2, "2"), new SetAsideReason("id", "is missing", 1, "4")], result.Models[0].Reasons.ToArray());
        Assert.Equal(3, result.Models[0].SetAside);

        jobs.Holds("1", "2").AddFault(null, "4", "id", "is missing");
        Assert.Equal(1, (await Sync(vendor)).Models[0].SetAside);
        Assert.Equal(["4"], Query("SELECT remote_id FROM set_aside"));
    }

    [Fact]
    public async Task Values_that_no_table_names_are_reported()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs");
        vendor.Unmapped.Add(("models.jobs.fields.status", "weird"), 3);
        Assert.Equal(new UnmappedValue("models.jobs.fields.status", "weird", 3), Assert.Single((await Sync(vendor)).UnmappedValues));
    }

    [Fact]
    public async Task Progress_tells_records_pages_totals_and_parents()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2", "3").Total = count => count;
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a", "b");
        var told = new List<SyncProgress>();
        await Sync(vendor, progress: new Told(told.Add));
        Assert.Equal(("jobs", 3L, 2L, (long?)3, true), told.Where(p => p.Model == "jobs").Select(p => (p.Model, p.Records, p.Pages, p.Total, p.Completed)).Last());
        Assert.Equal((2L, 3L, (long?)3, true), told.Select(p => (p.Records, p.Parents, p.ParentsTotal, p.Completed)).Last());
    }

    [Fact]
    public async Task Many_parents_are_read_side_by_side_as_far_as_the_connector_allows()
    {
        var vendor = new FakeVendor { PageSize = 1000, Concurrency = 3 };
        vendor.Declare("jobs").Holds([.. Enumerable.Range(0, 450).Select(i => $"{i}")]);
        var applications = vendor.Declare("applications", forEach: "jobs");
        for (var i = 0; i < 450; i++)
        {
            applications.HoldsFor($"{i}", $"a{i}", $"b{i}");
        }

        var most = 0;
        var now = 0;
        vendor.OnPage = (source, _, _) =>
        {
            if (source == "applications")
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                Interlocked.Decrement(ref now);
            }
        };
        var result = await Sync(vendor);
        Assert.Equal(900, result.Models[1].Added);
        Assert.InRange(most, 1, 3);
        Assert.Equal(451, vendor.Requests.Distinct().Count());
        Assert.Equal(451, vendor.Requests.Count);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private static void Throw(bool when, ConnectorError error)
    {
        if (when)
        {
            throw Refusal(error);
        }
    }

    /// <summary>The requests since the last look; the order of parents is that of their ids, which means nothing here.</summary>
    private static string[] Sorted(FakeVendor vendor)
    {
        var requests = vendor.Requests.GroupBy(r => r.Split('/')[0]).SelectMany(g => g.Order(StringComparer.Ordinal)).ToArray();
        vendor.Requests.Clear();
        return requests;
    }
}
