using System.Net;
using Microsoft.AspNetCore.DataProtection;

namespace Connectors.Server;

/// <summary>The web server below everything: where it listens, and what it seals with.</summary>
internal static class WebHosting
{
    /// <summary>A server that is configured by nothing but its options.</summary>
    public static WebApplicationBuilder Create(ServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.LargestBody;
            if (IPAddress.TryParse(options.Address.Host.Trim('[', ']'), out var address))
            {
                kestrel.Listen(address, options.Address.Port);
            }
            else
            {
                kestrel.ListenLocalhost(options.Address.Port);
            }
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnerDecides>();
        builder.Services.AddDataProtection().SetApplicationName("connectors").PersistKeysToFileSystem(new DirectoryInfo(options.KeyFolder));
        return builder;
    }

    /// <summary>Keeps the host from listening to Ctrl-C: whoever started the server stops it.</summary>
    private sealed class OwnerDecides : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
