using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Connectors.Sandbox.Tests.Soap;

/// <summary>What a spec can say of SOAP, one vendor each: ways of paging, credentials, and all that XML has.</summary>
public sealed class PeopleTests
{
    private const string Action = "urn:people/list";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    [Fact]
    public async Task Every_kind_of_content_validates_and_all_alternatives_occur()
    {
        await using var client = await SoapClient.StartAsync(SoapSpecs.People("") with { Records = RecordCounts.Of(1000) });
        var people = (await ListAsync(client, "")).Descendants("person").ToList();
        Assert.Equal(200, people.Count);
        Assert.Contains(people, p => p.Element("mail") is not null);
        Assert.Contains(people, p => p.Element("street") is not null && p.Element("house") is not null);
        Assert.Contains(people, p => p.Elements("phone").Count() > 1);
        Assert.Contains(people, p => p.Element("first")!.Attributes().Any(a => a.Name.LocalName == "nil"));
        Assert.Contains(people, p => p.Element("note")?.Attribute("lang") is not null);
        Assert.All(people, p => Assert.NotEmpty(p.Elements("tag")));
    }

    [Theory]
    [InlineData("page: { number: { body: page }, size: { body: size, is: 7 }, total: total }", "page", 1)]
    [InlineData("page: { offset: { body: skip }, size: { body: size, is: 7 }, total: total }", "skip", 7)]
    public async Task Pages_are_asked_for_by_number_and_by_offset(string page, string marker, int step)
    {
        await using var client = await SoapClient.StartAsync(SoapSpecs.People(", " + page));
        var seen = new List<string>();
        for (var at = marker == "page" ? 1 : 0; ; at += step)
        {
            var reply = await ListAsync(client, $"<{marker}>{at}</{marker}><size>7</size>");
            Assert.Equal(client.Server.Records.Count("users"), (int)reply.Attribute("total")!);
            var found = reply.Descendants("person").Where(p => p.Parent!.Name == "people").Select(p => p.Attribute("id")!.Value).ToList();
            if (found.Count == 0)
            {
                break;
            }

            seen.AddRange(found);
        }

        Assert.Equal(client.Server.Records.Count("users"), seen.Distinct().Count());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Pages_are_asked_for_by_cursor_until_the_reply_is_done()
    {
        await using var client = await SoapClient.StartAsync(SoapSpecs.People(", page: { cursor: { body: marker, from: next }, size: { body: size, is: 4 }, done: done }"));
        var seen = new HashSet<string>();
        for (var (marker, done) = ("", false); !done;)
        {
            var reply = await ListAsync(client, $"{marker}<size>4</size>");
            Assert.All(reply.Element("people")!.Elements("person"), p => Assert.True(seen.Add(p.Attribute("id")!.Value)));
            done = (bool)reply.Attribute("done")!;
            Assert.Equal(done, reply.Element("next") is null);
            marker = $"<marker>{reply.Element("next")?.Value}</marker>";
        }

        Assert.Equal(client.Server.Records.Count("users"), seen.Count);
        Assert.Equal("Sender", SoapClient.FaultOf(await ListAsync(client, "<marker>made up</marker>", status: 500)).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_username_token_is_checked(bool digest)
    {
        var auth = $$"""[{ username_token: { user: "{connection.user}", password: "{connection.key}", digest: {{(digest ? "true" : "false")}} } }]""";
        await using var client = await SoapClient.StartAsync(SoapSpecs.People("", auth));
        var (user, key) = (client.Server.Connection["user"], client.Server.Connection["key"]);
        await ListAsync(client, "", Header(user, key, digest));
        foreach (var header in new[] { "", Header(user, "wrong", digest), Header("other", key, digest), Header(user, key, !digest) })
        {
            var fault = SoapClient.FaultOf(await ListAsync(client, "", header, 500));
            Assert.Equal(("Sender", "The credentials are missing or wrong."), (fault.Code, fault.Text));
        }
    }

    [Fact]
    public async Task A_version_that_the_contract_does_not_offer_is_refused()
    {
        await using var client = await SoapClient.StartAsync(SoapSpecs.People(""));
        var (status, _, body) = await client.SendAsync(SoapClient.Envelope("<p:list xmlns:p='urn:people'/>"), Action);
        Assert.Equal((500, "VersionMismatch"), (status, SoapClient.FaultOf(SoapClient.BodyOf(body)).Code));
    }

    [Fact]
    public async Task Without_its_wsdl_a_vendor_is_not_played()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => SandboxServer.StartAsync(SoapSpecs.Coveto with { ContractFiles = [] }));
    }

    private static Task<XElement> ListAsync(SoapClient client, string body, string header = "", int status = 200) =>
        client.CallAsync(Action, $"<p:list xmlns:p='urn:people'>{body}</p:list>", header, 12, status);

    private static string Header(string user, string password, bool digest)
    {
        byte[] nonce = [1, 2, 3, 4];
        const string Created = "2026-07-01T09:00:00Z";
#pragma warning disable CA5350 // The standard demands SHA-1.
        var sent = digest ? Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(Created + password)])) : password;
#pragma warning restore CA5350
        var type = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#" + (digest ? "PasswordDigest" : "PasswordText");
        return $"""
            <s:Security xmlns:s="{Security}" xmlns:u="{Utility}" xmlns:e="http://www.w3.org/2003/05/soap-envelope" e:mustUnderstand="true"><s:UsernameToken>
              <s:Username>{user}</s:Username><s:Password Type="{type}">{sent}</s:Password><s:Nonce>{Convert.ToBase64String(nonce)}</s:Nonce><u:Created>{Created}</u:Created>
            </s:UsernameToken></s:Security>
            """;
    }
}
