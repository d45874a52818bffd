using System.Collections.Immutable;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

public class JournalTests
{
    private readonly MemoryJournal _journal = new();

    [Fact]
    public async Task Every_step_is_noted_before_it_is_sent_and_after()
    {
        var vendor = new FakeVendor(asked =>
        {
            Assert.StartsWith("begin", _journal.Calls[^1], StringComparison.Ordinal);
            return Apply.Answers(asked);
        });

        await RunAsync(vendor);

        Assert.Equal(["begin applicant", "end applicant", "begin application", "end application", "close"], _journal.Calls);
        Assert.Equal("u-1", _journal.Steps["applicant"].Taken["remote_id"]);
    }

    [Fact]
    public async Task The_same_key_goes_on_after_a_refused_step_and_makes_nothing_twice()
    {
        var vendor = new FakeVendor(asked => asked.Number == 1 ? Answer.Status(422) : Apply.Answers(asked));

        var error = await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(vendor));
        Assert.Contains("The same idempotency key goes on from here.", error.Message, StringComparison.Ordinal);
        var reply = await RunAsync(vendor);

        Assert.Equal("candidates:u-1 applications:41", reply.Made.Shown());
        Assert.Equal(["/api/applicants", "/api/jobs/7/applications", "/api/jobs/7/applications"], vendor.Requests.Select(r => r.PathAndQuery));
        Assert.Equal("""{"applicant":"u-1"}""", vendor.Requests[2].Body);
    }

    [Fact]
    public async Task The_same_key_after_success_gives_the_same_reply_and_sends_nothing()
    {
        var vendor = new FakeVendor(Apply.Answers);

        await RunAsync(vendor);
        var again = await RunAsync(vendor);

        Assert.Equal("candidates:u-1 applications:41", again.Made.Shown());
        Assert.Equal(2, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_repeat_changes_nothing_and_says_so()
    {
        var input = new Applying { Changes = new ChangedRecord(new NoRecord(), ["stage"]) };
        var vendor = new FakeVendor(Apply.Answers);

        var first = await RunAsync(vendor, input: input);
        var again = await RunAsync(vendor, input: input);

        Assert.Equal((input.Changes, false), (first.Changed, first.IsRepeat));
        Assert.Equal((null, true), (again.Changed, again.IsRepeat));
    }

    [Fact]
    public async Task Each_record_is_told_as_soon_as_it_is_there_and_once()
    {
        var told = new List<MadeRecord>();
        var vendor = new FakeVendor(asked => asked.Number == 1 ? Answer.Status(422) : Apply.Answers(asked));
        var options = new ActionOptions { IdempotencyKey = "k", Journal = _journal, OnMade = told.Add };

        await Assert.ThrowsAsync<PartialActionException>(() => Apply.RunAsync(vendor, options: options));
        Assert.Equal("candidates:u-1", told.Shown());
        await Apply.RunAsync(vendor, options: options);

        Assert.Equal("candidates:u-1 applications:41", told.Shown());
    }

    [Fact]
    public async Task A_key_belongs_to_one_input()
    {
        var vendor = new FakeVendor(Apply.Answers);

        await RunAsync(vendor);
        var error = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(vendor, input: new Applying { Email = "ada@example.com" }));

        Assert.Equal(ConnectorError.Conflict, error.Error);
    }

    [Fact]
    public async Task A_refused_input_can_be_put_right_with_the_same_key()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(422) : Apply.Answers(asked));

        await Assert.ThrowsAsync<InputRefusedException>(() => RunAsync(vendor, input: new Applying { Email = "jo" }));
        await Assert.ThrowsAsync<InputRefusedException>(() => RunAsync(vendor, input: new Applying { Job = "j-1" }));
        await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(vendor));
        var reply = await RunAsync(vendor, input: new Applying { Email = "ada@example.com" });

        Assert.Equal("candidates:u-1 applications:41", reply.Made.Shown());
    }

    [Fact]
    public async Task A_file_is_not_fetched_again_for_what_is_done()
    {
        var input = new Applying { Attachments = [new FileInput { Name = "a", DataUrl = "https://files.example/a" }] };
        var web = new FakeVendor(asked => asked.Number == 0 ? Answer.Bytes([1]) : Answer.Status(410));

        await RunAsync(new FakeVendor(Apply.Answers), input: input, web: web);
        var again = await RunAsync(new FakeVendor(Apply.Answers), input: input, web: web);

        Assert.Equal("candidates:u-1 applications:41", again.Made.Shown());
        Assert.Single(web.Requests);
    }

    [Fact]
    public async Task A_file_that_is_gone_when_the_action_goes_on_is_an_error_that_says_what_exists()
    {
        var input = new Applying { Attachments = [new FileInput { Name = "a", DataUrl = "https://files.example/a" }] };
        var web = new FakeVendor(asked => asked.Number == 0 ? Answer.Bytes([1]) : Answer.Status(410));
        var vendor = new FakeVendor(asked => asked.Number == 1 ? Answer.Status(422) : Apply.Answers(asked));

        await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(vendor, input: input, web: web));
        var error = await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(vendor, input: input, web: web));

        Assert.Equal("candidates:u-1", error.Made.Shown());
        Assert.Equal(["attachments[0].data_url Unreachable"], Assert.IsType<InputRefusedException>(error.InnerException).Findings.Shown());
    }

    [Fact]
    public async Task When_the_journal_cannot_be_written_the_error_says_what_exists()
    {
        _journal.Ended = () => throw new IOException("disk full");

        var error = await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(new FakeVendor(Apply.Answers)));

        Assert.Equal("candidates:u-1", error.Made.Shown());
        Assert.Contains("the journal cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Equal(["begin applicant", "end applicant", "close"], _journal.Calls);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_noted()
    {
        await Apply.RunAsync(new FakeVendor(Apply.Answers), options: new ActionOptions { Journal = _journal });

        Assert.Empty(_journal.Calls);
    }

    [Fact]
    public async Task A_step_in_doubt_is_not_sent_again_and_the_error_says_what_to_look_for()
    {
        var vendor = new FakeVendor(asked => asked.Number == 1 ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : Apply.Answers(asked));
        await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(vendor));

        var error = await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(vendor));

        Assert.Equal(ConnectorError.Conflict, error.Error);
        Assert.Equal("application", error.UncertainStep);
        Assert.Equal("candidates:u-1", error.Made.Shown());
        Assert.Contains("its reply never arrived", error.Message, StringComparison.Ordinal);
        Assert.Contains("look at the vendor whether one of the applications was made", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, vendor.Requests.Count);
        Assert.False(_journal.Steps["application"].Done);
    }

    [Fact]
    public async Task A_step_in_doubt_is_looked_for_and_what_is_found_is_what_it_made()
    {
        Lose("applicant");
        var vendor = new FakeVendor(asked => asked.Method == "GET" ? Answer.Json("""{"found":[{"uuid":"u-9","mail":"jo@example.com"}]}""") : Apply.Answers(asked));

        var reply = await RunAsync(vendor, Apply.Plan(Apply.Applicant with { Find = Apply.Find }, Apply.Application));

        Assert.Equal("candidates:u-9 applications:41", reply.Made.Shown());
        Assert.Equal(["GET", "POST"], vendor.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task A_step_in_doubt_is_sent_again_where_the_vendor_says_when_its_record_exists()
    {
        var rule = new StepReply(new ReplyRule { Statuses = [409] }, [new TakenValue("remote_id", "existing")]);
        var plan = Apply.Plan(Apply.Applicant with { On = [rule] }, Apply.Application);
        var vendor = new FakeVendor(asked => asked.Number switch
        {
            0 => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            1 => Answer.Json("""{"existing":"u-3"}""", 409),
            _ => Apply.Answers(asked),
        });

        var error = await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(vendor, plan));
        var reply = await RunAsync(vendor, plan);

        Assert.Contains("The same idempotency key finds out and goes on from here.", error.Message, StringComparison.Ordinal);
        Assert.Equal("candidates:u-3 applications:41", reply.Made.Shown());
    }

    [Fact]
    public async Task A_step_in_doubt_that_is_not_found_is_sent_again()
    {
        Lose("applicant");
        var vendor = new FakeVendor(Apply.Answers);

        var reply = await RunAsync(vendor, Apply.Plan(Apply.Applicant with { Find = Apply.Find }));

        Assert.Equal("candidates:u-1", reply.Made.Shown());
    }

    [Fact]
    public async Task A_step_in_doubt_stays_so_when_the_look_for_it_fails()
    {
        Lose("applicant");

        await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(new FakeVendor(_ => Answer.Status(403)), Apply.Plan(Apply.Applicant with { Find = Apply.Find })));

        Assert.False(_journal.Steps["applicant"].Done);
        Assert.False(_journal.IsOpen);
    }

    [Fact]
    public async Task A_repeatable_step_in_doubt_is_sent_again()
    {
        Lose("applicant");

        Assert.Equal("candidates:u-1", (await RunAsync(new FakeVendor(Apply.Answers), Apply.Plan(Apply.Applicant with { Repeatable = true }))).Made.Shown());
    }

    [Fact]
    public async Task Cancelled_between_steps_the_journal_knows_what_is_done()
    {
        using var cancel = new CancellationTokenSource();
        _journal.Ended = cancel.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(new FakeVendor(Apply.Answers), cancellationToken: cancel.Token));

        Assert.Equal(["begin applicant", "end applicant", "close"], _journal.Calls);
    }

    [Fact]
    public async Task Cancelled_while_the_vendor_works_the_step_is_in_doubt()
    {
        using var cancel = new CancellationTokenSource();
        var vendor = new FakeVendor(asked =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(asked.Cancellation);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(vendor, cancellationToken: cancel.Token));

        Assert.False(_journal.Steps["applicant"].Done);
        Assert.Equal(["begin applicant", "close"], _journal.Calls);
    }

    private void Lose(string step) => _journal.Steps[step] = new JournalStep(step, false, false, ImmutableDictionary<string, string>.Empty);

    private Task<ActionReply> RunAsync(
        FakeVendor vendor, ActionPlan? plan = null, Applying? input = null, FakeVendor? web = null, CancellationToken cancellationToken = default) => Apply.RunAsync(
        vendor,
        plan,
        input,
        new ActionOptions { IdempotencyKey = "k-1", Journal = _journal },
        new ConnectorOptions { Retries = 0, FileHttp = web is null ? null : new HttpMessageInvoker(web) },
        cancellationToken: cancellationToken);
}
