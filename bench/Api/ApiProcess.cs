using System.Diagnostics;
using Connectors.Server;
using Connectors.Sync.Store;

namespace Connectors.Benchmarks.Api;

/// <summary>The server in a process of its own, as it runs: the clients' memory and garbage do not count as its.</summary>
internal sealed class ApiProcess : IDisposable
{
    private readonly Process _process;

    private ApiProcess(Process process, Uri address, string key, string integration, Uri byHand) =>
        (_process, Address, Key, Integration, ByHand) = (process, address, key, integration, byHand);

    public Uri Address { get; }

    public string Key { get; }

    public string Integration { get; }

    /// <summary>Where the hand-written endpoint listens; the same address as the server's where it was not wanted.</summary>
    public Uri ByHand { get; }

    /// <summary>The most memory that the process had so far, in MiB; 0 where the system does not tell.</summary>
    public double PeakMegabytes
    {
        get
        {
            var status = $"/proc/{_process.Id}/status";
            var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Starts this program again, as a server over a database, with the hand-written endpoint beside it or alone. The runtime is set up as the server ships it, and not as this program.</summary>
    public static ApiProcess Start(string database, bool byHand)
    {
        string[] arguments = ["exec", "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "connectors-server.runtimeconfig.json"), typeof(ApiProcess).Assembly.Location, "api-process", database, byHand ? "both" : "alone"];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        string Line() => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start.");
        return new ApiProcess(process, new Uri(Line()), Line(), Line(), new Uri(Line()));
    }

    /// <summary>The child's own program: serves until its input ends.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var server = await ApiServer.StartAsync(new ServerOptions { Database = args[0], Address = new Uri("http://127.0.0.1:0"), RequestsPerMinute = int.MaxValue, Unexpected = e => Console.Error.WriteLine(e) });
        await using var byHand = args[1] == "both" ? await Api.ByHand.StartAsync(args[0]) : null;
        Console.WriteLine(server.Address);
        Console.WriteLine(server.FirstKey);
        Console.WriteLine(IntegrationOf(args[0]));
        Console.WriteLine(byHand?.Address ?? server.Address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static string IntegrationOf(string database)
    {
        using var store = RecordStore.OpenForReading(database);
        return $"{store.Integrations[0].Connector}:{store.Integrations[0].Id}";
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
    }
}
