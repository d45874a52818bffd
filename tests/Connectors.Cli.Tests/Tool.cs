using System.Text;
using Connectors.Cli.Terminal;

namespace Connectors.Cli.Tests;

/// <summary>Runs the tool inside the test process, with streams, folder and environment of its own.</summary>
internal static class Tool
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="folder">The folder that relative paths start from; the repository's root when not said.</param>
    /// <param name="environment">All environment variables there are.</param>
    /// <param name="stopAt">Interrupts the run as Ctrl-C does once a line that begins with this text was written.</param>
    public static async Task<ToolRun> RunAsync(string[] args, string? folder = null, Dictionary<string, string>? environment = null, string? stopAt = null)
    {
        using var stop = new CancellationTokenSource();
        using var output = new WatchedWriter(line =>
        {
            if (stopAt is not null && line.StartsWith(stopAt, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        })
        {
            NewLine = "\n",
        };
        using var error = new StringWriter { NewLine = "\n" };
        using var bytes = new MemoryStream();
        var host = new CliHost
        {
            Out = Screen.Plain(output),
            Error = error,
            OpenOutput = () => bytes,
            Folder = folder ?? Repository.Root,
            Environment = name => environment?.GetValueOrDefault(name),
        };
        var exitCode = await CliApp.RunAsync(args, host, stop.Token);
        return new ToolRun(exitCode, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>Tells of every line that is written.</summary>
    private sealed class WatchedWriter(Action<string> written) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            written(value ?? "");
        }
    }
}

/// <summary>How a run of the tool ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of the standard output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
