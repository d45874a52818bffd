using System.Text;
using Connectors.Runtime.Records;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Serving;

/// <summary>What counts as updated when something that is shown with it changes; and pages in an order that stays.</summary>
public sealed class ServedStoreTests : SyncTest
{
    private static readonly TouchRule[] Rules =
    [
        new TouchRule.Target("applications", "candidate_id", "candidates"),
        new TouchRule.Referrers("candidates", "applications", "candidate_id"),
        new TouchRule.Joined("screening_questions", "job_screening_questions", "question_id", "job_id", "jobs"),
        new TouchRule.Everyone("application_stages", "job_application_stages", "jobs"),
    ];

    private readonly FakeVendor _vendor = new();

    public ServedStoreTests()
    {
        _vendor.Declare("jobs").Holds("J1", "J2");
        _vendor.Declare("candidates").Holds("C1", "C2");
        _vendor.Declare("application_stages").Holds("S1");
        _vendor.Declare("screening_questions").Holds("Q1", "Q2");
        _vendor.Declare("applications").Add(null, Row("applications", new RecordKey("A1"), ("candidate_id", "candidates", "C1")));
        _vendor.Declare("job_screening_questions")
            .Add(null, Row("job_screening_questions", new RecordKey("J1", "Q1"), ("job_id", "jobs", "J1"), ("question_id", "screening_questions", "Q1")));
    }

    [Fact]
    public async Task A_file_that_was_synced_before_is_worked_off_whole()
    {
        await Sync(_vendor);

        Serve();

        Assert.Equal(["J1", "J2"], Touched("jobs", "10:00"));
        Assert.Empty(Touched("jobs", "10:01"));
    }

    [Fact]
    public async Task A_record_touches_the_one_it_refers_to_and_those_that_refer_to_it()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("candidates").Holds("C1=new", "C2");
        await SyncAtAsync("10:01");
        Assert.Equal(["C1"], Touched("candidates", "10:01"));
        Assert.Equal(["A1"], Touched("applications", "10:01"));

        _vendor.Source("applications").Holds();
        await SyncAtAsync("10:02");

