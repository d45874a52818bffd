using Connectors.Runtime.Records;
using Connectors.Sync.Engine;
using Connectors.Sync.Identity;
using Connectors.Sync.Tests.Fakes;
using CsCheck;

namespace Connectors.Sync.Tests.Engine;

/// <summary>A question that several jobs show: the job with the smallest id owns its content, and it lives while any job shows it.</summary>
public sealed class SharedRecordTests : SyncTest
{
    [Fact]
    public async Task The_parent_with_the_smallest_id_owns_the_content()
    {
        var (vendor, jobs) = await Vendor();
        Show(vendor, (jobs[0], "first"), (jobs[1], "second"), (jobs[2], "third"));
        var result = await Sync(vendor);
        Assert.Equal(["q=first"], Stored("forms"));
        Assert.Equal(1, result.Models[1].Records);

        Show(vendor, (jobs[0], "first"), (jobs[1], "other"), (jobs[2], "third"));
        Assert.Equal(0, (await Sync(vendor)).Models[1].Changed);
        Assert.Equal(["q=first"], Stored("forms"));
    }

    [Fact]
    public async Task It_passes_to_the_next_one_whose_content_it_takes_and_dies_with_the_last()
    {
        var (vendor, jobs) = await Vendor();
        Show(vendor, (jobs[0], "first"), (jobs[1], "second"), (jobs[2], "second"));
        await Sync(vendor);

        Clock.Advance(TimeSpan.FromHours(1));
        Show(vendor, (jobs[1], "second"), (jobs[2], "second"));
        Assert.Equal(0, (await Sync(vendor)).Models[1].Deleted);
        Assert.Equal(("q=second", "11:00"), (Stored("forms").Single(), ChangedAt("forms", "q")));

        // The same content under another owner is no change.
        Clock.Advance(TimeSpan.FromHours(1));
        Show(vendor, (jobs[2], "second"));
        await Sync(vendor);
        Assert.Equal(("q=second", "11:00"), (Stored("forms").Single(), ChangedAt("forms", "q")));

        Show(vendor);
        Assert.Equal(1, (await Sync(vendor)).Models[1].Deleted);
    }

    [Fact]
    public async Task A_delta_run_asks_the_next_owner_although_it_did_not_change()
    {
        var (vendor, jobs) = await Vendor();
        Show(vendor, (jobs[0], "first"), (jobs[1], "second"));
        await Sync(vendor);
        vendor.Source("jobs").Holds([.. jobs.Select(j => j == jobs[0] ? j + "=changed" : j)]);
        Show(vendor, (jobs[1], "second"));
        vendor.Requests.Clear();
        await Delta(vendor);
        Assert.Equal(["jobs", "jobs@2", $"forms/{jobs[0]}", $"forms/{jobs[1]}"], vendor.Requests);
        Assert.Equal(["q=second"], Stored("forms"));
    }

    [Fact]
    public async Task A_parent_that_is_gone_shows_nothing()
    {
        var (vendor, jobs) = await Vendor();
        Show(vendor, (jobs[0], "first"), (jobs[2], "third"));
        await Sync(vendor);
        vendor.Source("jobs").Holds(jobs[1], jobs[2]);
        await Sync(vendor);
        Assert.Equal(["q=third"], Stored("forms"));
    }

    [Fact]
    public Task However_showings_change_and_in_whatever_order_parents_are_read_the_store_shows_the_last_state() =>
        Gen.Int[0, 3].Array[3].Array[1, 5].SampleAsync(async rounds =>
        {
            using var test = new SharedRecordTests();
            var (vendor, jobs) = await test.Vendor(concurrency: 3);
            foreach (var round in rounds)
            {
                // 0: the job does not show the question; else one of three contents.
                Show(vendor, [.. jobs.Zip(round).Where(s => s.Second > 0).Select(s => (s.First, $"{s.Second}"))]);
                await test.Sync(vendor);
            }

            var owner = Array.FindIndex(rounds[^1], s => s > 0);
            var stored = test.Stored("forms");
            Assert.Equal(owner < 0 ? [] : [$"q={rounds[^1][owner]}"], stored.Where(r => r[0] != '✗'));
        }, iter: 40, threads: 1);

    /// <summary>Three jobs, in the order of their unified ids.</summary>
    private async Task<(FakeVendor Vendor, string[] Jobs)> Vendor(int concurrency = 1)
    {
        var vendor = new FakeVendor { Concurrency = concurrency };
        vendor.Declare("jobs").Holds("1", "2", "3");
        vendor.Declare("forms", forEach: "jobs");
        var result = await Sync(vendor, new SyncOptions { Kind = SyncKind.Full, Models = new HashSet<string> { "jobs" } });
        var ids = new RecordIds(result.Integration.Id);
        return (vendor, [.. new[] { "1", "2", "3" }.OrderBy(j => ids.Record("jobs", new RecordKey(j)), StringComparer.Ordinal)]);
    }

    private static void Show(FakeVendor vendor, params (string Job, string Name)[] showings)
    {
        foreach (var job in new[] { "1", "2", "3" })
        {
            vendor.Source("forms").Of(job).Clear();
        }

        foreach (var (job, name) in showings)
        {
            vendor.Source("forms").HoldsFor(job, $"q={name}");
        }
    }
}
