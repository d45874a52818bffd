namespace Connectors.Sandbox.Tests;

public sealed class PurityTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var first = await PageAsync(1);
        Assert.Equal(first, await PageAsync(1));
        Assert.NotEqual(first, await PageAsync(2));
    }

    [Fact]
    public async Task A_record_does_not_depend_on_how_many_there_are_or_on_the_page_it_is_on()
    {
        await using var few = await VendorClient.StartAsync(Specs.Laura with { Records = RecordCounts.Of(10) });
        await using var many = await VendorClient.StartAsync(Specs.Laura with { Records = RecordCounts.Of(200) });
        var page = await few.GetAsync("/applicants?limit=20", "/applicants");
        var all = await many.GetAsync("/applicants?limit=100", "/applicants");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(page.GetProperty("data")[i].GetRawText(), all.GetProperty("data")[i].GetRawText());
        }
    }

    [Fact]
    public async Task Compressed_replies_hold_the_same_bytes()
    {
        await using var client = await VendorClient.StartAsync(Specs.Laura with { Compress = true });
        using var plain = new HttpClient();
        plain.DefaultRequestHeaders.Add("X-Api-Key", client.Server.Connection["api_key"]);
        using var zipped = new HttpRequestMessage(HttpMethod.Get, client.At("/applicants"));
        zipped.Headers.AcceptEncoding.ParseAdd("gzip");
        using var reply = await plain.SendAsync(zipped);
        Assert.Equal(["gzip"], reply.Content.Headers.ContentEncoding);
        Assert.Equal(await plain.GetStringAsync(client.At("/applicants")), await client.Http.GetStringAsync(client.At("/applicants")));
    }

    private static async Task<string> PageAsync(ulong seed)
    {
        await using var client = await VendorClient.StartAsync(Specs.Laura with { Seed = seed });
        return await client.Http.GetStringAsync(client.At("/jobs?page=1&include=texts,custom"))
            + await client.Http.GetStringAsync(client.At("/applicants?limit=100"))
            + await client.Http.GetStringAsync(client.At("/recruitment-phases"));
    }
}
