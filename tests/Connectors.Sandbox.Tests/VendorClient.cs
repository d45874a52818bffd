using System.Net;
using System.Text.Json;
using Connectors.Sandbox.Contracts;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Tests;

/// <summary>A client that sends the connection's credentials as the spec says, and checks every reply against the contract.</summary>
internal sealed class VendorClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly ContractValidator _validator;
    private readonly SandboxOptions _options;

    private VendorClient(SandboxOptions options, SandboxServer server)
    {
        _options = options;
        Server = server;
        _validator = new ContractValidator(options.Contract);
        _http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false, UseProxy = false });
        foreach (var auth in options.Spec.Connection.Auth.OfType<AuthSpec.Send>().Where(a => a.At.Kind == PlaceKind.Header))
        {
            _http.DefaultRequestHeaders.Add(auth.At.Name, string.Concat(auth.Value.Parts.Select(p => p is TemplatePart.Connection c ? server.Connection[c.Field] : ((TemplatePart.Literal)p).Text)));
        }
    }

    public SandboxServer Server { get; }

    public HttpClient Http => _http;

    public static async Task<VendorClient> StartAsync(SandboxOptions options) => new(options, await SandboxServer.StartAsync(options));

    public Uri At(string path) => path.StartsWith("http", StringComparison.Ordinal) ? new Uri(path) : new Uri(Server.BaseAddress.AbsoluteUri.TrimEnd('/') + path);

    /// <summary>The reply's JSON; the test fails when its status or its body is not what the contract allows.</summary>
    public async Task<JsonElement> GetAsync(string path, string operation, int status = 200)
    {
        using var reply = await _http.GetAsync(At(path));
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True((int)reply.StatusCode == status, $"{path}: {(int)reply.StatusCode} {text}");
        var body = _options.Contract.Operations.First(o => o.Method == "GET" && o.Path == operation).Reply(status)?.Body;
        if (body is null)
        {
            Assert.Equal("", text);
            return default;
        }

        using var document = JsonDocument.Parse(text);
        var violations = _validator.Validate(document.RootElement, body);
        Assert.True(violations.Count == 0, $"{path}: {string.Join("; ", violations.Take(5))}");
        return document.RootElement.Clone();
    }

    /// <summary>Sends a JSON body: the reply's JSON (nothing where it has none) and headers, checked as in <see cref="GetAsync"/>.</summary>
    public async Task<(JsonElement Body, System.Net.Http.Headers.HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string path, string operation, string body, int status)
    {
        using var request = new HttpRequestMessage(method, At(path)) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var reply = await _http.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True((int)reply.StatusCode == status, $"{path}: {(int)reply.StatusCode} {text}");
        if (_options.Contract.Operations.First(o => o.Method == method.Method && o.Path == operation).Reply(status)?.Body is not { } schema)
        {
            Assert.Equal("", text);
            return (default, reply.Headers);
        }

        using var document = JsonDocument.Parse(text);
        Assert.Empty(_validator.Validate(document.RootElement, schema));
        return (document.RootElement.Clone(), reply.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
