using System.Net;
using Connectors.Runtime;
using Connectors.Sandbox;
using Connectors.Server.Actions;
using Connectors.Server.Demo;
using Connectors.Server.General;
using Connectors.Server.Http;
using Connectors.Server.Layout;
using Connectors.Server.Reads;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Engine;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Connectors.Server;

/// <summary>The unified API, running.</summary>
/// <remarks>
/// Starting: (1) the database is opened for writing and prepared for serving; (2) what is in it is taken into an environment; (3) requests
/// are taken, and the first start makes an API key; (4) a demo's vendors are played and synced.
/// </remarks>
internal sealed class ApiServer : IAsyncDisposable
{
    private const string Version = "/v1";

    private readonly ServerOptions _options;
    private readonly RecordStore _store;
    private readonly ServedStore _served;
    private readonly ReaderPool _readers;
    private readonly DemoAccounts _demo = new();
    private readonly Accounts _accounts;
    private readonly Callers _callers;
    private WebApplication? _app;

    private ApiServer(ServerOptions options)
    {
        _options = options;
        _store = RecordStore.Open(options.Database);
        try
        {
            State = ServerState.Open(options.StateFile, options.Clock);
            _served = ServedStore.Prepare(_store, AtsTouches.References(Vocabularies.Ats), AtsTouches.Rules);
        }
        catch
        {
            State?.Dispose();
            _store.Dispose();
            throw;
        }

        _readers = new ReaderPool(options.Database);
        _accounts = new Accounts(options.Accounts, _demo);
        Syncs = new SyncQueue(_store, _served, _accounts, options.Clock, options.Unexpected);
        Environment = State.DefaultEnvironment();
        Integrations = new IntegrationDirectory(_store, State);
        _callers = new Callers(State, Integrations);
    }

    /// <summary>Where the API is, version included.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The environment that everything belongs to until another one is made.</summary>
    public string Environment { get; }

    /// <summary>The API key that the first start made; null on later ones. It cannot be had again.</summary>
    public string? FirstKey { get; private set; }

    /// <summary>The demo's integrations with the syncs that were started for them; empty without a demo.</summary>
    public IReadOnlyList<QueuedSync> Demo { get; private set; } = [];

    /// <summary>What is kept besides records.</summary>
    public ServerState State { get; }

    /// <summary>Runs syncs.</summary>
    public SyncQueue Syncs { get; }

    /// <summary>The integrations.</summary>
    public IntegrationDirectory Integrations { get; }

    /// <summary>Starts a server.</summary>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    /// <exception cref="InvalidDataException">The file with the server's state cannot be used.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<ApiServer> StartAsync(ServerOptions options, CancellationToken cancellationToken = default)
    {
        var server = new ApiServer(options);
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The vendor that is played for an integration of the demo.</summary>
    public SandboxServer Played(Integration integration) => _demo.Sandboxes[integration.Id];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync().ConfigureAwait(false);
        }

        await Syncs.DisposeAsync().ConfigureAwait(false);
        await _demo.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
        State.Dispose();
        _store.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        Integrations.AdoptAll(Environment);
        _served.CatchUp();
        _app = Build();
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + Version);

        // A key that is made before the address is had would be lost with a start that fails.
        FirstKey = State.HasNoKeys ? State.CreateKey(Environment, "first") : null;
        Syncs.Start();
        if (_options.Demo)
        {
            var integrations = await _demo.StartAsync(_store, _options.Clock, cancellationToken).ConfigureAwait(false);
            foreach (var integration in integrations)
            {
                Integrations.Adopt(integration, Environment);
            }

            Demo = [.. integrations.Select(i => Syncs.Enqueue(i, SyncKind.Full).Sync)];
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = _options.LargestBody;
            if (IPAddress.TryParse(_options.Address.Host.Trim('[', ']'), out var address))
            {
                kestrel.Listen(address, _options.Address.Port);
            }
            else
            {
                kestrel.ListenLocalhost(_options.Address.Port);
            }
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnerDecides>();
        var app = builder.Build();
        app.UseApiErrors(_options.Unexpected);
        app.Use(AdmitAsync);
        MapAll(app, Vocabularies.Ats);
        return app;
    }

    /// <summary>Everything but pictures needs a key; nothing may be kept by proxies or guessed at by browsers.</summary>
    private Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        if (context.Request.Path.StartsWithSegments(Version, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.CacheControl = "no-store";
            _callers.Admit(context);
        }

        return next(context);
    }

    private void MapAll(WebApplication app, VocabularySpec vocabulary)
    {
        var lists = new ListEndpoints(vocabulary);
        var cursors = new Cursors(State.Secret("cursors"));
        foreach (var list in lists.All)
        {
            var handler = new ListHandler(list, _readers, _served, cursors);
            app.MapMethods(Version + list.Path, [HttpMethods.Get], context => handler.AnswerAsync(context, _callers.Active(context)));
        }

        var shapes = new Dictionary<string, RecordShape>(StringComparer.Ordinal)
        {
            ["candidates"] = lists.Shape("candidates"),
            ["applications"] = new AtsShapes(vocabulary).CreatedApplication(),
        };
        var limit = new ActionLimit(_options.ActionsAtOnce);
        foreach (var action in ActionEndpoint.All)
        {
            var handler = new ActionHandler(action, shapes, _store, _readers, _accounts, limit, _options.Clock);
            app.MapMethods(Version + action.Path, [action.Method], context => handler.AnswerAsync(context, _callers.Active(context)));
        }

        var tools = new ToolsHandler(vocabulary);
        var integrations = new IntegrationHandlers(vocabulary, State, _accounts, Syncs);
        var forceSync = new ForceSyncHandler(Syncs, _accounts);
        ServedIntegration OfPath(HttpContext context) => _callers.Integration(context, (string)context.Request.RouteValues["id"]!);

        app.MapMethods(Version + "/check-api-key", [HttpMethods.Get], CheckKeyAsync);
        app.MapMethods(Version + "/tools/{category}", [HttpMethods.Get], tools.AnswerAsync);
        app.MapMethods(Version + "/force-sync", [HttpMethods.Post], context => forceSync.AnswerAsync(context, _callers.Named(context)));
        app.MapMethods(Version + "/integrations/{id}", [HttpMethods.Get], context => integrations.GetAsync(context, OfPath(context)));
        app.MapMethods(Version + "/integrations/{id}", [HttpMethods.Delete], context => integrations.DeleteAsync(context, OfPath(context)));
        app.MapMethods(Version + "/integrations/{id}/enabled", [HttpMethods.Put], context => integrations.EnableAsync(context, OfPath(context)));
        app.MapMethods(ToolAssets.Path, [HttpMethods.Get], ToolAssets.AnswerAsync);
    }

    private static Task CheckKeyAsync(HttpContext context) => ApiAnswer.SendAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("environment_id"u8, Callers.EnvironmentOf(context));
        writer.WriteEndObject();
    });

    /// <summary>Accounts of the caller, then those of the demo.</summary>
    private sealed class Accounts(IAccounts? given, DemoAccounts demo) : IAccounts
    {
        public Connector? Connect(Integration integration) => given?.Connect(integration) ?? demo.Connect(integration);
    }

    /// <summary>Keeps the host from listening to Ctrl-C: whoever started the server stops it.</summary>
    private sealed class OwnerDecides : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
