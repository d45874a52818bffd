using Connectors.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests.Http;

public class RequestLimitTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Every_answer_tells_what_is_left_and_one_too_many_is_refused_until_the_minute_is_over()
    {
        var limit = new RequestLimit(2, _clock);
        Assert.Equal(("2", "1", "60"), Send(limit, "one"));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(("2", "0", "40"), Send(limit, "one"));

        var context = new DefaultHttpContext();
        var refused = Assert.Throws<ApiException>(() => limit.Enter(context, "one"));

        Assert.Equal((429, "PLATFORM.RATE_LIMIT_EXCEEDED", TimeSpan.FromSeconds(40)), (refused.Status, refused.Code, refused.RetryAfter));
        Assert.Equal("0", context.Response.Headers["ratelimit-remaining"]);
        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(("2", "1", "60"), Send(limit, "one"));
    }

    [Fact]
    public void Environments_do_not_take_from_each_other()
    {
        var limit = new RequestLimit(1, _clock);
        Send(limit, "one");

        Assert.Equal(("1", "0", "60"), Send(limit, "another"));
    }

    private static (string? Limit, string? Remaining, string? Reset) Send(RequestLimit limit, string environment)
    {
        var context = new DefaultHttpContext();
        limit.Enter(context, environment);
        var headers = context.Response.Headers;
        return (headers["ratelimit-limit"], headers["ratelimit-remaining"], headers["ratelimit-reset"]);
    }
}
