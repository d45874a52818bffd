using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connectors.Sandbox;
using Connectors.Server.Accounts;
using Connectors.Server.Played;
using Connectors.Server.Syncing;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Server.Tests;

/// <summary>A server whose vendors are played and synced.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(1) };

    private readonly string _folder = Directory.CreateTempSubdirectory("connectors-server-").FullName;
    private readonly List<Exception> _unexpected = [];

    internal ApiServer Server { get; private set; } = null!;

    /// <summary>The address, version included, without a slash at its end.</summary>
    public string Address => Server.Address.ToString();

    /// <summary>A key that opens it.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The clock of the server and of the vendors.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Changes how it is started.</summary>
    internal Func<ServerOptions, ServerOptions> Configure { get; init; } = static options => options;

    /// <summary>The database.</summary>
    public string Database => Path.Combine(_folder, "connectors.db");

    public async Task InitializeAsync()
    {
        await StartAsync();
        Key = Server.FirstKey!;
        foreach (var sync in Server.Demo)
        {
            var result = await sync.Done.Task.WaitAsync(TimeSpan.FromMinutes(2));
            Assert.True(result?.Outcome is SyncOutcome.Done or SyncOutcome.RecordsSetAside, $"{sync.Integration.Name}: {result?.Outcome}");
        }
    }

    /// <summary>Starts it on the same files.</summary>
    public async Task StartAsync()
    {
        Server = await ApiServer.StartAsync(Configure(new ServerOptions
        {
            Database = Database,
            Address = new Uri("http://127.0.0.1:0"),
            Demo = true,
            AllowLoopbackWebhooks = true,
            Clock = Clock,
            SyncEvery = null, // tests say when something is synced
            Unexpected = e =>
            {
                lock (_unexpected)
                {
                    _unexpected.Add(e);
                }
            },
        }));
    }

    /// <summary>Stops it; its files stay.</summary>
    public async Task StopAsync() => await Server.DisposeAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(TakeUnexpected());
    }

    /// <summary>Hands out what nobody foresaw, for tests that expect it. What is left at the end is no part of a test that goes well.</summary>
    public IReadOnlyList<Exception> TakeUnexpected()
    {
        lock (_unexpected)
        {
            IReadOnlyList<Exception> all = [.. _unexpected];
            _unexpected.Clear();
            return all;
        }
    }

    /// <summary>Connects another account at a vendor that is played; nothing is synced.</summary>
    internal Integration Add(string tool, string name, string? environment = null)
    {
        var services = Server.Services;
        var integration = services.GetRequiredService<RecordStore>().OpenIntegration(tool, new Dictionary<string, string>(), name, Clock);
        Server.Directory.Adopt(integration, environment ?? Server.Environment);
        services.GetRequiredService<Credentials>().Keep(integration.Id, new Account(services.GetRequiredService<PlayedVendors>().Find(tool)!.Connection, Played: true));
        return integration;
    }

    /// <summary>The id of a demo's integration.</summary>
    public string Integration(string tool) => Server.Demo.Select(s => s.Integration).Where(i => i.Connector == tool).Select(i => $"{i.Connector}:{i.Id}").Single();

    /// <summary>The vendor of a demo's integration.</summary>
    public SandboxServer Vendor(string tool) => Server.Played(Server.Demo.Single(s => s.Integration.Connector == tool).Integration);

    /// <summary>Syncs an integration of the first environment by its id, whole, and waits for the end.</summary>
    public async Task SyncIntegrationAsync(string id)
    {
        var integration = Server.Directory.Find(id, Server.Environment)!.Stored;
        var result = await Server.Syncs.Enqueue(integration, SyncKind.Full).Sync.Done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(result?.Outcome is SyncOutcome.Done or SyncOutcome.RecordsSetAside, $"{result?.Outcome} {string.Join(' ', result?.Errors.Select(e => e.Error.Message) ?? [])}");
    }

    /// <summary>Syncs an integration and waits for the end.</summary>
    public async Task SyncAsync(string tool)
    {
        var result = await Queue(tool, SyncKind.Full).Done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(result?.Outcome is SyncOutcome.Done or SyncOutcome.RecordsSetAside, $"{tool}: {result?.Outcome}");
    }

    /// <summary>Sends a request, by default with the key.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, string? integration = null, object? body = null, string? key = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Address + path);
        if ((key ?? Key) is { Length: > 0 } secret)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        }

        if (integration is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Integration-Id", integration);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        using var response = await Http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return new Reply((int)response.StatusCode, answer, response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Gets a path of an integration.</summary>
    public Task<Reply> GetAsync(string tool, string path) => SendAsync(HttpMethod.Get, path, Integration(tool));

    /// <summary>All records of a list, page by page.</summary>
    public async Task<List<JsonElement>> AllAsync(string tool, string path, int pageSize = 100)
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = (await GetAsync(tool, $"{path}{join}page_size={pageSize}{(cursor is null ? "" : $"&cursor={cursor}")}")).Data;
            all.AddRange(page.GetProperty("results").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return all;
    }

    internal QueuedSync Queue(string tool, SyncKind kind) => Server.Syncs.Enqueue(Server.Demo.Single(s => s.Integration.Connector == tool).Integration, kind).Sync;
}

/// <summary>What a server answered.</summary>
public sealed record Reply(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The whole answer.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The data of a success; fails otherwise.</summary>
    public JsonElement Data
    {
        get
        {
            Assert.True(Status == 200, $"{Status}: {Body}");
            Assert.Equal("success", Json.GetProperty("status").GetString());
            return Json.GetProperty("data");
        }
    }

    /// <summary>The warnings of an action.</summary>
    public IReadOnlyList<string> Warnings => [.. Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("message").GetString()!)];

    /// <summary>Checks that it is an error of this kind, in the form that every error has.</summary>
    public string IsError(int status, string? code)
    {
        Assert.True(Status == status, $"{Status}: {Body}");
        Assert.Equal("error", Json.GetProperty("status").GetString());
        var error = Json.GetProperty("error");
        Assert.Equal(["code", "log_url", "message", "title"], error.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(code, error.GetProperty("code").GetString());
        return error.GetProperty("message").GetString()!;
    }
}

/// <summary>Tests that only read share a server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<DemoServer>
{
    public const string Name = "shared server";
}
