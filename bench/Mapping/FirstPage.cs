using System.Diagnostics;
using System.Globalization;
using Connectors.Benchmarks.Harness;

namespace Connectors.Benchmarks.Mapping;

/// <summary>The time of the first XML page in a process that has mapped none before: what a command, a function in the cloud or a deployment waits for.</summary>
/// <param name="Ours">Milliseconds of the shipped mapper, the median.</param>
/// <param name="Peer">Milliseconds of XmlSerializer with Mapperly, the median.</param>
/// <param name="Processes">How many processes each was measured in.</param>
internal sealed record FirstPage(double Ours, double Peer, int Processes)
{
    /// <summary>Starts this program again and again, once for each measurement, in turn.</summary>
    public static FirstPage Run(bool shortRun, byte[] envelope)
    {
        var processes = shortRun ? 5 : 21;
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, envelope);
            var (ours, peer) = (new double[processes], new double[processes]);
            for (var i = 0; i < processes; i++)
            {
                ours[i] = Measure("ours", path);
                peer[i] = Measure("peer", path);
            }

            return new FirstPage(SideBySide.Median(ours), SideBySide.Median(peer), processes);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The child's own program: maps the page once and prints the milliseconds that took, whatever had to be loaded or compiled for it included.</summary>
    public static int InChild(string[] args)
    {
        var envelope = File.ReadAllBytes(args[1]);
        var clock = Stopwatch.StartNew();
        var records = args[0] == "ours" ? XmlMapping.MapOurs(envelope) : XmlMapping.MapWithPeer(envelope);
        var elapsed = clock.Elapsed.TotalMilliseconds;
        Console.WriteLine(elapsed.ToString(CultureInfo.InvariantCulture));
        return records.Count > 0 ? 0 : 1;
    }

    private static double Measure(string way, string path)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["first-page-process", way, path]) { RedirectStandardOutput = true })!;
        var milliseconds = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(milliseconds, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"The first page of {way} failed.");
    }
}
