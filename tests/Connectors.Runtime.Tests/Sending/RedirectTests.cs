using Connectors.Runtime.Reading;
using Connectors.Runtime.Tests.Support;

namespace Connectors.Runtime.Tests.Sending;

/// <summary>Where addresses that are written shortly start from after a redirect.</summary>
public sealed class RedirectTests
{
    [Fact]
    public async Task The_address_of_the_next_page_starts_from_where_the_page_came_from()
    {
        var vendor = new FakeVendor(asked => asked.Address.AbsoluteUri switch
        {
            "https://acme.vendor.example/api/items" => Answer.Status(302).With("Location", "https://eu.vendor.example/v2/people/items"),
            "https://eu.vendor.example/v2/people/items" => Answer.Json(Items.Page(["1"], ",\"next\":\"items?page=2\"")),
            "https://eu.vendor.example/v2/people/items?page=2" => Answer.Json(Items.Page(["2"])),
            _ => Answer.Status(404),
        });

        Assert.Equal(["1", "2"], await ReadAsync(vendor));
    }

    [Fact]
    public async Task A_second_redirect_starts_from_where_the_first_led()
    {
        var vendor = new FakeVendor(asked => asked.Address.AbsoluteUri switch
        {
            "https://acme.vendor.example/api/items" => Answer.Status(307).With("Location", "https://eu.vendor.example/v2/items"),
            "https://eu.vendor.example/v2/items" => Answer.Status(307).With("Location", "people"),
            "https://eu.vendor.example/v2/people" => Answer.Json(Items.Page(["1"])),
            _ => Answer.Status(404),
        });

        Assert.Equal(["1"], await ReadAsync(vendor));
    }

    private static Task<List<string>> ReadAsync(FakeVendor vendor) =>
        TestConnector.At(vendor, TestConnector.Define(p => p with { FollowsRedirects = true, Hosts = ["eu.vendor.example"] })).IdsAsync(Items.Source(new PagingPlan { Kind = PagingKind.NextUrl }));
}
