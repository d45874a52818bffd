using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Sync.Engine;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Engine;

public sealed class DeletionTests : SyncTest
{
    [Fact]
    public async Task What_a_complete_list_does_not_show_is_gone()
    {
        var jobs = Jobs("1", "2", "3");
        await Sync(jobs.Vendor);
        jobs.Source.Holds("1", "3");
        Assert.Equal(1, (await Sync(jobs.Vendor)).Models[0].Deleted);
        Assert.Equal(["1=a", "3=a", "✗2=a"], Stored("jobs").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_pages_drift_two_runs_must_agree()
    {
        var jobs = Jobs(PagingKind.Offset, "1", "2", "3", "4");
        await Sync(jobs.Vendor);
        jobs.Source.Holds("1", "2");
        Assert.Equal(0, (await Sync(jobs.Vendor)).Models[0].Deleted);
        jobs.Source.Holds("1", "2", "3");
        Assert.Equal(1, (await Sync(jobs.Vendor)).Models[0].Deleted);
        Assert.Equal(["1=a", "2=a", "3=a", "✗4=a"], Stored("jobs").Order(StringComparer.Ordinal));

        // A record that was seen in between starts anew.
        jobs.Source.Holds("1", "2");
        Assert.Equal(0, (await Sync(jobs.Vendor)).Models[0].Deleted);
        Assert.Equal(1, (await Sync(jobs.Vendor)).Models[0].Deleted);
        Assert.Empty(Query("SELECT 'left' FROM absences"));
    }

    [Fact]
    public async Task One_run_that_is_killed_and_resumed_does_not_agree_with_itself()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs", paging: PagingKind.Number).Holds("1", "2", "3");
        vendor.Declare("stages").Holds("s");
        await Sync(vendor);
        vendor.Source("jobs").Holds("1", "2");
        vendor.OnPage = (source, _, _) =>
        {
            if (source == "stages")
            {
                throw new InvalidOperationException("killed");
            }
        };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Sync(vendor));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Sync(vendor));
        vendor.OnPage = null;
        await Sync(vendor);
        Assert.Equal(["1=a", "2=a", "3=a"], Stored("jobs"));
    }

    [Theory]
    [InlineData("total")]
    [InlineData("skipped")]
    [InlineData("no id")]
    [InlineData("failed")]
    public async Task Without_proof_nothing_is_deleted(string flaw)
    {
        var jobs = Jobs("1", "2", "3");
        await Sync(jobs.Vendor);
        jobs.Source.Holds("1", "3");
        switch (flaw)
        {
            case "total":
                jobs.Source.Total = count => count + 1;
                break;
            case "skipped":
                jobs.Source.Skipped = 1;
                break;
            case "no id":
                jobs.Source.AddFault(null, null);
                break;
            default:
                jobs.Source.Holds("1", "3", "4");
                jobs.Vendor.OnPage = (_, _, at) =>
                {
                    if (at > 0)
                    {
                        throw Refusal(ConnectorError.UnexpectedPayload);
                    }
                };
                break;
        }

        var result = await Sync(jobs.Vendor);
        Assert.Equal(0, result.Models[0].Deleted);
        Assert.Equal(flaw == "failed" ? 0 : 1, result.Models[0].Unproven);
        Assert.Contains("2=a", Stored("jobs"));
    }

    [Fact]
    public async Task A_record_set_aside_is_there_and_the_total_counts_it()
    {
        var jobs = Jobs("1", "2", "3");
        await Sync(jobs.Vendor);
        jobs.Source.Holds("1").AddFault(null, "2").AddFault(null, "9").AddFault(null, "9");
        jobs.Source.Total = _ => 3;
        var result = await Sync(jobs.Vendor);
        Assert.Equal((1L, 0), (result.Models[0].Deleted, result.Models[0].Unproven));
        Assert.Equal(["1=a", "2=a", "✗3=a"], Stored("jobs").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Repeated_records_do_not_make_up_a_total()
    {
        var jobs = Jobs("1", "2", "3");
        await Sync(jobs.Vendor);
        jobs.Source.Holds("1", "2", "2").Total = count => count;
        Assert.Equal(0, (await Sync(jobs.Vendor)).Models[0].Deleted);
    }

    [Fact]
    public async Task A_total_counts_the_elements_not_the_records_of_a_model_that_repeat_in_them()
    {
        var vendor = new FakeVendor();
        var applications = vendor.Declare("applications", models: ["applications", "candidates"]);
        applications.Total = count => count;
        void Applications(params (string Application, string Candidate)[] all)
        {
            applications.Holds();
            foreach (var (application, candidate) in all)
            {
                applications.Add(null, FakeRecord.Of("applications", application), FakeRecord.Of("candidates", candidate));
            }
        }

        Applications(("1", "c"), ("2", "c"), ("3", "d"));
        await Sync(vendor);
        Applications(("1", "c"), ("2", "c"));
        Assert.Equal([1L, 1L], (await Sync(vendor)).Models.Select(m => m.Deleted));
        Assert.Equal(["c=a", "✗d=a"], Stored("candidates"));
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_gone()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs", since: true).Holds("1", "2");
        await Sync(vendor);
        vendor.Source("jobs").Holds("1").Changed.Add("1");
        Assert.Equal(0, (await Delta(vendor)).Models[0].Deleted);
        Assert.Equal(["1=a", "2=a"], Stored("jobs"));
    }

    [Fact]
    public async Task Children_are_gone_when_their_parent_shows_them_no_longer_or_is_gone_itself()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2");
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a1", "b1").HoldsFor("2", "a2", "b2", "c2");
        await Sync(vendor);
        vendor.Source("jobs").Holds("1");
        vendor.Source("applications").HoldsFor("1", "b1");
        Assert.Equal(4, (await Sync(vendor)).Models[1].Deleted);
        Assert.Equal(["b1=a"], Stored("applications").Where(r => r[0] != '✗'));

        // The parent returns and what it shows with it, also in a delta run.
        vendor.Source("jobs").Holds("1", "2");
        vendor.Source("applications").HoldsFor("2", "a2", "d2");
        var result = await Delta(vendor);
        Assert.Equal((1L, 1L), (result.Models[1].Returned, result.Models[1].Added));
        Assert.Equal(["a2=a", "b1=a", "d2=a"], Stored("applications").Where(r => r[0] != '✗'));
    }

    [Fact]
    public async Task A_record_that_moves_to_another_parent_stays()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2");
        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "x", "y").HoldsFor("2", "z");
        await Sync(vendor);
        foreach (var (from, to) in new[] { ("1", "2"), ("2", "1") })
        {
            vendor.Source("applications").HoldsFor(from, from == "1" ? "y" : "z").HoldsFor(to, "x", to == "1" ? "y" : "z");
            Assert.Equal(0, (await Sync(vendor)).Models[1].Deleted);
            Assert.Equal(["x=a", "y=a", "z=a"], Stored("applications"));
            Assert.Empty(Query("SELECT 'left' FROM absences UNION ALL SELECT 'left' FROM sharings"));
        }
    }

    [Fact]
    public async Task The_guard_stops_before_an_implausible_share_is_deleted()
    {
        var vendor = new FakeVendor { PageSize = 100 };
        vendor.Declare("jobs").Holds([.. Enumerable.Range(0, 40).Select(i => $"{i}")]);
        vendor.Declare("stages").Holds("s");
        await Sync(vendor);

        vendor.Source("jobs").Holds([.. Enumerable.Range(0, 27).Select(i => $"{i}")]);
        vendor.Requests.Clear();
        var stopped = await Sync(vendor);
        Assert.Equal(SyncOutcome.NeedsDecision, stopped.Outcome);
        Assert.Equal(new PendingDeletion("jobs", 13, 40), Assert.Single(stopped.Deletions));
        Assert.Equal(["jobs"], vendor.Requests);
        Assert.DoesNotContain(Stored("jobs"), r => r[0] == '✗');

        // The next run asks the vendor again rather than trusting what it said.
        vendor.Source("jobs").Holds([.. Enumerable.Range(0, 28).Select(i => $"{i}")]);
        Assert.Equal(12, (await Sync(vendor)).Models[0].Deleted);
    }

    [Fact]
    public async Task Few_records_and_confirmed_deletions_pass_the_guard()
    {
        var vendor = new FakeVendor { PageSize = 100 };
        vendor.Declare("jobs").Holds([.. Enumerable.Range(0, 12).Select(i => $"{i}")]);
        await Sync(vendor);
        vendor.Source("jobs").Holds("0");
        Assert.Equal(SyncOutcome.NeedsDecision, (await Sync(vendor)).Outcome);
        Assert.Equal(11, (await Sync(vendor, new SyncOptions { Kind = SyncKind.Full, ConfirmDeletions = true })).Models[0].Deleted);

        vendor.Source("jobs").Holds([.. Enumerable.Range(0, 10).Select(i => $"{i}")]);
        await Sync(vendor);
        vendor.Source("jobs").Holds();
        var result = await Sync(vendor);
        Assert.Equal((SyncOutcome.Done, 10L), (result.Outcome, result.Models[0].Deleted));
    }

    private static (FakeVendor Vendor, FakeSource Source) Jobs(params string[] ids) => Jobs(PagingKind.Cursor, ids);

    private static (FakeVendor Vendor, FakeSource Source) Jobs(PagingKind paging, params string[] ids)
    {
        var vendor = new FakeVendor();
        return (vendor, vendor.Declare("jobs", paging: paging).Holds(ids));
    }
}
