using System.Diagnostics;
using Connectors.Ats;
using Connectors.Benchmarks.Harness;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;

namespace Connectors.Benchmarks.Sync;

/// <summary>A sync from end to end: a sandbox in another process, HTTP, mapping, SQLite; beside a bare upsert loop of the same rows.</summary>
internal static class SyncSuite
{
    public static IReadOnlyList<Figure> Run(bool shortRun) => RunAsync(shortRun).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool shortRun)
    {
        var (many, few, rounds) = shortRun ? (20_000, 2_000, 1) : (200_000, 20_000, 3);
        var folder = Directory.CreateTempSubdirectory("connectors-bench-").FullName;
        try
        {
            using var sandbox = SandboxProcess.Start(many);
            using var small = SandboxProcess.Start(few);
            await SyncAsync(small, Path.Combine(folder, "warm.db"));

            var added = new double[rounds];
            var unchanged = new double[rounds];
            var bareAdded = new double[rounds];
            var bareUnchanged = new double[rounds];
            BareLoop? bare = null;
            for (var round = 0; round < rounds; round++)
            {
                var path = Path.Combine(folder, $"sync{round}.db");
                added[round] = await SyncAsync(sandbox, path);
                unchanged[round] = await SyncAsync(sandbox, path);
                bare ??= new BareLoop(path);
                bareAdded[round] = bare.Run(Path.Combine(folder, $"bare{round}.db"));
                bareUnchanged[round] = bare.Run(Path.Combine(folder, $"bare{round}.db"));
                File.Delete(path);
                File.Delete(Path.Combine(folder, $"bare{round}.db"));
            }

            var length = bare!.AverageLength;
            bare = null;
            var heapMany = await HeapAsync(sandbox, Path.Combine(folder, "many.db"));
            // A short run is sampled seldom and shows less than its highest: the small one runs until it has been looked at as often.
            var heapFew = 0.0;
            for (var i = 0; i < many / few; i++)
            {
                heapFew = Math.Max(heapFew, await HeapAsync(small, Path.Combine(folder, $"few{i}.db")));
            }

            return
            [
                new("sync.sqlite.new", many / SideBySide.Median(added), "records/s", "", $"{many} records, {length:0} characters of unified JSON each; bare loop {many / SideBySide.Median(bareAdded):0} records/s"),
                new("sync.sqlite.unchanged", many / SideBySide.Median(unchanged), "records/s", "", $"bare loop {many / SideBySide.Median(bareUnchanged):0} records/s"),
                new("sync.sqlite.vs_bare", SideBySide.Median([.. bareAdded.Zip(added, (b, a) => b / a)]), "ratio", ">= 0.6", "both on one machine of this size: the sandbox takes its share"),
                new("sync.sqlite.unchanged_vs_bare", SideBySide.Median([.. bareUnchanged.Zip(unchanged, (b, a) => b / a)]), "ratio", ">= 0.6", ""),
                new("sync.heap_growth", heapMany / heapFew, "ratio", "<= 1.1", $"{heapMany / 1048576:0.00} MiB with {many} records, {heapFew / 1048576:0.00} MiB with {few}"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> SyncAsync(SandboxProcess sandbox, string path)
    {
        var problems = ConnectionValues.TryCreate(LauraConnector.Registration.Definition.Descriptor.ConnectionFields, sandbox.Connection, out var connection, out var found) ? [] : found;
        var connector = new LauraConnector(connection ?? throw new InvalidOperationException(string.Join("; ", problems)), new ConnectorOptions { BaseAddress = sandbox.BaseAddress, KeepRates = false });
        using var store = RecordStore.Open(path);
        var start = Stopwatch.GetTimestamp();
        var result = await SyncEngine.RunAsync(connector, store, new SyncOptions { Kind = SyncKind.Full, Models = new HashSet<string> { "candidates" } });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result.Outcome == SyncOutcome.Done ? seconds : throw new InvalidOperationException($"The sync ended with {result.Outcome}: {result.Errors.FirstOrDefault()?.Error.Message}");
    }

    /// <summary>The largest live heap of a sync into a new store, after collections, sampled four times a second and at the end.</summary>
    private static async Task<double> HeapAsync(SandboxProcess sandbox, string path)
    {
        var largest = 0L;
        using var stop = new CancellationTokenSource();
        var sampler = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
            try
            {
                while (await timer.WaitForNextTickAsync(stop.Token))
                {
                    largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true));
                }
            }
            catch (OperationCanceledException)
            {
            }
        });
        await SyncAsync(sandbox, path);
        await stop.CancelAsync();
        await sampler;
        return Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true));
    }
}
