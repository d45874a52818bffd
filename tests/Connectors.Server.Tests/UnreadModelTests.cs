using System.Net;
using Connectors.Sync.Engine;

namespace Connectors.Server.Tests;

/// <summary>A model that was never read to its end says why.</summary>
public sealed class UnreadModelTests : IAsyncLifetime
{
    private readonly HeldVendor _vendor = new();
    private readonly DemoServer _server;

    public UnreadModelTests() => _server = new DemoServer { Configure = o => _vendor.Before("laura", o with { Connectors = [Ats.ConnectorRegistry.Find("laura")!] }) };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, 403, "INTEGRATION.PERMISSION_MISSING", "403")]
    [InlineData(HttpStatusCode.Unauthorized, 403, "INTEGRATION.AUTHENTICATION_INVALID", "401")]
    [InlineData(HttpStatusCode.OK, 409, "INTEGRATION.SETUP_SYNC_PENDING", "The last sync could not: ")]
    public async Task What_the_first_sync_could_not_read_says_why_until_a_sync_can(HttpStatusCode status, int answer, string code, string reason)
    {
        var integration = _server.Add("laura", "another");
        var id = $"laura:{integration.Id}";
        Assert.Contains("when the first sync is done", (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).IsError(409, "INTEGRATION.SETUP_SYNC_PENDING"), StringComparison.Ordinal);
        _vendor.Answer = request => request.RequestUri!.AbsolutePath.EndsWith("/jobs", StringComparison.Ordinal) ? new HttpResponseMessage(status) { Content = new StringContent("{") } : null;

        Assert.NotEmpty((await _server.Server.Syncs.Enqueue(integration, SyncKind.Full).Sync.Done.Task.WaitAsync(TimeSpan.FromMinutes(2)))!.Errors);

        Assert.Contains(reason, (await _server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).IsError(answer, code), StringComparison.Ordinal);

        // What is read job by job was not asked for because of it.
        Assert.Contains(reason, (await _server.SendAsync(HttpMethod.Get, "/ats/applications", id)).IsError(answer, code), StringComparison.Ordinal);
        _vendor.Answer = static _ => null;
        await _server.SyncIntegrationAsync(id);
        Assert.NotEmpty((await _server.SendAsync(HttpMethod.Get, "/ats/jobs", id)).Data.GetProperty("results").EnumerateArray());
    }
}
