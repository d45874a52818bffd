using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Connectors.Ats.Tests.Golden;
using Connectors.Emitter.Actions;
using Connectors.Emitter.Connectors;
using Connectors.Emitter.Markdown;
using Connectors.Mutation.Tests.Specs;
using Connectors.Runtime;
using Connectors.Runtime.Errors;
using Connectors.Specs.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Mutation.Tests.Meaning;

/// <summary>What gave a changed meaning away.</summary>
internal enum Verdict
{
    /// <summary>The compiler refuses the text; other operators look at how.</summary>
    Invalid,

    /// <summary>The text means the same: nothing to see.</summary>
    Same,

    /// <summary>The compiler warns of it.</summary>
    Warned,

    /// <summary>The coverage page reads differently.</summary>
    CoveragePage,

    /// <summary>The connector says something else to its vendor than has been agreed.</summary>
    Conversation,

    /// <summary>Records come out differently from the same replies.</summary>
    Records,

    /// <summary>Nothing shows that the meaning has changed.</summary>
    Unseen,

    /// <summary>The compiler is content, and what is emitted is no C#.</summary>
    NoSource,
}

/// <summary>Compiles connectors of changed specs and holds them to the golden fixture of the shipped one.</summary>
internal sealed class Judge
{
    /// <summary>How many connectors are compiled together; more would hold more of them in memory at once.</summary>
    private const int Together = 40;

    // A connector that was told to wait for what never comes says nothing more; one that works is done in a small part of this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly Dictionary<string, Lazy<Judge>> Known = SoundSpec.All.ToDictionary(spec => spec.Slug, spec => new Lazy<Judge>(() => new Judge(spec)));

    private readonly SoundSpec _spec;
    private readonly ConnectorSpec _bound;
    private readonly string _page;
    private readonly Dictionary<string, string> _files;
    private readonly Lazy<Task<(string Conversation, string Records)>> _golden;

    private Judge(SoundSpec spec)
    {
        _spec = spec;
        _bound = spec.Compile(spec.Text).Spec!;
        _page = CoveragePage.Write(_bound, SoundSpec.Vocabulary);
        _files = Internal(_bound).ToDictionary(f => f.HintName, f => f.Source);
        _golden = new(async () =>
        {
            var definition = Definition(Compile([(0, [.. _files.Values])]), 0);
            return (await TellAsync(Ats.Tests.Golden.Conversation.TransportAsync, definition), await TellAsync(Ats.Tests.Golden.Conversation.RecordsAsync, definition));
        });
    }

    public static Judge Of(SoundSpec spec) => Known[spec.Slug].Value;

    /// <summary>What the shipped spec's connector says to its vendor, compiled the way those of changed specs are.</summary>
    public async Task<string> ConversationAsync() => (await _golden.Value).Conversation;

    /// <summary>The verdicts on variants of the spec, in their order.</summary>
    public async Task<IReadOnlyList<Verdict>> VerdictsAsync(IReadOnlyList<Variant> variants)
    {
        var verdicts = new Verdict[variants.Count];
        var toRun = Enumerable.Range(0, variants.Count).AsParallel().AsOrdered().Select(i =>
        {
            (verdicts[i], var files) = Read(variants[i]);
            return (Number: i, Files: files);
        }).Where(c => c.Files.Count > 0).ToList();
        // Those that were compiled together talk side by side, since some of them wait.
        await Parallel.ForEachAsync(toRun.Chunk(Together), async (batch, _) =>
            await Task.WhenAll(Assemblies(batch).Select(async c => verdicts[c.Number] = c.Assembly is null ? Verdict.NoSource : await VerdictAsync(Definition(c.Assembly, c.Number)))));
        return verdicts;
    }

    private async Task<Verdict> VerdictAsync(ConnectorDefinition definition)
    {
        var (conversation, records) = await _golden.Value;
        return await TellAsync(Ats.Tests.Golden.Conversation.TransportAsync, definition) != conversation ? Verdict.Conversation
            : await TellAsync(Ats.Tests.Golden.Conversation.RecordsAsync, definition) != records ? Verdict.Records
            : Verdict.Unseen;
    }

