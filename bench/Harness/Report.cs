using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Connectors.Benchmarks.Harness;

/// <summary>Prints figures as <c>name = value</c> and keeps them in <c>bench/results/SUITE.md</c> with machine, date and commit.</summary>
internal static class Report
{
    public static void Write(string suite, bool shortRun, IReadOnlyList<Figure> figures)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {suite}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project bench -- {suite}{(shortRun ? " --short" : "")}` on {DateTime.UtcNow:yyyy-MM-dd} at commit {Commit()}.\n");
        page.Append(CultureInfo.InvariantCulture, $"Machine: {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.\n\n");
        page.Append("| figure | value | unit | goal | note |\n|---|---|---|---|---|\n");
        foreach (var figure in figures)
        {
            var value = figure.Value.ToString(Math.Abs(figure.Value) >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);
            Console.WriteLine($"{figure.Name} = {value}");
            page.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {value} | {figure.Unit} | {figure.Goal} | {figure.Note} |\n");
        }

        var folder = Path.Combine(Root(), "bench", "results");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, suite + ".md"), page.ToString());
    }

    /// <summary>The repository this program was built in.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connectors.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Run the benchmarks from within the repository: no Connectors.sln above " + AppContext.BaseDirectory);
    }

    private static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", "describe --always --dirty --abbrev=10") { WorkingDirectory = Root(), RedirectStandardOutput = true });
            return git!.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
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
