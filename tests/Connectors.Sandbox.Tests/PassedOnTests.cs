using System.Net;
using System.Xml.Linq;
using Connectors.Sandbox.Tests.Soap;

namespace Connectors.Sandbox.Tests;

/// <summary>What a vendor offers besides what its spec uses, to passthrough requests.</summary>
public class PassedOnTests
{
    private const string Feed = "public/xml/";

    [Fact]
    public async Task Reads_that_the_spec_does_not_use_are_laid_out_as_the_contract_says()
    {
        await using var server = await SandboxServer.StartAsync(SoapSpecs.Coveto);
        using var http = new HttpClient { BaseAddress = server.OtherAddresses[0] };

        using var reply = await http.GetAsync(Feed);

        Assert.Equal((HttpStatusCode.OK, "application/xml"), (reply.StatusCode, reply.Content.Headers.ContentType!.MediaType));
        var feed = XDocument.Parse(await reply.Content.ReadAsStringAsync()).Root!;
        Assert.Equal("jobs", feed.Name.LocalName);
        Assert.NotEmpty(feed.Elements("job"));
        Assert.All(feed.Elements("job"), job => Assert.True(int.TryParse(job.Element("id")!.Value, out _)));
        Assert.All(feed.Elements("job"), job => Assert.True(Uri.IsWellFormedUriString(job.Element("link")!.Value, UriKind.Absolute)));
    }

    [Fact]
    public async Task They_are_the_same_each_time()
    {
        await using var server = await SandboxServer.StartAsync(SoapSpecs.Coveto);
        using var http = new HttpClient { BaseAddress = server.OtherAddresses[0] };

        var first = await http.GetStringAsync(Feed);

        Assert.Equal(first, await http.GetStringAsync(Feed));
    }

    [Theory]
    [InlineData("public/jobs.xml")]
    [InlineData("")]
    public async Task What_the_contract_does_not_have_is_not_there(string path)
    {
        await using var server = await SandboxServer.StartAsync(SoapSpecs.Coveto);
        using var http = new HttpClient { BaseAddress = server.OtherAddresses[0] };

        using var reply = await http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task An_api_that_no_requests_of_ones_own_go_to_has_only_what_the_spec_uses()
    {
        await using var server = await SandboxServer.StartAsync(SoapSpecs.Coveto with { Spec = SoapSpecs.Coveto.Spec with { Passthrough = default } });
        using var http = new HttpClient { BaseAddress = server.OtherAddresses[0] };

        using var reply = await http.GetAsync(Feed);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }
}
