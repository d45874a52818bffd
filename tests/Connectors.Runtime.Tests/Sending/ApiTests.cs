using Connectors.Runtime.Requests;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Sending;

/// <summary>Several apis of one connector.</summary>
public sealed class ApiTests
{
    [Fact]
    public async Task An_api_with_limits_of_its_own_is_counted_by_itself()
    {
        var clock = new FakeTimeProvider();
        var vendor = new FakeVendor(_ => Answer.Json(Items.Page(["1"])));
        var slow = new ApiPlan((in RequestScope _) => "https://slow.vendor.example") { Rates = [new RateWindow(1, TimeSpan.FromMinutes(1))] };
        var connector = TestConnector.At(vendor, TestConnector.Define(p => p with { OtherApis = [slow], Check = Items.Get() with { Api = 1 } }), new ConnectorOptions { Clock = clock, Retries = 0 });
        await connector.CheckAsync();

        var waiting = connector.CheckAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(["1"], await connector.IdsAsync(Items.Source()));
        }

        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        await waiting;
        Assert.Equal(2, vendor.Requests.Count(r => r.Address.Host == "slow.vendor.example"));
    }
}
