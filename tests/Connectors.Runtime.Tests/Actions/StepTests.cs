using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Actions;

public class StepTests
{
    private static readonly ActionStep Finding = Apply.Applicant with { Find = Apply.Find };

    [Fact]
    public async Task A_record_that_is_found_is_not_made_and_counts_as_there_before()
    {
        var vendor = new FakeVendor(asked => asked.Method == "GET"
            ? Answer.Json("""{"found":[{"uuid":"u-8","mail":"joe@example.com"},{"mail":null},{"uuid":"u-9","mail":" JO@example.com"}]}""")
            : Apply.Answers(asked));

        var reply = await Apply.RunAsync(vendor, Apply.Plan(Finding, Apply.Application));

        Assert.Equal("candidates:u-9! applications:41", reply.Made.Shown());
        Assert.Equal(["GET /api/applicants?mail=jo%40example.com", "POST /api/jobs/7/applications"], vendor.Requests.Select(r => $"{r.Method} {r.PathAndQuery}"));
        Assert.Equal("""{"applicant":"u-9"}""", vendor.Requests[1].Body);
    }

    [Theory]
    [InlineData("""{"found":[]}""")]
    [InlineData("""{"found":null}""")]
    [InlineData("{}")]
    [InlineData("""{"found":[{"uuid":"u-8","mail":"joe@example.com"}]}""")]
    public async Task A_record_that_is_not_found_is_made(string found)
    {
        var vendor = new FakeVendor(asked => asked.Method == "GET" ? Answer.Json(found) : Apply.Answers(asked));

        Assert.Equal("candidates:u-1", (await Apply.RunAsync(vendor, Apply.Plan(Finding))).Made.Shown());
    }

    [Fact]
    public async Task A_rule_can_say_that_nothing_was_found()
    {
        var vendor = new FakeVendor(asked => asked.Method == "GET" ? Answer.Status(404) : Apply.Answers(asked));
        var find = Apply.Find with { On = [new ReplyRule { Statuses = [404], Empty = true }] };

        Assert.Equal("candidates:u-1", (await Apply.RunAsync(vendor, Apply.Plan(Finding with { Find = find }))).Made.Shown());
    }

    [Fact]
    public async Task Nothing_is_looked_for_when_what_to_look_by_is_not_given()
    {
        var vendor = new FakeVendor(Apply.Answers);
        var find = Apply.Find with { Where = (_, _) => [("mail", null)] };

        await Apply.RunAsync(vendor, Apply.Plan(Finding with { Find = find }));

        Assert.Equal("POST", vendor.Request.Method);
    }

