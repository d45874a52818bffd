using System.Collections.Immutable;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Sync.Actions;
using Connectors.Sync.Store;
using Connectors.Sync.Tests.Fakes;

namespace Connectors.Sync.Tests.Actions;

public sealed class StoreJournalTests : SyncTest
{
    private static readonly JournalStep Candidate =
        new("candidate", Done: true, Existed: true, ImmutableDictionary<string, string>.Empty.Add("remote_id", "7").Add("name", "Ä\"'"));

    [Fact]
    public async Task A_key_gives_back_what_it_has_done_in_order()
    {
        using var store = RecordStore.Open(Database);
        var journal = Journal(store);
        Assert.Empty(await journal.OpenAsync("k", "do", "f", default));
        await journal.BeginAsync("k", "candidate", default);
        await journal.EndAsync("k", Candidate, default);
        await journal.BeginAsync("k", "application", default);
        await journal.CloseAsync("k", default);

        var steps = await journal.OpenAsync("k", "do", "f", default);
        Assert.Equal(["candidate", "application"], steps.Select(s => s.Step));
        Assert.True(steps[0] is { Done: true, Existed: true });
        Assert.Equal(Candidate.Taken.OrderBy(t => t.Key), steps[0].Taken.OrderBy(t => t.Key));
        Assert.False(steps[1].Done);
    }

    [Fact]
    public async Task What_was_begun_is_known_after_the_process_was_killed()
    {
        using (var store = RecordStore.Open(Database))
        {
            await Journal(store).OpenAsync("k", "do", "f", default);
            await Journal(store).BeginAsync("k", "candidate", default);
        }

        using var again = RecordStore.Open(Database);
        Assert.False(Assert.Single(await Journal(again).OpenAsync("k", "do", "f", default)).Done);
    }

    [Fact]
    public async Task A_step_that_was_surely_not_done_is_forgotten()
    {
        using var store = RecordStore.Open(Database);
        var journal = Journal(store);
        await journal.OpenAsync("k", "do", "f", default);
        await journal.BeginAsync("k", "candidate", default);
        await journal.UndoAsync("k", "candidate", default);
        await journal.CloseAsync("k", default);
        Assert.Equal(["0"], Query("SELECT count(*) FROM actions"));
    }

    [Theory]
    [InlineData("do", "other", "another input")]
    [InlineData("undo", "f", "was used for do")]
    public async Task A_key_belongs_to_one_action_and_one_input(string action, string fingerprint, string said)
    {
        using var store = RecordStore.Open(Database);
        var journal = Journal(store);
        await journal.OpenAsync("k", "do", "f", default);
        await journal.EndAsync("k", Candidate, default);
        await journal.CloseAsync("k", default);

        var error = await Assert.ThrowsAsync<ConnectorException>(async () => await journal.OpenAsync("k", action, fingerprint, default));
        Assert.Equal(ConnectorError.Conflict, error.Error);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Single(await journal.OpenAsync("k", "do", "f", default));
    }

    [Fact]
    public async Task Two_attempts_with_one_key_at_once_are_refused()
    {
        using var store = RecordStore.Open(Database);
        await Journal(store).OpenAsync("k", "do", "f", default);
        var error = await Assert.ThrowsAsync<ConnectorException>(async () => await Journal(store).OpenAsync("k", "do", "f", default));
        Assert.Equal(ConnectorError.Conflict, error.Error);
        Assert.Empty(await Journal(store, "other").OpenAsync("k", "do", "f", default));
    }

    [Fact]
    public async Task A_key_is_known_for_thirty_days()
    {
        using var store = RecordStore.Open(Database);
        var journal = Journal(store);
        await journal.OpenAsync("k", "do", "f", default);
        await journal.EndAsync("k", Candidate, default);
        await journal.CloseAsync("k", default);
        Clock.Advance(StoreJournal.Kept);
        Assert.Single(await journal.OpenAsync("k", "do", "f", default));
        await journal.CloseAsync("k", default);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await journal.OpenAsync("k", "do", "f", default));
        Assert.Equal(["0"], Query("SELECT count(*) FROM action_steps"));
    }

    private StoreJournal Journal(RecordStore store, string account = "acme") =>
        new(store, store.OpenIntegration("fake", new Dictionary<string, string> { ["subdomain"] = account }, null, Clock), Clock);
}
