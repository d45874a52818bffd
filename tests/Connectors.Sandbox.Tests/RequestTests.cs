using System.Net;
using System.Text;

namespace Connectors.Sandbox.Tests;

public sealed class RequestTests : IAsyncLifetime
{
    private VendorClient _client = null!;

    public async Task InitializeAsync() => _client = await VendorClient.StartAsync(Specs.Laura);

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Theory]
    [InlineData("/jobs?colour=red", "colour")]
    [InlineData("/jobs?per_page=101", "per_page")]
    [InlineData("/jobs?per_page=0", "per_page")]
    [InlineData("/jobs?page=first", "page")]
    [InlineData("/jobs?page=1&page=2", "page")]
    [InlineData("/jobs?include=texts,secrets", "include")]
    [InlineData("/jobs?changed_since=yesterday", "changed_since")]
    public async Task A_request_that_the_contract_does_not_allow_is_refused_with_its_parameter_named(string path, string parameter)
    {
        var reply = await _client.GetAsync(path, "/jobs", 400);
        Assert.Equal("invalid", reply.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains($"'{parameter}'", reply.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/applicants?starting_after=7")]
    [InlineData("/applicants?starting_after=00000000-0000-4000-8000-000000000000")]
    public async Task A_marker_that_is_no_id_is_refused(string path) => await _client.GetAsync(path, "/applicants", 400);

    [Theory]
    [InlineData("/jobs/999999/applications", 404)]
    [InlineData("/jobs/abc/applications", 400)]
    public async Task An_unknown_parent_is_not_found(string path, int status) => await _client.GetAsync(path, "/jobs/{job_id}/applications", status);

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Wrong_or_missing_credentials_are_refused(string? key)
    {
        using var stranger = new HttpClient();
        if (key is not null)
        {
            stranger.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        using var reply = await stranger.GetAsync(_client.At("/account"));
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Contains("\"unauthorized\"", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_and_methods_that_are_not_there_are_refused()
    {
        using var nowhere = await _client.Http.GetAsync(_client.At("/nowhere"));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using var outside = await _client.Http.GetAsync(new Uri(_client.Server.BaseAddress, "/jobs"));
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        using var method = await _client.Http.DeleteAsync(_client.At("/jobs"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
    }

    [Theory]
    [InlineData("{ bearer: \"{connection.key}\" }", "Bearer {0}")]
    [InlineData("{ basic: { user: me, password: \"{connection.key}\" } }", "Basic me:{0}")]
    public async Task Bearer_and_basic_credentials_are_told_apart(string auth, string header)
    {
        var options = Specs.Users("", auth: "[" + auth + "]");
        await using var server = await SandboxServer.StartAsync(options);
        var value = string.Format(System.Globalization.CultureInfo.InvariantCulture, header, server.Connection["key"]);
        value = value.StartsWith("Basic ", StringComparison.Ordinal) ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(value[6..])) : value;
        using var http = new HttpClient();
        using (var refused = await http.GetAsync(server.BaseAddress + "/users"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", value);
        using var accepted = await http.GetAsync(server.BaseAddress + "/users");
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task The_connection_is_filled_in_from_its_form()
    {
        await using var other = await SandboxServer.StartAsync(Specs.Laura with { Seed = 99 });
        Assert.Equal("acme", _client.Server.Connection["subdomain"]);
        Assert.Equal("en", _client.Server.Connection["language"]);
        Assert.NotEqual(other.Connection["api_key"], _client.Server.Connection["api_key"]);
    }

    [Fact]
    public async Task Every_request_is_told_to_the_log()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<SandboxRequest>();
        var told = new TaskCompletionSource();
        await using var client = await VendorClient.StartAsync(Specs.Laura with
        {
            Log = r =>
            {
                seen.Enqueue(r);
                told.TrySetResult();
            },
        });
        await client.GetAsync("/jobs?page=1", "/jobs");
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var request = Assert.Single(seen);
        Assert.Equal(("GET", "/api/v1.2/jobs?page=1", 200), (request.Method, request.Target, request.Status));
        Assert.Equal(1, client.Server.RequestCount);
    }

    [Fact]
    public async Task A_sandbox_runs_until_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        Uri? address = null;
        await SandboxServer.RunAsync(Specs.Laura, server =>
        {
            address = server.BaseAddress;
            stop.Cancel();
        }, stop.Token);
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(address));
    }
}