        // The application is gone, which its candidate shows; that touches nothing further.
        Assert.Equal(["C1"], Touched("candidates", "10:02"));
        Assert.Empty(Touched("applications", "10:02"));
        Assert.Equal(["A1"], Touched("applications", "10:02", deleted: true));
    }

    [Fact]
    public async Task A_question_touches_the_jobs_that_ask_it()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("screening_questions").Holds("Q1=new", "Q2=new");

        await SyncAtAsync("10:01");

        Assert.Equal(["J1"], Touched("jobs", "10:01"));
    }

    [Fact]
    public async Task A_stage_that_comes_or_goes_touches_all_jobs_and_one_that_changes_touches_none()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("application_stages").Holds("S1=new");
        await SyncAtAsync("10:01");
        Assert.Empty(Touched("jobs", "10:01"));

        _vendor.Source("application_stages").Holds("S1=new", "S2");
        await SyncAtAsync("10:02");
        Assert.Equal(["J1", "J2"], Touched("jobs", "10:02"));

        _vendor.Source("application_stages").Holds("S1=new");
        await SyncAtAsync("10:03");
        Assert.Equal(["J1", "J2"], Touched("jobs", "10:03"));
    }

    [Fact]
    public async Task What_is_written_without_a_server_is_noted_and_found_by_the_next_one()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("jobs").Holds("J1", "J2=new");
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Sync(_vendor);

        using (var reader = RecordReader.Open(Database))
        {
            Assert.True(reader.IsBehind);
        }

        Serve();
        Assert.Equal(["J2"], Touched("jobs", "10:01"));
    }

    [Fact]
    public async Task What_can_be_seen_late_counts_from_when_it_can_be_seen()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("jobs").Holds("J1", "J2=new");
        Clock.SetUtcNow(At("10:01"));
        await Sync(_vendor);

        // Somebody asked at 10:02, when it was written and not yet there to be seen.
        Clock.SetUtcNow(At("10:03"));
        Serve();

        Assert.Equal("10:01", ChangedAt("jobs", "J2"));
        Assert.Equal(["J2"], Touched("jobs", "10:02"));
    }

    [Fact]
    public async Task A_record_that_moves_touches_what_it_leaves_and_what_it_comes_to()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("applications").Of(null).Clear();
        _vendor.Source("applications").Add(null, Row("applications", new RecordKey("A1"), ("candidate_id", "candidates", "C2")));

        await SyncAtAsync("10:01");

        Assert.Equal(["C1", "C2"], Touched("candidates", "10:01"));
        Assert.Equal(["0"], Query("SELECT count(*) FROM served_left"));
    }

    [Fact]
    public async Task A_stage_that_is_back_touches_all_jobs()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("application_stages").Holds();
        await SyncAtAsync("10:01");
        _vendor.Source("application_stages").Holds("S1");

        await SyncAtAsync("10:02");

        Assert.Equal(["J1", "J2"], Touched("jobs", "10:02"));
    }

    [Fact]
    public async Task What_is_gone_for_long_is_emptied_and_comes_back_whole()
    {
        await SyncAtAsync("10:00");
        _vendor.Source("candidates").Holds("C1");
        _vendor.Source("applications").Holds();
        await SyncAtAsync("10:01");

        Anonymize("10:00");
        Assert.Equal(["C1=a", "✗C2=a"], Stored("candidates").Order(StringComparer.Ordinal));
        Anonymize("10:01");
        Assert.Equal(["C1=a", "✗C2="], Stored("candidates").Order(StringComparer.Ordinal));
        Assert.Equal(["{} 00000000000000000000000000000000"], Query("SELECT DISTINCT content || ' ' || hex(hash) FROM records WHERE remote_deleted_at IS NOT NULL AND raw IS NULL AND raw_hash IS NULL"));

        // Being emptied is no change of the record, and leaves nothing.
        Clock.SetUtcNow(At("10:02"));
        Serve();
        Assert.Empty(Touched("candidates", "10:02", deleted: true));

        _vendor.Source("candidates").Holds("C1", "C2");
        await SyncAtAsync("10:03");
        Assert.Equal(["C1=a", "C2=a"], Stored("candidates"));
    }

    [Fact]
    public async Task Pages_go_on_after_a_place_in_the_order_that_was_asked_for()
    {
        _vendor.Source("jobs").Holds("J1", "J2", "J3", "J4", "J5");
        await SyncAtAsync("10:00");
        using var reader = RecordReader.Open(Database);
        var model = reader.Model(reader.Integrations[0], "jobs")!.Value;

        foreach (var touched in new long?[] { null, 0 })
        {
            var (seen, after) = (new List<string>(), (PagePosition?)null);
            for (var page = 0; page < 3; page++)
            {
                using var rows = reader.Page(model, new RecordQuery { Size = 2, After = after, TouchedSince = touched });
                while (rows.Next())
                {
                    seen.Add(Encoding.UTF8.GetString(rows.Row.RemoteId));
                    after = rows.Position;
                }
            }

            Assert.Equal(["J1", "J2", "J3", "J4", "J5"], seen);
        }
    }

    [Theory]
    [InlineData("SELECT r.content FROM records r WHERE r.model = 1 AND r.n > 1 AND r.remote_deleted_at IS NULL ORDER BY r.n LIMIT 2")]
    [InlineData("SELECT r.content FROM served_touches t CROSS JOIN records r ON r.n = t.record WHERE t.model = 1 AND t.touched_at >= 1 AND (t.touched_at > 1 OR t.record > 1) ORDER BY t.touched_at, t.record LIMIT 2")]
    [InlineData("SELECT r.content FROM records r WHERE r.model = 1 AND r.content ->> 'job_id' = 'x' AND r.remote_deleted_at IS NULL ORDER BY r.n")]
    public async Task Pages_and_references_are_found_by_an_index_in_their_order(string sql)
    {
        await SyncAtAsync("10:00");

        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        using var plan = command.ExecuteReader();
        while (plan.Read())
        {
            var step = plan.GetString(3);
            Assert.False(step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.StartsWith("SCAN", StringComparison.Ordinal), step);
            Assert.True(step.Contains("served_", StringComparison.Ordinal) || step.Contains("PRIMARY KEY", StringComparison.Ordinal), step);
        }
    }

    private static FakeRecord Row(string model, RecordKey key, params (string Field, string Model, string RemoteId)[] references) => new(model, key, "", (writer, ids) =>
    {
        foreach (var (field, to, remoteId) in references)
        {
            writer.WriteString(field, ids.Record(to, new RecordKey(remoteId)));
        }
    });

    private async Task SyncAtAsync(string time)
    {
        Clock.SetUtcNow(At(time));
        await Sync(_vendor);
        Serve();
    }

    private void Serve()
    {
        using var store = RecordStore.Open(Database);
        ServedStore.Prepare(store, ["candidate_id", "job_id", "question_id"], Rules, Clock).CatchUp();
    }

    private void Anonymize(string deletedBefore)
    {
        using var store = RecordStore.Open(Database);
        ServedStore.Prepare(store, ["candidate_id", "job_id", "question_id"], Rules, Clock).Anonymize(At(deletedBefore));
    }

    private List<string> Touched(string model, string since, bool deleted = false)
    {
        using var reader = RecordReader.Open(Database);
        var query = new RecordQuery { Size = 100, TouchedSince = At(since).ToUnixTimeMilliseconds(), IncludeDeleted = deleted };
        using var rows = reader.Page(reader.Model(reader.Integrations[0], model)!.Value, query);
        var found = new List<string>();
        while (rows.Next())
        {
            found.Add(Encoding.UTF8.GetString(rows.Row.RemoteId));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-22T{time}:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
