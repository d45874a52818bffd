using System.Net;
using Connectors.Soap.Tests.Wcf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SoapCore;

namespace Connectors.Soap.Tests.Hosted;

/// <summary>SoapCore on Kestrel with the service behind it.</summary>
public sealed class CovetoHost : IAsyncDisposable
{
    private const string Path = "/soap/v2";

    private readonly WebApplication _app;

    private CovetoHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + Path);

    public static async Task<CovetoHost> StartAsync(CovetoService service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSoapCore();
        builder.Services.AddSingleton<ICovetoPort>(service);
        var app = builder.Build();
        ((IApplicationBuilder)app).UseSoapEndpoint<ICovetoPort>(Path, new SoapEncoderOptions(), SoapSerializer.XmlSerializer);
        await app.StartAsync();
        return new CovetoHost(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
