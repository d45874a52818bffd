using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Actions;

/// <summary>Requests of actions take ids of two parts apart.</summary>
public sealed class TwoPartTests
{
    [Theory]
    [InlineData("reject_application", """{ "application_id": "remote:47:11", "rejection_reason_id": "remote:r" }""", "PATCH /v2/people/47/entries/11")]
    [InlineData("add_application_note", """{ "application_id": "remote:47:11", "content": "Fine", "content_type": "PLAIN_TEXT" }""", "POST /v2/people/47/entries/11/notes")]
    [InlineData("add_application_note", """{ "application_id": "remote:4%3A7:11", "content": "Fine", "content_type": "PLAIN_TEXT" }""", "POST /v2/people/4:7/entries/11/notes")]
    public async Task A_part_of_an_id_stands_where_the_vendor_wants_it(string action, string input, string line)
    {
        var vendor = new ActingVendor(_ => (204, ""));

        await vendor.Connect("two_part_id").RunAsync(action, input);

        Assert.Equal([line], vendor.Lines);
    }

    [Theory]
    [InlineData("47")]
    [InlineData("47:")]
    [InlineData("47:11:9")]
    [InlineData("47:x")]
    public async Task An_id_without_the_parts_that_the_vendor_takes_is_refused(string id)
    {
        var vendor = new ActingVendor(_ => (204, ""));

        Assert.Equal(["application_id: Malformed"], await vendor.Connect("two_part_id").RefusedAsync("reject_application", $$"""{ "application_id": "remote:{{id}}", "rejection_reason_id": "remote:r" }"""));

        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task The_record_that_the_parts_name_must_be_there()
    {
        await using var played = await PlayedSpec.StartAsync("two_part_id");
        var id = (await played.ReadAsync("applications"))[0].Key.First;

        await played.Connector.RunAsync("reject_application", $$"""{ "application_id": "remote:{{id}}", "rejection_reason_id": "remote:r" }""");
        var error = await Assert.ThrowsAsync<ConnectorException>(() => played.Connector.RunAsync("reject_application", $$"""{ "application_id": "remote:{{id.Split(':')[0]}}:987654321", "rejection_reason_id": "remote:r" }"""));

        Assert.Equal(ConnectorError.NotFound, error.Error);
        var requests = played.Vendor.Received("reject_application", "refusal");
        Assert.Equal([true, false], requests.Select(r => r.Refusal is null));
        Assert.EndsWith($"/people/{id.Split(':')[0]}/entries/{id.Split(':')[1]}", requests[0].Target, StringComparison.Ordinal);
    }
}
