using Connectors.Runtime;
using Connectors.Sandbox;
using Connectors.Server.Demo;
using Connectors.Server.Layout;
using Connectors.Server.Played;
using Connectors.Server.Reads;
using Connectors.Server.SignIn;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Connectors.Server;

/// <summary>The unified API, running.</summary>
/// <remarks>
/// Starting: (1) the database is opened for writing and prepared for serving; (2) what is in it is taken into an environment; (3) requests
/// are taken, and the first start makes an API key; (4) a demo's vendors are played, and what is queued is synced, from before the start too.
/// </remarks>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly ServerOptions _options;
    private readonly RecordStore _store;
    private readonly StateFile _state;
    private readonly ServedStore _served;
    private readonly ReaderPool _readers;
    private WebApplication? _app;

    private ApiServer(ServerOptions options)
    {
        _options = options;
        _store = RecordStore.Open(options.Database);
        try
        {
            _state = StateFile.Open(options.StateFile, options.Clock, StateSchema.Steps);
            _served = ServedStore.Prepare(_store, AtsTouches.References(Vocabularies.Ats), AtsTouches.Rules, options.Clock);
        }
        catch
        {
            _state?.Dispose();
            _store.Dispose();
            throw;
        }

        _readers = new ReaderPool(options.Database);
        (Environments, Keys) = (new EnvironmentDirectory(_state), new ApiKeys(_state));
        Environment = Environments.Default();
        Connectors = new ServedConnectors(options.Connectors);
        Directory = new IntegrationDirectory(_store, new Integrations(_state), Connectors);
    }

    /// <summary>Where the API is, version included.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where others reach the server.</summary>
    public Uri Root { get; private set; } = null!;

    /// <summary>The address that signs one person in, within minutes.</summary>
    public Uri SignIn { get; private set; } = null!;

    /// <summary>The environment that everything belongs to until another one is made.</summary>
    public string Environment { get; }

    /// <summary>The API key that the first start made; null on later ones. It cannot be shown again.</summary>
    public string? FirstKey { get; private set; }

    /// <summary>The demo's integrations with the syncs that were started for them; empty without a demo.</summary>
    public IReadOnlyList<QueuedSync> Demo { get; private set; } = [];

    public EnvironmentDirectory Environments { get; }

    public ApiKeys Keys { get; }

    public SyncQueue Syncs => Services.GetRequiredService<SyncQueue>();

    public ServedConnectors Connectors { get; }

    public IntegrationDirectory Directory { get; }

    /// <summary>What answers requests, for tests that look behind them.</summary>
    public IServiceProvider Services => _app!.Services;

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
    public SandboxServer Played(Integration integration) => Services.GetRequiredService<PlayedVendors>().Find(integration.Connector)!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            // What works in the background ends before the files are closed that it writes to.
            await _app.StopAsync().ConfigureAwait(false);
            await _app.DisposeAsync().ConfigureAwait(false);
        }

        _readers.Dispose();
        _state.Dispose();
        _store.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.AdoptAll(Environment);
        _served.CatchUp();
        _app = Build();
        Services.GetRequiredService<SyncLog>().CatchUp();
        Syncs.Restore();
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        Root = _options.PublicUrl ?? new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Address = new Uri(Root, ApiRoutes.Version);
        SignIn = SignInTokens.Link(Root, _app.Services.GetRequiredService<SignInTokens>().Create());

        // A key that is made before the address is open would be lost with a start that fails.
        FirstKey = Keys.None ? Keys.Create(Environment, "first") : null;
        if (_options.Demo)
        {
            Demo = await Services.GetRequiredService<DemoIntegrations>().StartAsync(Environment, cancellationToken).ConfigureAwait(false);
        }

        Syncs.Start();
    }

    /// <summary>What outlives requests is made here and closed here; what answers them is made of it.</summary>
    private WebApplication Build()
    {
        var builder = WebHosting.Create(_options);
        builder.Services
            .AddSingleton(_options)
            .AddSingleton(_options.Clock)
            .AddSingleton(Vocabularies.Ats)
            .AddSingleton(_store)
            .AddSingleton(_served)
            .AddSingleton(_readers)
            .AddSingleton(_state)
            .AddSingleton(Environments)
            .AddSingleton(Keys)
            .AddSingleton(new Secrets(_state))
            .AddSingleton(new Integrations(_state))
            .AddSingleton(Connectors)
            .AddSingleton(Directory)
            .AddSingleton<EventQueue>()
            .AddSingleton<IEvents>(provider => provider.GetRequiredService<EventQueue>())
            .AddSingleton(new PageAddress(Environments, () => Root))
            .AddApi(_options);
        var app = builder.Build();
        app.UseApi();
        return app;
    }
}
