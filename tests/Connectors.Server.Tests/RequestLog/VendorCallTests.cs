using Connectors.Server.RequestLog;
using Connectors.Server.Tests.Connect;
using Connectors.Server.Tests.Dashboard;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests.RequestLog;

/// <summary>Requests to vendors are noted like those of clients.</summary>
public sealed class VendorCallTests
{
    [Fact]
    public async Task Whatever_the_server_asks_a_vendor_is_noted_with_what_it_was_for_and_without_secrets()
    {
        var server = new DemoServer { Configure = o => o with { Connectors = [Ats.ConnectorRegistry.Find("laura")!] } };
        await server.InitializeAsync();
        var (laura, secret) = (server.Integration("laura"), server.Vendor("laura").Connection["api_key"]);
        var job = (await server.AllAsync("laura", "/ats/jobs?statuses=OPEN"))[0].GetProperty("id").GetString();
        var candidate = new { first_name = "Onni", last_name = "Omapolku", email_address = "onni.omapolku@example.com" };
        _ = (await server.SendAsync(HttpMethod.Post, "/ats/candidates", laura, new { candidate, application = new { job_id = job } })).Data;
        _ = (await server.SendAsync(HttpMethod.Post, "/passthrough/laura/api", laura, new { method = "GET", path = "/jobs", @params = new { per_page = "2", q = "Omapolku" } })).Data;
        var link = new { end_user_email = "a@example.com", end_user_organization_name = "A", integration_category = "ATS", integration_tool = "laura" };
        using var person = await new ConnectPerson((await server.SendAsync(HttpMethod.Post, "/connect/create-link", body: link)).Data.GetProperty("link").GetString()!).OpenAsync();
        await person.SendAsync("form", [.. server.Vendor("laura").Connection.Select(v => ("field." + v.Key, v.Key == "api_key" ? "wrong-secret-4711" : v.Value))]);
        var (environment, host) = (server.Server.Environment, server.Vendor("laura").BaseAddress.Authority);
        await server.StopAsync();

        var noted = Read(server.Database, log => log.Find(environment, All(RequestSide.ToVendor), 1000));
        Assert.All(noted, r => Assert.StartsWith(host + "/", r.Path, StringComparison.Ordinal));
        Assert.All(noted, r => Assert.True(r.Took >= 0));
        Assert.All(noted, r => Assert.DoesNotContain(secret, r.Path, StringComparison.Ordinal));
        Assert.All(noted, r => Assert.DoesNotContain("4711", r.Path, StringComparison.Ordinal));
        Assert.All(noted, r => Assert.DoesNotContain("omapolku", r.Path, StringComparison.OrdinalIgnoreCase));
        Assert.Equal([null, laura], noted.Select(r => r.Integration).Distinct().Order(StringComparer.Ordinal));
        var refused = Assert.Single(noted, r => r.Integration is null);
        Assert.Equal(("connect: check", 401, "Authentication"), (refused.Cause, refused.Status, refused.Code));
        var jobs = noted.First(r => r.Cause == "sync: jobs");
        Assert.Equal(("GET", 200, null), (jobs.Method, jobs.Status, jobs.Code));
        Assert.True(jobs.Bytes > 100);
        Assert.Contains(noted, r => r is { Cause: "action: create_candidate", Method: "POST", Status: < 300 });
        Assert.EndsWith("/jobs?per_page=2&q=…", Assert.Single(noted, r => r.Cause == "passthrough").Path, StringComparison.Ordinal);
        Assert.DoesNotContain(Read(server.Database, log => log.Find(environment, All(RequestSide.FromClient), 1000)), r => r.Cause is not null || r.Path.Contains(host, StringComparison.Ordinal));

        await server.StartAsync();
        using var browser = await Browser.SignedInAsync(server.Server);
        var page = (await browser.OpenAsync($"/requests?side=vendors&text={Uri.EscapeDataString("per_page=2")}")).Ok();
        var row = Assert.Single(page.Html.QuerySelectorAll("tbody tr"));
        Assert.Contains("per_page=2&q=…", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("passthrough", row.QuerySelector("[data-label=For]")!.TextContent);
        Assert.Equal("vendors", page.Html.QuerySelector("#side option[selected]")!.GetAttribute("value"));
        Assert.DoesNotContain((await browser.OpenAsync("/requests")).Ok().Html.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains(host, StringComparison.Ordinal));
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("https://api.acme.example/v1/jobs/4711?page=3&all=true&q=Anna&since=2030-01-01", "api.acme.example/v1/jobs/4711?page=3&all=true&q=…&since=…")]
    [InlineData("https://api.acme.example:8443/users/anna@acme.example", "api.acme.example:8443/users/…")]
    [InlineData("https://api.acme.example/users/anna%40acme.example/x%2Fy", "api.acme.example/users/…/…")]
    [InlineData("https://api.acme.example/jobs?phone=0401234567&flag&=1", "api.acme.example/jobs?phone=…&flag=…&=1")]
    [InlineData("https://api.acme.example/0123456789012345678901234567890123456789x?01234567890123456789012345678901234567890=1", "api.acme.example/…?…=1")]
    [InlineData("https://user:password@api.acme.example/", "api.acme.example")]
    public void Of_an_address_at_a_vendor_only_what_is_harmless_is_kept(string address, string kept) => Assert.Equal(kept, Redaction.Address(new Uri(address)));

    [Fact]
    public void Neither_side_pushes_the_other_out_and_what_is_too_old_is_forgotten()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var files = new Files();
        using (var log = files.Open(clock))
        {
            log.Add([Request(clock, RequestSide.FromClient), Request(clock, RequestSide.ToVendor), Request(clock, RequestSide.ToVendor)]);
            clock.Advance(TimeSpan.FromDays(31));
            Assert.Empty(log.Find("e", All(RequestSide.ToVendor), 10));
            log.Add([Request(clock, RequestSide.ToVendor)]);

            Assert.Single(log.Find("e", All(RequestSide.ToVendor), 10));
        }

        Assert.Equal((1L, 1L), (files.Count("requests"), files.Count("vendor_requests")));
    }

