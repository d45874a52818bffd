using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Generators.Tests.Support;

/// <summary>Runs the generator over files in memory, again and again as a compiler server does, and remembers what each step did.</summary>
internal sealed class Driver
{
    private CSharpGeneratorDriver _driver;
    private CSharpCompilation _compilation;

    public Driver(params MemoryFile[] files)
    {
        _driver = CSharpGeneratorDriver.Create(
            [new ConnectorGenerator().AsSourceGenerator()],
            files,
            optionsProvider: new MemoryOptions(),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        _compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText("class Program;")],
            References(models: files.All(f => f.Role != "vocabulary")),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Run();
    }

    /// <summary>What the last run gave.</summary>
    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    /// <summary>Generated sources by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources => Result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>What the last run reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The compilation with what was generated.</summary>
    public Compilation Output { get; private set; } = null!;

    /// <summary>Runs once more after an edit of a file.</summary>
    public Driver Edit(MemoryFile before, MemoryFile after)
    {
        _driver = (CSharpGeneratorDriver)_driver.ReplaceAdditionalText(before, after);
        return Run();
    }

    /// <summary>Runs once more after C# was added.</summary>
    public Driver EditCode(string code = "class Other;")
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(code));
        return Run();
    }

    /// <summary>Why the outputs of a step are what they are, in the last run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(r => r.Outputs).Select(o => o.Reason)] : [];

    /// <summary>What a project that compiles connectors refers to.</summary>
    /// <param name="models">Whether the models come from Connectors.Ats; a project with a vocabulary of its own writes them itself.</param>
    public static IEnumerable<MetadataReference> References(bool models)
    {
        var ours = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            .Append(typeof(Runtime.Connector).Assembly.Location);
        return [.. Net100.References.All, .. (models ? ours.Append(typeof(Ats.Job).Assembly.Location) : ours).Select(path => MetadataReference.CreateFromFile(path))];
    }

    private Driver Run()
    {
        _driver = (CSharpGeneratorDriver)_driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out _);
        Output = output;
        return this;
    }
}
