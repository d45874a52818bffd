using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Constructs.Tests;

/// <summary>A construct's connector as it was compiled, and the sandbox that plays its vendor.</summary>
internal sealed class PlayedSpec : IAsyncDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    private PlayedSpec(FakeTimeProvider clock, SandboxServer vendor, ConcurrentQueue<SandboxRequest> asked, Func<HttpMessageInvoker, Connector> connector)
    {
        Clock = clock;
        Vendor = vendor;
        Asked = asked;
        Connector = connector(_http);
    }

    /// <summary>The clock of vendor and connector, which stands still: long after all that the vendor has from the start.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The vendor.</summary>
    public SandboxServer Vendor { get; }

    /// <summary>What the vendor was asked, in order of the answers.</summary>
    public ConcurrentQueue<SandboxRequest> Asked { get; }

    /// <summary>The connector.</summary>
    public Connector Connector { get; }

    /// <summary>Starts the sandbox and connects to it.</summary>
    /// <param name="slug">The construct's spec.</param>
    /// <param name="play">Changes what is played.</param>
    /// <param name="connect">Changes what is connected with.</param>
    /// <param name="configure">Changes the connector's options.</param>
    public static async Task<PlayedSpec> StartAsync(
        string slug,
        Func<SandboxOptions, SandboxOptions>? play = null,
        Action<Dictionary<string, string>>? connect = null,
        Func<ConnectorOptions, ConnectorOptions>? configure = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero));
        var asked = new ConcurrentQueue<SandboxRequest>();
        var options = ConstructSpec.All[slug].Play() with { Clock = clock, Log = asked.Enqueue };
        var server = await SandboxServer.StartAsync(play?.Invoke(options) ?? options);
        var registration = ConnectorRegistry.Find(slug) ?? throw new ArgumentException($"There is no construct '{slug}'.", nameof(slug));
        var values = new Dictionary<string, string>(server.Connection);
        connect?.Invoke(values);
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, values, out var connection, out var problems), string.Join(' ', problems));
        return new PlayedSpec(clock, server, asked, http =>
        {
            var options = new ConnectorOptions { Clock = clock, Http = http, BaseAddress = server.BaseAddress, OtherAddresses = server.OtherAddresses, KeepRates = false, Retries = 0, Tokens = Granted(server) };
            return registration.Create(connection, configure?.Invoke(options) ?? options);
        });
    }

    /// <summary>What somebody at the customer's has agreed to before; null where nobody has to.</summary>
    private static MemoryTokenStore? Granted(SandboxServer server) =>
        server.RefreshToken is { } refresh ? new MemoryTokenStore(new GrantedTokens(refresh, System.Collections.Immutable.ImmutableDictionary<string, string>.Empty, DateTimeOffset.MinValue)) : null;

    /// <summary>The source that feeds a model.</summary>
    public ReadSource SourceOf(string model) => Connector.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));

    /// <summary>The pages of a source; of a child for every parent that the vendor has.</summary>
    public async Task<List<ReadPage>> PagesAsync(ReadSource source, DateTimeOffset? since = null)
    {
        var pages = new List<ReadPage>();
        for (var parent = 0; parent < (source.ForEach is null ? 1 : Vendor.Records.Count(source.ForEach)); parent++)
        {
            await foreach (var page in Connector.ReadAsync(source, new ReadOptions { Since = since, ParentRemoteId = source.ForEach is null ? null : Vendor.Records.RemoteId(source.ForEach, parent) }))
            {
                pages.Add(page);
            }
        }

        return pages;
    }

    /// <summary>The records of a model; none may have been set aside.</summary>
    public async Task<List<UnifiedRecord>> ReadAsync(string model, DateTimeOffset? since = null)
    {
        var pages = await PagesAsync(SourceOf(model), since);
        Assert.Empty(pages.SelectMany(p => p.SetAside));
        return [.. pages.SelectMany(p => p.Records).Where(r => r.Model == model)];
    }

    /// <summary>The records of a model as unified JSON, with <c>remote_id</c> first.</summary>
    public async Task<List<JsonObject>> JsonAsync(string model, DateTimeOffset? since = null) => (await ReadAsync(model, since)).ConvertAll(Json);

    /// <summary>A record as unified JSON.</summary>
    public static JsonObject Json(UnifiedRecord record)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("remote_id", record.Key.First);
            record.WriteFields(json, new Ids());
            json.WriteEndObject();
        }

        return JsonNode.Parse(text.ToArray())!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Vendor.DisposeAsync();
    }

    private sealed class Ids : IRecordIds
    {
        public string Record(string model, RecordKey key) => $"remote:{key.First}";

        public string Option(string questionRemoteId, string optionRemoteId) => $"remote:{optionRemoteId}";

        public string Field(string model, string key) => $"{model}:{key}";
    }
}