    [Fact]
    public void What_a_vendor_did_not_answer_counts_as_an_error()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var files = new Files();
        using var log = files.Open(clock);
        log.Add([Request(clock, RequestSide.ToVendor) with { Status = 0 }, Request(clock, RequestSide.ToVendor)]);

        Assert.Equal(0, Assert.Single(log.Find("e", All(RequestSide.ToVendor) with { Refused = true }, 10)).Status);
        Assert.Equal(200, Assert.Single(log.Find("e", All(RequestSide.ToVendor) with { Refused = false }, 10)).Status);
    }

    [Fact]
    public void A_file_of_an_older_version_begins_anew()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var files = new Files();
        files.Run("CREATE TABLE requests (n INTEGER PRIMARY KEY, at INTEGER)");

        using (var log = files.Open(clock))
        {
            log.Add([Request(clock, RequestSide.FromClient)]);
        }

        using var again = files.Open(clock);
        Assert.Single(again.Find("e", All(RequestSide.FromClient), 10));
    }

    private static RequestQuery All(RequestSide side) => new(null, null, null, long.MaxValue, side);

    private static LoggedRequest Request(TimeProvider clock, RequestSide side) => new(clock.GetUtcNow(), "e", "GET", "/x", null, 200, null, 1) { Side = side };

    private static T Read<T>(string database, Func<RequestLogFile, T> read)
    {
        using var log = new RequestLogFile(new ServerOptions { Database = database });
        return read(log);
    }

    private sealed class Files : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("connectors-requests-").FullName;

        private ServerOptions Options => new() { Database = Path.Combine(_folder, "x.db") };

        public RequestLogFile Open(TimeProvider clock) => new(Options with { Clock = clock });

        public void Run(string sql) => _ = Value(sql);

        public long Count(string table) => (long)Value($"SELECT count(*) FROM {table}")!;

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        private object? Value(string sql)
        {
            using var connection = new SqliteConnection($"Data Source={Options.RequestLogFile};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }
}
