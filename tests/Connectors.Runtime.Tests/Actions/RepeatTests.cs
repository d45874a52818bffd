using System.Net;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Actions;

public class RepeatTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_step_is_sent_again_when_there_were_too_many_requests()
    {
        var vendor = new FakeVendor(asked => asked.Number < 2 ? Answer.Status(429).With("Retry-After", "3") : Apply.Answers(asked));

        Assert.Equal("candidates:u-1", (await RunAsync(vendor, Apply.Applicant)).Made.Shown());
        Assert.Equal(3, vendor.Requests.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    public async Task A_step_is_sent_again_when_the_connection_was_never_made(HttpRequestError problem)
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? throw new HttpRequestException(problem) : Apply.Answers(asked));

        Assert.Equal("candidates:u-1", (await RunAsync(vendor, Apply.Applicant)).Made.Shown());
    }

    [Fact]
    public async Task A_step_is_sent_again_when_a_rule_says_so()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(503) : Apply.Answers(asked));
        var step = Apply.Applicant with { On = [new StepReply(new ReplyRule { Statuses = [503], Retry = true }, [])] };

        Assert.Equal("candidates:u-1", (await RunAsync(vendor, step)).Made.Shown());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Otherwise_a_step_that_may_have_been_done_is_not_sent_again(int status)
    {
        var vendor = new FakeVendor(_ => status == 0 ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : Answer.Status(status));

        var error = await Assert.ThrowsAsync<PartialActionException>(() => RunAsync(vendor, Apply.Applicant));

        Assert.Single(vendor.Requests);
        Assert.Equal("applicant", error.UncertainStep);
        Assert.Equal(ConnectorError.Unavailable, error.Error);
    }

    [Fact]
    public async Task A_step_that_may_be_repeated_is_sent_again()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(500) : Apply.Answers(asked));

        Assert.Equal("candidates:u-1", (await RunAsync(vendor, Apply.Applicant with { Repeatable = true })).Made.Shown());
    }

    [Fact]
    public async Task When_a_repeatable_step_fails_for_good_nothing_is_in_doubt()
    {
        var error = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(new FakeVendor(_ => Answer.Status(500)), Apply.Applicant with { Repeatable = true }));

        Assert.Equal(ConnectorError.Unavailable, error.Error);
    }

    [Fact]
    public async Task The_look_for_a_record_is_repeated_like_any_read()
    {
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(500) : Apply.Answers(asked));

        Assert.Equal("candidates:u-1", (await RunAsync(vendor, Apply.Applicant with { Find = Apply.Find })).Made.Shown());
        Assert.Equal(["GET", "GET", "POST"], vendor.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task A_step_that_met_a_stale_session_is_sent_again_in_a_new_one()
    {
        var logins = 0;
        var vendor = new FakeVendor(asked => asked.PathAndQuery.EndsWith("/login", StringComparison.Ordinal)
            ? Answer.Json($$"""{"token":"t-{{++logins}}"}""")
            : asked.Headers["Session"] == "t-1" ? Answer.Status(401) : Apply.Answers(asked));
        var session = new SessionPlan
        {
            Login = Items.Get("/login"),
            Take = [new TakenValue("token", "token")],
            Sent = [new SentValue(new PlaceName(Place.Header, "Session"), [(in RequestScope s) => s.Taken("token")])],
            Stale = [new ReplyRule { Statuses = [401] }],
        };

        var reply = await Apply.RunAsync(vendor, Apply.Plan(Apply.Applicant), define: p => p with { Auth = [session] });

        Assert.Equal("candidates:u-1", reply.Made.Shown());
        Assert.Equal(2, logins);
    }

    [Fact]
    public async Task A_log_in_that_fails_leaves_nothing_in_doubt()
    {
        var session = new SessionPlan { Login = Items.Get("/login"), Take = [new TakenValue("token", "token")] };

        var error = await Assert.ThrowsAsync<ConnectorException>(
            () => Apply.RunAsync(new FakeVendor(_ => Answer.Status(500)), Apply.Plan(Apply.Applicant), define: p => p with { Auth = [session] }));

        Assert.Equal(ConnectorError.Unavailable, error.Error);
    }

    private Task<ActionReply> RunAsync(FakeVendor vendor, ActionStep step) =>
        Pump.RunAsync(_clock, () => Apply.RunAsync(vendor, Apply.Plan(step), connector: new ConnectorOptions { Clock = _clock }));
}
