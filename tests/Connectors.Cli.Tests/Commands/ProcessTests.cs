using System.Diagnostics;
using System.Globalization;

namespace Connectors.Cli.Tests.Commands;

/// <summary>What only real processes show: signals, locks, being killed.</summary>
public class ProcessTests
{
    // Every reply takes 200 ms, so the first process is still at work when the test does something to it.
    private static readonly string[] Slowly = ["--faults", "latency"];

    [Fact]
    public async Task A_killed_sync_leaves_a_database_that_the_next_run_completes()
    {
        using var killed = new ScratchFolder();
        using var whole = new ScratchFolder();
        using (var first = Start([.. Arguments(killed), .. Slowly]))
        {
            await ReadUntilAsync(first, "candidates: done");
            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync();
        }

        var second = await Tool.RunAsync([.. Arguments(killed)]);
        await Tool.RunAsync([.. Arguments(whole)]);

        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Contains("going on with a run that was cut short", second.Output, StringComparison.Ordinal);
        foreach (var model in new[] { "jobs", "candidates", "applications", "job_screening_questions" })
        {
            Assert.Equal(await IdsAsync(whole, model), await IdsAsync(killed, model));
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_and_reading_it_is_not()
    {
        using var folder = new ScratchFolder();
        using var first = Start([.. Arguments(folder), .. Slowly]);
        await ReadUntilAsync(first, "jobs: done");

        var second = await Tool.RunAsync([.. Arguments(folder)]);
        var export = await Tool.RunAsync(["export", "--database", folder.At("x.db"), "jobs"]);
        first.Kill(entireProcessTree: true);
        await first.WaitForExitAsync();

        Assert.Equal(first.Id.ToString(CultureInfo.InvariantCulture), File.ReadAllText(folder.At("x.db.lock")));
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("in use by another process", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, export.ExitCode);
        Assert.NotEmpty(export.Lines);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_sync_cleanly_with_130()
    {
        using var folder = new ScratchFolder();
        using var sync = Start([.. Arguments(folder), .. Slowly]);
        await ReadUntilAsync(sync, "jobs: done");

        using var signal = Process.Start("kill", ["-INT", sync.Id.ToString(CultureInfo.InvariantCulture)]);
        var rest = await sync.StandardOutput.ReadToEndAsync();
        await sync.WaitForExitAsync();

        Assert.Equal(130, sync.ExitCode);
        Assert.Contains("the same command goes on from here", rest, StringComparison.Ordinal);
        Assert.Contains("Database: " + folder.At("x.db"), rest, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Arguments(ScratchFolder folder) => ["sync", "laura", "--sandbox", "--records", "2000", "--database", folder.At("x.db")];

    private static Process Start(params string[] arguments)
    {
        // A shell's background job hands the order to ignore Ctrl-C down to its children, and whoever runs the tests may be one.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "connectors.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }

    private static async Task ReadUntilAsync(Process process, string beginning)
    {
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
            Assert.NotNull(line);
        }
        while (!line.StartsWith(beginning, StringComparison.Ordinal));
    }

    private static async Task<List<string>> IdsAsync(ScratchFolder folder, string model)
    {
        var export = await Tool.RunAsync(["export", "--database", folder.At("x.db"), model]);
        Assert.Equal(0, export.ExitCode);
        return [.. export.Lines.Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)])];
    }
}
