using Connectors.Runtime.Errors;
using Connectors.Sync.Engine;
using Connectors.Sync.Tests.Fakes;
using CsCheck;

namespace Connectors.Sync.Tests.Engine;

public sealed class ResumeTests : SyncTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_killed_after_any_request_ends_as_if_nothing_had_happened(bool secondRun)
    {
        var expected = await Uninterrupted(secondRun);
        var requests = expected.Requests;
        for (var kill = 0; kill < requests; kill++)
        {
            using var test = new ResumeTests();
            var vendor = await test.Prepare(secondRun);
            var left = kill;
            vendor.OnPage = (_, _, _) =>
            {
                if (left-- == 0)
                {
                    throw new KilledException();
                }
            };
            await Assert.ThrowsAsync<KilledException>(() => test.Sync(vendor));
            vendor.OnPage = null;
            var result = await test.Sync(vendor);
            Assert.True(result.Resumed);
            Assert.Equal(expected.Dump, test.Dump());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_killed_after_any_commit_any_number_of_times_ends_as_if_nothing_had_happened(bool secondRun)
    {
        var expected = await Uninterrupted(secondRun);
        await Gen.Int[1, 6].Array[1, 5].SampleAsync(async kills =>
        {
            using var test = new ResumeTests();
            var vendor = await test.Prepare(secondRun);
            foreach (var kill in kills)
            {
                var left = kill;
                try
                {
                    await test.Sync(vendor, progress: new Told(_ =>
                    {
                        if (--left == 0)
                        {
                            throw new KilledException();
                        }
                    }));
                    break;
                }
                catch (KilledException)
                {
                }
            }

            if (test.Query("SELECT status FROM runs ORDER BY n DESC LIMIT 1")[0] == "running")
            {
                Assert.True((await test.Sync(vendor)).Resumed);
            }

            Assert.Equal(expected.Dump, test.Dump());
        }, iter: 30, threads: 1);
    }

    [Fact]
    public async Task A_cancelled_run_stops_cleanly_says_so_and_goes_on_without_asking_twice()
    {
        var vendor = await Prepare(secondRun: false);
        using var cancel = new CancellationTokenSource();
        vendor.OnPage = (source, parent, at) =>
        {
            if (source == "applications" && at == 2)
            {
                cancel.Cancel();
            }
        };
        var stopped = await Sync(vendor, cancellationToken: cancel.Token);
        Assert.Equal(SyncOutcome.Interrupted, stopped.Outcome);
        Assert.Equal(["interrupted"], Query("SELECT status FROM runs"));

        vendor.OnPage = null;
        var asked = vendor.Requests.ToArray();
        vendor.Requests.Clear();
        var result = await Sync(vendor);
        Assert.Equal((SyncOutcome.Done, true), (result.Outcome, result.Resumed));

        // What was read to its end is not asked for again; a page may be, when it was under way.
        Assert.Empty(vendor.Requests.Intersect(asked.SkipLast(1)));
        Assert.Equal((await Uninterrupted(secondRun: false)).Dump, Dump());
    }

    [Fact]
    public async Task A_delta_run_that_was_killed_goes_on_with_the_time_it_asked_for()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs", since: true).Holds("1", "2", "3", "4", "5");
        await Sync(vendor);
        vendor.Source("jobs").Holds("1=b", "2=b", "3=b", "4=b", "5=b").Changed.UnionWith(["1", "3", "5"]);
        vendor.Requests.Clear();
        vendor.OnPage = (_, _, at) =>
        {
            if (at == 2)
            {
                throw new KilledException();
            }
        };
        await Assert.ThrowsAsync<KilledException>(() => Delta(vendor));
        vendor.OnPage = null;
        Assert.True((await Delta(vendor)).Resumed);
        Assert.Equal(["jobs?since", "jobs?since@2", "jobs?since@2"], vendor.Requests);
        Assert.Equal(["1=b", "2=a", "3=b", "4=a", "5=b"], Stored("jobs"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_marker_the_vendor_has_forgotten_means_to_start_the_list_anew(bool refused)
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2", "3", "4", "5");
        vendor.OnPage = (_, _, at) =>
        {
            if (at == 4)
            {
                throw new KilledException();
            }
        };
        await Assert.ThrowsAsync<KilledException>(() => Sync(vendor));
        var once = true;
        vendor.Requests.Clear();
        vendor.OnPage = (_, _, at) =>
        {
            if (at == 4 && once)
            {
                once = false;
                throw refused ? Refusal(ConnectorError.InvalidInput) : new ArgumentException("of another version");
            }
        };
        var result = await Sync(vendor);
        Assert.Equal(SyncOutcome.Done, result.Outcome);
        Assert.Equal(["jobs@4", "jobs", "jobs@2", "jobs@4"], vendor.Requests);
        Assert.Equal(5, result.Models[0].Live);
        Assert.Empty(Query("SELECT 'left' FROM checkpoints UNION ALL SELECT 'left' FROM seen"));
    }

    [Fact]
    public async Task A_run_that_asks_for_something_else_or_comes_too_late_starts_anew()
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2", "3");
        vendor.Declare("stages").Holds("s");
        async Task Kill()
        {
            vendor.OnPage = (_, _, at) =>
            {
                if (at == 2)
                {
                    throw new KilledException();
                }
            };
            await Assert.ThrowsAsync<KilledException>(() => Sync(vendor));
            vendor.OnPage = null;
            vendor.Requests.Clear();
        }

        await Kill();
        Assert.False((await Sync(vendor, new SyncOptions { Kind = SyncKind.Full, Models = new HashSet<string> { "jobs" } })).Resumed);
        Assert.Equal(["jobs", "jobs@2"], vendor.Requests);
        await Kill();
        Assert.False((await Delta(vendor)).Resumed);
        await Kill();
        Clock.Advance(TimeSpan.FromHours(25));
        Assert.False((await Sync(vendor)).Resumed);
        Assert.Equal(["jobs", "jobs@2", "stages"], vendor.Requests);
    }

    private async Task<(string[] Dump, int Requests)> Uninterrupted(bool secondRun)
    {
        using var test = new ResumeTests();
        var vendor = await test.Prepare(secondRun);
        await test.Sync(vendor);
        return (test.Dump(), vendor.Requests.Count);
    }

    /// <summary>An account with a list, shared questions and children over several pages; for a second run, much has changed since the first.</summary>
    private async Task<FakeVendor> Prepare(bool secondRun)
    {
        var vendor = new FakeVendor();
        vendor.Declare("jobs").Holds("1", "2", "3", "4", "5");
        vendor.Declare("forms", models: ["forms", "questions"], forEach: "jobs");
        foreach (var job in new[] { "1", "2", "3" })
        {
            Form(vendor, job, ("q1", "a"), ("q2", "shown by " + job), ("only" + job, "a"));
        }

        vendor.Declare("applications", forEach: "jobs").HoldsFor("1", "a1", "a2", "a3", "a4", "a5").HoldsFor("4", "d1", "d2", "d3");
        if (secondRun)
        {
            await Sync(vendor);
            Clock.Advance(TimeSpan.FromHours(1));
            vendor.Source("jobs").Holds("1=b", "2", "4", "6");
            vendor.Source("forms").Of("1").Clear();
            vendor.Source("forms").Of("2").Clear();
            Form(vendor, "1", ("q1", "a"), ("only1", "b"));
            Form(vendor, "2", ("q2", "b"));
            Form(vendor, "6", ("q1", "c"), ("q2", "c"));
            vendor.Source("applications").HoldsFor("1", "a1", "a3=b", "a5", "a7").HoldsFor("4", "d2", "d3", "d1", "d4", "d5").HoldsFor("6", "x");
            vendor.Requests.Clear();
        }

        return vendor;
    }

    private static void Form(FakeVendor vendor, string job, params (string Question, string Name)[] fields)
    {
        foreach (var (question, name) in fields)
        {
            vendor.Source("forms").Add(job, new FakeRecord("forms", new(job, question), name), FakeRecord.Of("questions", question, name));
        }
    }

    private sealed class KilledException : Exception;
}
