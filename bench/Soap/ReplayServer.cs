using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Connectors.Benchmarks.Soap;

/// <summary>A vendor that answers with recorded bytes, in a process of its own: what it costs is the same for every client and not counted as any's.</summary>
internal sealed class ReplayServer : IDisposable
{
    private readonly Process _process;

    private ReplayServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts this program again, to answer a log-in and a list.</summary>
    public static ReplayServer Start(string logInFile, string jobsFile)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["replay-process", logInFile, jobsFile]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        var address = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start.");
        return new ReplayServer(process, new Uri(address + "/soap/v2"));
    }

    /// <summary>The child's own program: serves until its input ends.</summary>
    public static async Task<int> RunAsync(string[] files)
    {
        var logIn = await File.ReadAllBytesAsync(files[0]);
        var jobs = await File.ReadAllBytesAsync(files[1]);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            var reply = context.Request.Headers["SOAPAction"].ToString().Contains("/Anmelden", StringComparison.Ordinal) ? logIn : jobs;
            context.Response.ContentType = "text/xml; charset=utf-8";
            context.Response.ContentLength = reply.Length;
            await context.Response.Body.WriteAsync(reply);
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
    }
}
