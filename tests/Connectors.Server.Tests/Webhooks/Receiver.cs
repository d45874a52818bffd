using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Connectors.Server.Tests.Webhooks;

/// <summary>An endpoint of a customer on this machine.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First() + "/hooks";

    /// <summary>How many events have come that nobody has taken.</summary>
    public int Waiting => _received.Reader.Count;

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        app.MapPost("/hooks", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver._received.Writer.TryWrite(new Received(Encoding.UTF8.GetString(body.ToArray()), context.Request.Headers["X-Kombo-Signature"].ToString()));
        });
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The signature as a customer computes it, by the letter of the contract.</summary>
    public static string Sign(string secret, string body) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    /// <summary>The next event, which must be of this type.</summary>
    public async Task<Received> NextAsync(string type)
    {
        var next = await _received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(type, next.Json.GetProperty("type").GetString());
        return next;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>What came.</summary>
internal sealed record Received(string Body, string Signature)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