    /// <summary>The verdict that needs no connector, and where there is none the files of one that differ from the shipped one's.</summary>
    private (Verdict Verdict, IReadOnlyList<string> Files) Read(Variant variant)
    {
        var compilation = _spec.Compile(variant.Text);
        if (!compilation.Success)
        {
            return (Verdict.Invalid, []);
        }

        if (compilation.Diagnostics.Count > 0)
        {
            return (Verdict.Warned, []);
        }

        if (compilation.Spec == _bound)
        {
            return (Verdict.Same, []);
        }

        if (CoveragePage.Write(compilation.Spec!, SoundSpec.Vocabulary) != _page)
        {
            return (Verdict.CoveragePage, []);
        }

        var files = Internal(compilation.Spec!).ToList();
        var changed = files.Where(f => _files.GetValueOrDefault(f.HintName) != f.Source).ToList();
        return (Verdict.Unseen, changed.Count == 0 ? [] : [.. WithThoseThatName(changed, files).Select(f => f.Source)]);
    }

    /// <summary>Files with those that name them, and so on, because what is not made anew names what is shipped; and the definition, with which the connector begins.</summary>
    private static IEnumerable<(string HintName, string Source)> WithThoseThatName(List<(string HintName, string Source)> anew, List<(string HintName, string Source)> files)
    {
        while (files.Except(anew).Where(f => anew.Exists(a => f.Source.Contains(TypeIn(a.HintName) + '.', StringComparison.Ordinal))).ToList() is { Count: > 0 } more)
        {
            anew.AddRange(more);
        }

        return anew.Union(files.Where(f => IsDefinition(f.HintName)));
    }

    private static string TypeIn(string file) => file.Replace(".g.cs", "", StringComparison.Ordinal);

    /// <summary>The assembly of each connector; null where its source does not compile.</summary>
    private IEnumerable<(int Number, Assembly? Assembly)> Assemblies((int Number, IReadOnlyList<string> Files)[] batch)
    {
        try
        {
            var together = Compile(batch);
            return [.. batch.Select(c => (c.Number, (Assembly?)together))];
        }
        catch (InvalidOperationException) when (batch.Length > 1)
        {
            return [.. batch.SelectMany(one => Assemblies([one]))];
        }
        catch (InvalidOperationException)
        {
            return [(batch[0].Number, null)];
        }
    }

    private static async Task<string> TellAsync(Func<ConnectorDefinition, Task<string>> what, ConnectorDefinition definition)
    {
        try
        {
            return await Task.Run(() => what(definition)).WaitAsync(Patience);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or NotSupportedException or ConnectorException)
        {
            return e.Message;
        }
        catch (TimeoutException)
        {
            return "It goes on without end.";
        }
    }

    /// <summary>The files of a connector that run, without the typed faces of it.</summary>
    private static IEnumerable<(string HintName, string Source)> Internal(ConnectorSpec spec) =>
        ConnectorEmitter.Emit(spec, SoundSpec.Vocabulary).Where(file => file.Source.Contains("\ninternal static ", StringComparison.Ordinal))
            .Concat(ActionsEmitter.Emit(spec, SoundSpec.Vocabulary).Where(file => file.Source.Contains(" static class ", StringComparison.Ordinal)));

    private static bool IsDefinition(string file) => file.EndsWith("Definition.g.cs", StringComparison.Ordinal);

    private ConnectorDefinition Definition(Assembly assembly, int number)
    {
        var name = TypeIn(_files.Keys.Single(IsDefinition));
        var type = assembly.GetType($"Connectors.Ats.M{number}.{name}", throwOnError: true)!;
        return (ConnectorDefinition)type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }

    /// <summary>Compiles connectors side by side, each with its changed files in a namespace of its own inside that of the shipped one, whose files stand for the rest.</summary>
    private Assembly Compile(IEnumerable<(int Number, IReadOnlyList<string> Files)> connectors)
    {
        var trees = _files.Values.Concat(connectors.SelectMany(c => c.Files.Select(file => file.Replace("\nnamespace Connectors.Ats;", $"\nnamespace Connectors.Ats.M{c.Number};", StringComparison.Ordinal))))
            .Select(text => CSharpSyntaxTree.ParseText(text, Options));
        var compilation = CSharpCompilation.Create($"Mutants{Guid.NewGuid():N}", trees,
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(ConnectorDefinition).Assembly.Location), MetadataReference.CreateFromFile(typeof(Ats.Job).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, concurrentBuild: false));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        if (!result.Success)
        {
            throw new InvalidOperationException("The emitted source does not compile: " + string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        return AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(bytes.ToArray()));
    }
}
