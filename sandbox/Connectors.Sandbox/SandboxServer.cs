using System.Net;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connectors.Sandbox;

/// <summary>A stand-in vendor for any spec, on a port of this machine. It knows the spec and its contract and nothing else.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Vendor _vendor;
    private readonly SandboxOptions _options;

    private SandboxServer(WebApplication app, Vendor vendor, SandboxOptions options, IReadOnlyDictionary<string, Uri> bases, IReadOnlyDictionary<string, string> connection)
    {
        _app = app;
        _vendor = vendor;
        _options = options;
        BaseAddresses = bases;
        Connection = connection;
        Records = new SandboxRecords(vendor.World, vendor.Clock);
    }

    /// <summary>What stands for the address of <c>rest:</c>, base path included: <c>http://127.0.0.1:4911/api/v1.2</c>.</summary>
    public Uri BaseAddress => BaseAddresses[_options.Spec.Transport.Apis[0].Name];

    /// <summary>What stands for the addresses of the apis after the default one, in the order of the spec.</summary>
    public IReadOnlyList<Uri> OtherAddresses => [.. _options.Spec.Transport.Apis.Skip(1).Select(a => BaseAddresses[a.Name])];

    /// <summary>The addresses by name of the spec's apis.</summary>
    public IReadOnlyDictionary<string, Uri> BaseAddresses { get; }

    /// <summary>A filled-in connection form whose credentials are accepted.</summary>
    public IReadOnlyDictionary<string, string> Connection { get; }

    /// <summary>A refresh token as if somebody had agreed that this connection is used; null where nobody has to. It is good once.</summary>
    public string? RefreshToken => _vendor.RefreshToken;

    /// <summary>The records, to look up and to change.</summary>
    public SandboxRecords Records { get; }

    /// <summary>How many requests have come in.</summary>
    public long RequestCount => _vendor.RequestCount;

    /// <summary>The requests that the vendor got for a step of an action, as they came, refused ones included; those that the contract does not allow are not among them.</summary>
    /// <param name="action">The action: <c>create_application</c>.</param>
    /// <param name="step">The step's name in the spec.</param>
    public IReadOnlyList<ReceivedRequest> Received(string action, string step) => _vendor.Journal.Of(action, step);

    /// <summary>What goes wrong from the next request on; setting it starts counting anew.</summary>
    public FaultProfile Faults
    {
        get => _vendor.Faults.Profile;
        set
        {
            var next = new FaultInjector(value, _options.Seed, _vendor.Limits);
            _vendor.Clock.Advance(TimeSpan.FromSeconds(next.ClockSkew - _vendor.Faults.ClockSkew));
            _vendor.Faults = next;
        }
    }

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">What it plays.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <returns>The running sandbox; disposing it frees the port.</returns>
    /// <exception cref="ArgumentException">The spec names an operation that the contract lacks.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connection = ConnectionExample.Fill(options.Spec, options.Seed);
        var known = ConnectionExample.WithParts(options.Spec.Connection, connection);
        var paths = PathsOf(options, known);
        var clock = new VendorClock(options.Clock);
        var world = new World(options.Spec, options.Vocabulary, options.Records, options.Seed);
        var vendor = new Vendor(options, world, clock, known, [.. options.Spec.Transport.Apis.Select(a => (new PathString(paths[a.Name] is { Length: > 0 } path ? path : null), a))]);
        clock.Advance(TimeSpan.FromSeconds(vendor.Faults.ClockSkew));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = Vendor.LargestBody;
            k.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddSingleton<IHostLifetime, OwnerDecides>();
        var app = builder.Build();
        app.Run(vendor.HandleAsync);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var root = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new SandboxServer(app, vendor, options, paths.ToDictionary(p => p.Key, p => new Uri(root + p.Value)), connection);
    }

    /// <summary>Runs a sandbox until it is cancelled.</summary>
    /// <param name="options">What it plays.</param>
    /// <param name="started">Told once that it runs, with its address and connection.</param>
    /// <param name="cancellation">Ends it; that is no error.</param>
    /// <exception cref="ArgumentException">The spec names an operation that the contract lacks.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task RunAsync(SandboxOptions options, Action<SandboxServer> started, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(started);
        var server = await StartAsync(options, cancellation).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            started(server);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellation.Register(() => ended.TrySetResult()))
            {
                await ended.Task.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops it and frees the port.</summary>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync().ConfigureAwait(false);

    // Every api gets the base path it has at the vendor; where two hosts have the same, the later ones stand below their name.
    private static Dictionary<string, string> PathsOf(SandboxOptions options, IReadOnlyDictionary<string, string> connection)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var api in options.Spec.Transport.Apis)
        {
            var path = PathOf(api.Base, connection);
            paths[api.Name] = paths.ContainsValue(path) ? $"/{api.Name}{path}" : path;
        }

        return paths;
    }

    // An address that is told begins with the name that it is told by.
    private static string PathOf(Template address, IReadOnlyDictionary<string, string> connection)
    {
        var text = (address.Parts is [TemplatePart.Taken told, ..] ? $"https://told/{told.Name}" : "") + Templates.Fill(address, connection);
        return Uri.TryCreate(text, UriKind.Absolute, out var whole) ? whole.AbsolutePath.TrimEnd('/') : "";
    }

    /// <summary>Keeps the host from listening to Ctrl-C: whoever started the sandbox stops it.</summary>
    private sealed class OwnerDecides : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
