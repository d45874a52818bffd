using System.Text.Json;
using Connectors.Server.Accounts;
using Connectors.Server.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests;

/// <summary>What becomes of records that are gone at the vendor.</summary>
public sealed class RemovalTests(ClockedServer played) : IClassFixture<ClockedServer>
{
    private readonly DemoServer _server = played.Server;

    [Fact]
    public async Task Two_weeks_after_it_is_gone_nothing_is_left_of_a_candidate_but_ids()
    {
        _server.Vendor("laura").Records.Delete("candidates", 0);
        await _server.SyncAsync("laura");

        // Where paging drifts, two runs have to agree that a record is gone.
        await _server.SyncAsync("laura");
        var gone = await GoneAsync();
        Assert.NotNull(gone.GetProperty("first_name").GetString());
        var removal = _server.Server.Services.GetRequiredService<RecordRemoval>();

        await played.PassAsync(TimeSpan.FromDays(13));
        removal.RemoveDue();
        Assert.Equal(gone.ToString(), (await GoneAsync()).ToString());
        await played.PassAsync(TimeSpan.FromDays(2));
        removal.RemoveDue();

        var left = await GoneAsync();
        Assert.Empty(AtsContract.Problems(AtsContract.Lists["/ats/candidates"], left));
        string[] kept = ["id", "remote_id", "changed_at", "remote_deleted_at"];
        Assert.All(kept, name => Assert.Equal(gone.GetProperty(name).ToString(), left.GetProperty(name).ToString()));
        Assert.All(left.EnumerateObject().Where(m => !kept.Contains(m.Name) && m.Name != "applications"), m => Assert.True(m.Value.ValueKind is JsonValueKind.Null || m.Value.ToString() is "[]" or "{}", m.ToString()));
    }

    private async Task<JsonElement> GoneAsync() =>
        Assert.Single(await _server.AllAsync("laura", "/ats/candidates?include_deleted=true"), c => c.GetProperty("remote_deleted_at").ValueKind != JsonValueKind.Null);
}