    [Fact]
    public async Task A_found_record_without_an_id_is_an_error_and_nothing_is_made()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"found":[{"mail":"jo@example.com"}]}"""));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Apply.RunAsync(vendor, Apply.Plan(Finding)));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("at uuid", error.Message, StringComparison.Ordinal);
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task A_rule_can_say_that_the_record_exists_already_and_where_its_id_is()
    {
        var vendor = new FakeVendor(asked => asked.PathAndQuery == "/api/applicants"
            ? Answer.Json("""{"error":{"code":"applicant_exists","existing":"u-5"}}""", 409)
            : Apply.Answers(asked));

        var reply = await Apply.RunAsync(vendor, Apply.Plan(Existing, Apply.Application));

        Assert.Equal("candidates:u-5! applications:41", reply.Made.Shown());
    }

    [Fact]
    public async Task Such_a_rule_says_nothing_of_other_conflicts()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"error":{"code":"blocked"}}""", 409));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Apply.RunAsync(vendor, Apply.Plan(Existing)));

        Assert.Equal(ConnectorError.Conflict, error.Error);
    }

    [Fact]
    public async Task An_existing_record_without_an_id_is_an_error_but_not_in_doubt()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"error":{"code":"applicant_exists"}}""", 409));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Apply.RunAsync(vendor, Apply.Plan(Existing)));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("at error.existing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"u-1"}""", 200)]
    [InlineData("""{"uuid":""}""", 200)]
    [InlineData("", 204)]
    public async Task A_success_that_does_not_tell_the_id_says_that_the_record_may_exist(string body, int status)
    {
        var vendor = new FakeVendor(_ => Answer.Json(body, status));

        var error = await Assert.ThrowsAsync<PartialActionException>(() => Apply.RunAsync(vendor, Apply.Plan(Apply.Applicant)));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Equal("applicant", error.UncertainStep);
        Assert.Empty(error.Made);
        Assert.Contains("whether one of the candidates was made", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_a_later_step_needs_and_nobody_told_is_an_error_that_says_what_exists()
    {
        var vendor = new FakeVendor(Apply.Answers);
        var step = Apply.Application with { Fill = (_, scope, values) => values.Add(Apply.Body("x"), scope.Taken("applicant", "number")) };

        var error = await Assert.ThrowsAsync<PartialActionException>(() => Apply.RunAsync(vendor, Apply.Plan(Apply.Applicant, step)));

        Assert.Equal("candidates:u-1", error.Made.Shown());
        Assert.Null(error.UncertainStep);
        Assert.Contains("the reply of the step 'applicant' has not told 'number'", error.Message, StringComparison.Ordinal);
        Assert.Single(vendor.Requests);
    }

    [Theory]
    [InlineData("https://v.example/api/applications/41", "41")]
    [InlineData("/applications/41/?expand=all#top", "41")]
    [InlineData("/applications/a%2Fb", "a/b")]
    [InlineData("41", "41")]
    [InlineData("https://v.example/", null)]
    public async Task An_id_can_be_the_last_segment_of_a_header(string location, string? id)
    {
        var vendor = new FakeVendor(_ => Answer.Status(201).With("Location", location));
        var step = Apply.Applicant with { Take = [new TakenValue("remote_id", "Location") { From = TakenFrom.Header, LastSegment = true }] };
        var run = () => Apply.RunAsync(vendor, Apply.Plan(step));

        if (id is null)
        {
            Assert.Contains("the header Location", (await Assert.ThrowsAsync<PartialActionException>(run)).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(id, (await run()).Made[0].RemoteId);
        }
    }

    [Fact]
    public async Task The_status_and_numbers_can_be_taken()
    {
        var vendor = new FakeVendor(_ => Answer.Json("""{"uuid":{"n":17}}""", 202));
        var step = Apply.Applicant with { Take = [new TakenValue("remote_id", "uuid.n"), new TakenValue("state", "") { From = TakenFrom.Status }] };

        var made = (await Apply.RunAsync(vendor, Apply.Plan(step))).Made[0];

        Assert.Equal(("17", "202"), (made.RemoteId, made.Taken["state"]));
    }

    [Fact]
    public async Task When_a_later_step_is_refused_the_error_says_what_exists_and_what_the_vendor_said()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Apply.Answers(asked) : Answer.Json($$"""{"error":"closed {{TestConnector.Secret}}"}""", 422));
        var rules = new[] { new ReplyRule { Statuses = [422], Means = ConnectorError.JobClosed, Messages = ["error"] } };

        var error = await Assert.ThrowsAsync<PartialActionException>(() => Apply.RunAsync(vendor, define: p => p with { Errors = [.. rules] }));

        Assert.Equal(ConnectorError.JobClosed, error.Error);
        Assert.Equal(422, error.Status);
        Assert.Equal("closed ***", error.VendorMessage);
        Assert.Equal("candidates:u-1", error.Made.Shown());
        Assert.Contains("candidates 'u-1'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jo@example.com", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_record_was_only_found_a_refused_step_has_changed_nothing()
    {
        var vendor = new FakeVendor(asked => asked.Method == "GET" ? Answer.Json("""{"found":[{"uuid":"u-9","mail":"jo@example.com"}]}""") : Answer.Status(422));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => Apply.RunAsync(vendor, Apply.Plan(Finding, Apply.Application)));

        Assert.Equal(ConnectorError.InvalidInput, error.Error);
    }

    private static ActionStep Existing => Apply.Applicant with
    {
        On =
        [
            new StepReply(
                new ReplyRule { Statuses = [409], Tests = [new BodyTest(BodyTestKind.Is, "error.code", "applicant_exists")] },
                [new TakenValue("remote_id", "error.existing")]),
        ],
    };
}
