using System.Xml.Linq;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Soap;

public class SessionTests
{
    private static readonly ReplyRule Expired = new() { Tests = [new BodyTest(BodyTestKind.Is, "fault.subcode", "Expired")] };

    private int _logins;

    [Fact]
    public async Task Parallel_reads_log_in_once_and_send_what_it_gave()
    {
        var vendor = new FakeVendor(Answers);
        var connector = TestConnector.At(vendor, Define());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => connector.IdsAsync(SoapItems.Source(inHeader: true)))));

        Assert.Equal(1, _logins);
        Assert.All(vendor.Requests.Where(r => !IsLogin(r)), r => Assert.Equal("tok-1", Token(r)));
        Assert.Null(Token(vendor.Requests[0]));
    }

    [Fact]
    public async Task A_session_that_has_expired_is_opened_again_and_the_request_sent_again()
    {
        var vendor = new FakeVendor(asked => IsLogin(asked) || Token(asked) != "tok-1" ? Answers(asked) : SoapItems.Xml(SoapItems.Fault("s:Client.Expired"), 500));
        var connector = TestConnector.At(vendor, Define());

        Assert.Equal(["1"], await connector.IdsAsync(SoapItems.Source(inHeader: true)));
        Assert.Equal(["1"], await connector.IdsAsync(SoapItems.Source(inHeader: true)));

        Assert.Equal(2, _logins);
    }

    [Fact]
    public async Task A_session_that_is_refused_at_once_is_an_error_and_no_loop()
    {
        var vendor = new FakeVendor(asked => IsLogin(asked) ? Answers(asked) : SoapItems.Xml(SoapItems.Fault("s:Client.Expired")));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(vendor, Define()).IdsAsync(SoapItems.Source(inHeader: true)));

        Assert.Equal(ConnectorError.Authentication, error.Error);
        Assert.Equal(4, vendor.Requests.Count);
    }

    [Fact]
    public async Task A_session_is_not_used_longer_than_it_lives()
    {
        var clock = new FakeTimeProvider();
        var connector = TestConnector.At(new FakeVendor(Answers), Define(), new ConnectorOptions { Clock = clock, Retries = 0 });

        await connector.IdsAsync(SoapItems.Source(inHeader: true));
        clock.Advance(TimeSpan.FromMinutes(19));
        await connector.IdsAsync(SoapItems.Source(inHeader: true));
        Assert.Equal(1, _logins);
        clock.Advance(TimeSpan.FromMinutes(1));
        await connector.IdsAsync(SoapItems.Source(inHeader: true));

        Assert.Equal(2, _logins);
    }

    [Theory]
    [InlineData("<Valid>3</Valid>", 3)]
    [InlineData("<Valid>0.5</Valid>", 0.5)]
    [InlineData("<Valid>soon</Valid>", 20)]
    [InlineData("<Valid>-1</Valid>", 20)]
    [InlineData("<Valid>1e300</Valid>", 20)]
    [InlineData("", 20)]
    public async Task A_session_lives_as_long_as_its_log_in_says(string said, double minutes)
    {
        var clock = new FakeTimeProvider();
        var vendor = new FakeVendor(asked => IsLogin(asked)
            ? SoapItems.Xml(SoapItems.Envelope($"<LogInResponse><Token>tok-{++_logins}</Token>{said}</LogInResponse>"))
            : Answers(asked));
        var define = Define();
        var plan = (SessionPlan)define.Auth[0] with { LivesFrom = new SessionLife("Valid", TimeSpan.FromMinutes(1)) };
        var connector = TestConnector.At(vendor, TestConnector.Define(p => p with { Send = [], Auth = [plan] }), new ConnectorOptions { Clock = clock, Retries = 0 });

        await connector.IdsAsync(SoapItems.Source(inHeader: true));
        clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        await connector.IdsAsync(SoapItems.Source(inHeader: true));
        Assert.Equal(1, _logins);
        clock.Advance(TimeSpan.FromSeconds(1));
        await connector.IdsAsync(SoapItems.Source(inHeader: true));

        Assert.Equal(2, _logins);
    }

    [Fact]
    public async Task A_log_in_that_fails_is_the_error_and_the_next_request_tries_again()
    {
        var fails = true;
        var vendor = new FakeVendor(asked => fails ? SoapItems.Xml(SoapItems.Fault("s:Client", $"who is {TestConnector.Secret}?"), 500) : Answers(asked));
        var connector = TestConnector.At(vendor, Define());

        var error = await Assert.ThrowsAsync<ConnectorException>(() => connector.IdsAsync(SoapItems.Source(inHeader: true)));
        Assert.StartsWith("LogIn:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestConnector.Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Single(vendor.Requests);

        fails = false;
        Assert.Equal(["1"], await connector.IdsAsync(SoapItems.Source(inHeader: true)));
    }

    [Fact]
    public async Task A_log_in_that_fails_has_failed_for_all_who_wait_for_it()
    {
        var (asked, answer) = (0, new TaskCompletionSource<Session>());
        var sessions = new Sessions(TimeProvider.System, _ =>
        {
            asked++;
            return answer.Task;
        });
        var waiting = Enumerable.Range(0, 8).Select(_ => sessions.GetAsync(null, CancellationToken.None).AsTask()).ToList();

        answer.SetException(new ConnectorException(ConnectorError.Authentication, "no"));

        foreach (var one in waiting)
        {
            await Assert.ThrowsAsync<ConnectorException>(() => one);
        }

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_log_in_that_gives_no_token_is_an_error()
    {
        var vendor = new FakeVendor(_ => SoapItems.Xml(SoapItems.Envelope("<LogInResponse><Other/></LogInResponse>")));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(vendor, Define()).IdsAsync(SoapItems.Source(inHeader: true)));

        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains("Token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_log_in_gave_is_never_shown()
    {
        var vendor = new FakeVendor(asked => IsLogin(asked) ? Answers(asked) : SoapItems.Xml(SoapItems.Fault("s:Client", "bad token tok-1"), 500));

        var error = await Assert.ThrowsAsync<ConnectorException>(() => TestConnector.At(vendor, Define()).IdsAsync(SoapItems.Source(inHeader: true)));

        Assert.Equal("bad token ***", error.VendorMessage);
        Assert.DoesNotContain("tok-1", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Place.Header)]
    [InlineData(Place.Query)]
    [InlineData(Place.Cookie)]
    public async Task A_session_of_a_REST_api_is_sent_where_the_spec_says(Place place)
    {
        var vendor = new FakeVendor(asked => asked.PathAndQuery.Contains("/login", StringComparison.Ordinal)
            ? Answer.Json($$$"""{"session":{"token":"tok-{{{++_logins}}}"}}""")
            : Sent(asked, place) == "tok-2" ? Answer.Json(Items.Page(["1"])) : Answer.Status(401));
        var plan = new SessionPlan
        {
            Login = Items.Get("/login"),
            Take = [new TakenValue("token", "session.token")],
            Sent = [new SentValue(new PlaceName(place, "sid"), [(in RequestScope s) => s.Taken("token")])],
            Stale = [new ReplyRule { Statuses = [401] }],
        };

        Assert.Equal(["1"], await TestConnector.At(vendor, TestConnector.Define(p => p with { Auth = [plan] })).IdsAsync(Items.Source()));
        Assert.Equal(2, _logins);
    }

    private static string? Sent(Asked asked, Place place) => place switch
    {
        Place.Header => asked.Headers.GetValueOrDefault("sid"),
        Place.Query => asked.Parameter("sid"),
        _ => asked.Headers.GetValueOrDefault("Cookie")?["sid=".Length..],
    };

    private static bool IsLogin(Asked asked) => asked.Body!.Contains("LogIn", StringComparison.Ordinal);

    private static string? Token(Asked asked) => XDocument.Parse(asked.Body!).Descendants(XName.Get("Token", SoapItems.Names)).SingleOrDefault()?.Value;

    private static ConnectorDefinition Define() => TestConnector.Define(p => p with
    {
        Send = [],
        Auth = [new SessionPlan
        {
            Login = SoapItems.Call("LogIn") with { Send = [new SentValue(new PlaceName(Place.Body, "Password"), [(in RequestScope s) => s.Connection["api_key"]])] },
            Take = [new TakenValue("token", "Token")],
            Sent = [new SentValue(new PlaceName(Place.SoapHeader, "Session.Token"), [(in RequestScope s) => s.Taken("token")])],
            Stale = [Expired],
            Lives = TimeSpan.FromMinutes(20),
        }],
    });

    private HttpResponseMessage Answers(Asked asked) => SoapItems.Xml(IsLogin(asked)
        ? SoapItems.Envelope($"<LogInResponse><Token>tok-{Interlocked.Increment(ref _logins)}</Token></LogInResponse>")
        : SoapItems.Answer(["1"]));
}
