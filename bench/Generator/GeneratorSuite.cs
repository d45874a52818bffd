using System.Collections.Immutable;
using System.Diagnostics;
using Basic.Reference.Assemblies;
using Connectors.Benchmarks.Harness;
using Connectors.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Benchmarks.Generator;

/// <summary>What the generator costs in a build and while typing: 100 specs of the size of a real one, each with a contract of its own.</summary>
internal static class GeneratorSuite
{
    private const int Specs = 100;

    public static IReadOnlyList<Figure> Run(bool shortRun)
    {
        var root = Repository.Root;
        var spec = File.ReadAllText(Path.Combine(root, "specs", "laura.yaml"));
        var contract = File.ReadAllText(Path.Combine(root, "specs", "contracts", "laura.openapi.yaml"));
        var compilation = CSharpCompilation.Create(
            "Bench",
            [CSharpSyntaxTree.ParseText("public static class Consumer;")],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        AdditionalText Spec(int i, string note = "") =>
            new InMemoryFile($"/project/specs/v{i:000}.yaml", spec.Replace("connector: laura", $"connector: v{i:000}", StringComparison.Ordinal).Replace("contracts/laura.openapi.yaml", $"contracts/v{i:000}.openapi.yaml", StringComparison.Ordinal).Replace("name: Laura", "name: Laura" + note, StringComparison.Ordinal));
        AdditionalText Contract(int i) => new InMemoryFile($"/project/specs/contracts/v{i:000}.openapi.yaml", contract.Replace("title: Laura", $"title: V{i}", StringComparison.Ordinal));
        var files = Enumerable.Range(0, Specs).SelectMany(i => new[] { Spec(i), Contract(i) }).ToImmutableArray();

        GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new ConnectorGenerator().AsSourceGenerator()], files, optionsProvider: new FileKinds());

        // Both ways run often enough beforehand that what they run is compiled at its best: an editor's compiler runs all day.
        var warm = Measure(NewDriver(), compilation, out _);
        Check(warm);
        Edit(warm, 100, out _);

        var rounds = shortRun ? 3 : 9;
        var cold = new double[rounds];
        var edit = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            GC.Collect();
            var driver = Measure(NewDriver(), compilation, out cold[round]);
            GC.Collect();
            Check(Edit(driver, 9, out edit[round]));
        }

        GeneratorDriver Edit(GeneratorDriver driver, int times, out double seconds)
        {
            var each = new double[times];
            var file = driver.GetRunResult().Results.Length > 0 ? files[84] : throw new InvalidOperationException("The driver has not run.");
            for (var i = 0; i < times; i++)
            {
                var next = Spec(42, $" {i}");
                driver = Measure(driver.ReplaceAdditionalText(file, next), compilation, out each[i]);
                file = next;
            }

            seconds = SideBySide.Median(each);
            return driver;
        }

        return
        [
            new("generator.cold_ms", SideBySide.Median(cold) * 1000, "ms", "", $"{Specs} specs, {SideBySide.Median(cold) * 1000 / Specs:0.##} ms each"),
            new("generator.edit_share", SideBySide.Median([.. edit.Zip(cold, (e, c) => e / c)]), "ratio", "<= 0.03", $"{SideBySide.Median(edit) * 1000:0.##} ms after editing one"),
        ];
    }

    private static GeneratorDriver Measure(GeneratorDriver driver, Compilation compilation, out double seconds)
    {
        var start = Stopwatch.GetTimestamp();
        var result = driver.RunGenerators(compilation);
        seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result;
    }

    private static void Check(GeneratorDriver driver)
    {
        var result = driver.GetRunResult();
        if (result.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) || result.GeneratedTrees.Length < Specs)
        {
            throw new InvalidOperationException("The specs must compile for the figure to mean something: " + result.Diagnostics.FirstOrDefault());
        }
    }
}
