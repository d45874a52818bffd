using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Sync.Engine;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Engine;

/// <summary>What a vendor says of its records besides their content: that they are deleted, gone, unchanged, or no records at all.</summary>
public sealed class VendorsWordTests : SyncTest
{
    [Fact]
    public async Task A_record_that_says_it_is_deleted_is_deleted_at_once_also_in_a_delta_run()
    {
        var jobs = Jobs(since: true, "1", "2", "3");
        await Sync(jobs.Vendor);
        Clock.Advance(TimeSpan.FromHours(2));
        jobs.Source.Of(null)[1] = Deleted("2");
        jobs.Source.Changed.Add("2");

        var result = await Delta(jobs.Vendor);

        Assert.Equal((1, 2), (result.Models[0].Deleted, result.Models[0].Live));
        Assert.Equal(["1=a", "✗2=a", "3=a"], Stored("jobs"));
        Assert.Equal("12:00", ChangedAt("jobs", "2"));
        Clock.Advance(TimeSpan.FromHours(1));
        result = await Sync(jobs.Vendor);
        Assert.Equal((0, 2, 0), (result.Models[0].Deleted, result.Models[0].Live, result.Models[0].Unproven));
        Assert.Equal("12:00", ChangedAt("jobs", "2"));
    }

    [Fact]
    public async Task A_record_that_is_not_deleted_any_more_returns()
    {
        var jobs = Jobs(since: false, "1", "2");
        await Sync(jobs.Vendor);
        jobs.Source.Of(null)[1] = Deleted("2");
        await Sync(jobs.Vendor);
        jobs.Source.Holds("1", "2=b");

        Assert.Equal(1, (await Sync(jobs.Vendor)).Models[0].Returned);
        Assert.Equal(["1=a", "2=b"], Stored("jobs"));
    }

    [Fact]
    public async Task A_deleted_record_that_was_never_stored_is_none()
    {
        var jobs = Jobs(since: false, "1");
        jobs.Source.Of(null).Add(Deleted("9"));
        jobs.Source.AddGone("8");

        var result = await Sync(jobs.Vendor);

        Assert.Equal((1, 0), (result.Models[0].Live, result.Models[0].Deleted));
        Assert.Equal(["1=a"], Stored("jobs"));
    }

    [Fact]
    public async Task Many_records_that_are_gone_at_once_wait_for_a_decision()
    {
        var vendor = new FakeVendor { PageSize = 100 };
        var ids = Enumerable.Range(1, 60).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var jobs = vendor.Declare("jobs").Holds(ids);
        await Sync(vendor);
        jobs.Holds();
        foreach (var id in ids)
        {
            jobs.AddGone(id);
        }

        Assert.Equal(SyncOutcome.NeedsDecision, (await Sync(vendor)).Outcome);
        Assert.Equal(60, (await Sync(vendor, new SyncOptions { Kind = SyncKind.Full, ConfirmDeletions = true })).Models[0].Deleted);
    }

    [Fact]
    public async Task A_record_whose_detail_is_gone_is_gone_and_takes_its_children_along()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2");
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a").HoldsFor("2", "b");
        await Sync(vendor);
        vendor.Source("jobs").Holds("1").AddGone("2");

        var result = await Sync(vendor);

        Assert.Equal([1, 1], result.Models.Select(m => m.Deleted));
        Assert.Equal(["1=a", "✗2=a"], Stored("jobs"));
        Assert.Equal(["a=a", "✗b=a"], Stored("applications"));
    }

    [Fact]
    public async Task What_has_not_changed_stays_as_it_is_stored_and_is_not_missed()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs", detailsOfChanged: true).Holds("1", "2", "3");
        Assert.True((await Sync(vendor)).Models[0].Whole);
        jobs.Holds("1=x", "2=y", "4=z");
        jobs.Changed.Add("2");

        var result = await Delta(vendor);

        Assert.False(result.Models[0].Whole);
        Assert.Equal((1, 1, 1, 1), (result.Models[0].Unchanged, result.Models[0].Changed, result.Models[0].Added, result.Models[0].Deleted));
        Assert.Equal(["1=a", "2=y", "✗3=a", "4=z"], Stored("jobs"));
        await Sync(vendor);
        Assert.Equal(["1=x", "2=y", "✗3=a", "4=z"], Stored("jobs"));
    }

    [Fact]
    public async Task What_was_set_aside_is_looked_at_again_although_it_is_stored_and_has_not_changed()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs", detailsOfChanged: true).Holds("1");
        await Sync(vendor);
        jobs.Holds();
        jobs.AddFault(null, "1");
        await Delta(vendor);
        jobs.Holds("1=b");

        await Delta(vendor);

        Assert.Equal(["1=b"], Stored("jobs"));
    }

    [Fact]
    public async Task A_run_without_a_full_one_for_long_asks_for_every_detail()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs", detailsOfChanged: true).Holds("1");
        var auto = new SyncOptions { Kind = SyncKind.Auto };
        await Sync(vendor, auto);
        jobs.Holds("1=b");
        await Sync(vendor, auto);
        Assert.Equal(["1=a"], Stored("jobs"));
        Clock.Advance(auto.FullEvery);

        await Sync(vendor, auto);

        Assert.Equal(["1=b"], Stored("jobs"));
    }

    [Fact]
    public async Task What_a_spec_drops_is_counted_and_deletes_only_with_the_proof_of_a_full_run()
    {
        var vendor = new FakeVendor();
        var jobs = vendor.Declare("jobs", since: true, filters: true).Holds("1", "2", "3");
        jobs.Total = _ => 4;
        jobs.Dropped = 1;
        await Sync(vendor);
        jobs.Holds("1");
        jobs.Total = count => count + 2;
        Assert.Equal(0, (await Delta(vendor)).Models[0].Deleted);

        // One element that is a record, and as the vendor counts, two that are none: the page had but one.
        Assert.Equal((0, 1), ((await Sync(vendor)).Models[0].Deleted, (await Sync(vendor)).Models[0].Unproven));
        jobs.Total = count => count;
        var result = await Sync(vendor);

        Assert.Equal((2, 1), (result.Models[0].Deleted, result.Models[0].Dropped));
        Assert.Equal(["1=a", "✗2=a", "✗3=a"], Stored("jobs"));
        Assert.Equal(["1"], Query("SELECT CAST(dropped AS TEXT) FROM counts ORDER BY run DESC LIMIT 1"));
    }

    private static FakeElement Deleted(string id) => new(new RecordKey(id), [new FakeRecord("jobs", new RecordKey(id), "gone") { IsDeleted = true }]);

    private static (FakeVendor Vendor, FakeSource Source) Jobs(bool since, params string[] records)
    {
        var vendor = new FakeVendor();
        return (vendor, vendor.Declare("jobs", since: since).Holds(records));
    }
}
