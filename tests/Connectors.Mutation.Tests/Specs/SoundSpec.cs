using Connectors.Specs;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Mutation.Tests.Specs;

/// <summary>A spec of the repository that compiles, with what operators need to know to break it.</summary>
internal sealed class SoundSpec
{
    private static readonly Lazy<IReadOnlyList<SoundSpec>> Shipped = new(() => [.. Repository.Slugs.Select(slug => new SoundSpec($"specs/{slug}.yaml"))]);

    private readonly Contract _contract;
    private readonly IReadOnlyList<string> _named;

    private SoundSpec(string file)
    {
        File = file;
        Text = Repository.Read(file).ReplaceLineEndings("\n");
        var source = new SourceText(file, Text);
        var (contract, siblings) = SpecCompiler.ContractFiles(source, Contracts);
        _contract = SpecCompiler.Compile(source, Vocabulary, contract, siblings).Contract!;
        _named = [.. siblings.Prepend(contract!).Select(file => $"contract: {file.Path["specs/".Length..]}").Where(said => Text.Contains(said, StringComparison.Ordinal))];
        Contract = ContractFormats.Apply(_contract, SpecCompiler.Compile(source, Vocabulary, _contract).Spec!.Transport.Apis);
        Root = (YamlMapping)YamlReader.Read(source, new DiagnosticBag())!;
        var outline = new Outline(Vocabulary, Contract);
        outline.Walk(Root);
        AllKeys = outline.Keys;
        Keys = [.. outline.Keys.Where(k => k.Entry.Key.Use is null)];
        Values = [.. outline.Values.Where(v => v.Node.Use is null)];
        Anchors = new Anchors(Text, Root);
    }

    /// <summary>Every spec under <c>specs/</c>; one that is added joins by being there.</summary>
    public static IReadOnlyList<SoundSpec> All => Shipped.Value;

    public static VocabularySpec Vocabulary => Vocabularies.Ats;

    public string File { get; }

    public string Slug => Path.GetFileNameWithoutExtension(File);

    public string Text { get; }

    public YamlMapping Root { get; }

    /// <summary>The contract as the paths of the spec see it.</summary>
    public Contract Contract { get; }

    /// <summary>The keys that stand in the text; what an alias brings stands where the alias leads.</summary>
    public IReadOnlyList<KeyPlace> Keys { get; }

    /// <summary>Those, and the keys that aliases bring.</summary>
    public IReadOnlyList<KeyPlace> AllKeys { get; }

    /// <summary>The values that stand in the text.</summary>
    public IReadOnlyList<ValuePlace> Values { get; }

    public Anchors Anchors { get; }

    public IEnumerable<string> Models => Keys.Where(k => k.Of == "a model of the vocabulary").Select(k => k.Name);

    /// <summary>Whether the spec speaks SOAP.</summary>
    public bool Soap => _contract.Operations.Any(o => o.Soap is not null);

    /// <summary>Compiles a changed text of this spec; contracts are read anew only where the text names others.</summary>
    public SpecCompilation Compile(string text)
    {
        var source = new SourceText(File, text);
        if (_named.All(said => text.Contains(said + '\n', StringComparison.Ordinal) || text.Contains(said + ' ', StringComparison.Ordinal)))
        {
            return SpecCompiler.Compile(source, Vocabulary, _contract);
        }

        var (contract, siblings) = SpecCompiler.ContractFiles(source, Contracts);
        return SpecCompiler.Compile(source, Vocabulary, contract, siblings);
    }

    private static SourceText? Contracts(string path) => System.IO.File.Exists(Repository.At("specs", path)) ? new SourceText($"specs/{path}", Repository.Read("specs", path)) : null;

    public override string ToString() => Slug;
}
