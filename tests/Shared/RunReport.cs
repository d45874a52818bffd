using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Connectors.Tests.Shared;

/// <summary>Keeps what a long run found in <c>bench/results</c>.</summary>
internal static class RunReport
{
    /// <summary>The lines that every report begins with, so that its figures can be compared: command, date, commit and machine.</summary>
    public static string Origin(string command) => string.Create(CultureInfo.InvariantCulture, $"""
        `{command}` on {DateTime.UtcNow:yyyy-MM-dd} at commit {Commit()}.
        Machine: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.
        """);

    /// <summary>Writes <c>bench/results/NAME.md</c>.</summary>
    public static void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Repository.At("bench", "results")).FullName, name + ".md"), text.ReplaceLineEndings("\n"));

    private static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "describe --always --dirty --abbrev=10") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (Win32Exception)
        {
            return "unknown";
        }
    }

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
