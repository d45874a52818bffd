using System.Net;
using System.Text;

namespace Connectors.Server.Tests;

[Collection(SharedServer.Name)]
public class SecurityTests(DemoServer server)
{
    [Theory]
    [InlineData("")]
    [InlineData("ks_prod_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("' OR 1=1 --")]
    public async Task Without_a_key_that_is_known_nobody_learns_anything(string key)
    {
        foreach (var path in new[] { "/check-api-key", "/ats/jobs", "/tools/ats", $"/integrations/{server.Integration("laura")}", "/nowhere" })
        {
            (await server.SendAsync(HttpMethod.Get, path, server.Integration("laura"), key: key)).IsError(401, "PLATFORM.AUTHENTICATION_INVALID");
        }
    }

    [Fact]
    public async Task A_key_works_until_it_is_revoked()
    {
        var key = server.Server.Keys.Create(server.Server.Environment, "for a while");
        Assert.Equal(server.Server.Environment, (await server.SendAsync(HttpMethod.Get, "/check-api-key", key: key)).Data.GetProperty("environment_id").GetString());

        Assert.True(server.Server.Keys.Revoke("for a while"));

        (await server.SendAsync(HttpMethod.Get, "/check-api-key", key: key)).IsError(401, "PLATFORM.AUTHENTICATION_INVALID");
        Assert.False(server.Server.Keys.Revoke("for a while"));
    }

    [Fact]
    public async Task The_file_of_the_server_holds_no_key()
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(server.Database)!);

        Assert.NotEmpty(files);
        foreach (var file in files.Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.Equal(-1, bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.ASCII.GetBytes(server.Key)));
        }
    }

    [Fact]
    public async Task An_integration_is_named_by_its_tool_and_id_and_belongs_to_an_environment()
    {
        var id = server.Integration("laura");

        (await server.SendAsync(HttpMethod.Get, "/ats/jobs")).IsError(400, "PLATFORM.INPUT_INVALID");
        foreach (var wrong in new[] { "coveto:" + id.Split(':')[1], id.Split(':')[1], "laura:1111111111111111111111", ":", "laura:' OR 1=1" })
        {
            (await server.SendAsync(HttpMethod.Get, "/ats/jobs", wrong)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        }

        var other = server.Server.Environments.Create("Another one");
        var key = server.Server.Keys.Create(other, "another one's");
        (await server.SendAsync(HttpMethod.Get, "/ats/jobs", id, key: key)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        (await server.SendAsync(HttpMethod.Get, $"/integrations/{id}", key: key)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        (await server.SendAsync(HttpMethod.Delete, $"/integrations/{id}", key: key)).IsError(404, "PLATFORM.INTEGRATION_NOT_FOUND");
        Assert.Equal(200, (await server.GetAsync("laura", "/ats/jobs?page_size=1")).Status);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"candidate\":{}}{}")]
    [InlineData("nonsense")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body) =>
        (await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("laura"), body)).IsError(400, "PLATFORM.INPUT_INVALID");

    [Fact]
    public async Task A_body_that_nests_without_end_is_refused() =>
        (await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("laura"), string.Concat(Enumerable.Repeat("{\"a\":", 10_000))))
            .IsError(400, "PLATFORM.INPUT_INVALID");

    [Fact]
    public async Task A_body_of_100_MB_is_refused_before_it_is_read()
    {
        using var body = new LongBody(100 * 1024 * 1024);
        try
        {
            (await server.SendAsync(HttpMethod.Post, "/ats/candidates", server.Integration("laura"), body)).IsError(413, "PLATFORM.INPUT_INVALID");
        }
        catch (HttpRequestException)
        {
            // The server has hung up while the client was still sending.
        }

        Assert.True(body.Sent < 64 * 1024 * 1024);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/check-api-key")).Status);
    }

    [Fact]
    public async Task Paths_and_methods_that_are_not_there_are_errors_in_the_same_form()
    {
        (await server.SendAsync(HttpMethod.Get, "/ats/jobs/1")).IsError(404, null);
        (await server.SendAsync(HttpMethod.Delete, "/ats/jobs", server.Integration("laura"))).IsError(405, null);
    }

    [Fact]
    public async Task Answers_tell_browsers_and_proxies_to_keep_their_hands_off()
    {
        var reply = await server.SendAsync(HttpMethod.Get, "/check-api-key");

        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        Assert.Contains("default-src 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("Server", reply.Headers.Keys);
    }

    private sealed class LongBody(long length) : HttpContent
    {
        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[1024 * 1024];
            part.AsSpan().Fill((byte)' ');
            for (; Sent < length; Sent += part.Length)
            {
                await stream.WriteAsync(part);
            }
        }

        protected override bool TryComputeLength(out long size)
        {
            size = length;
            return true;
        }
    }
}
