using System.Globalization;
using System.Text;

namespace Connectors.Benchmarks.Harness;

/// <summary>Prints figures as <c>name = value</c> and keeps them in <c>bench/results/SUITE.md</c> with machine, date and commit.</summary>
internal static class Report
{
    public static void Write(string suite, bool shortRun, IReadOnlyList<Figure> figures)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {suite}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{RunReport.Origin($"dotnet run -c Release --project bench -- {suite}{(shortRun ? " --short" : "")}")}\n\n");
        page.Append("| figure | value | unit | goal | note |\n|---|---|---|---|---|\n");
        foreach (var figure in figures)
        {
            var value = figure.Value.ToString(Math.Abs(figure.Value) >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);
            Console.WriteLine($"{figure.Name} = {value}");
            page.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {value} | {figure.Unit} | {figure.Goal} | {figure.Note} |\n");
        }

        RunReport.Write(suite, page.ToString());
    }
}
