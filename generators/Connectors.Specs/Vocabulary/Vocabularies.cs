using Connectors.Specs.Diagnostics;

namespace Connectors.Specs.Vocabulary;

/// <summary>The vocabularies that ship with the compiler.</summary>
public static class Vocabularies
{
    private static readonly Lazy<VocabularySpec> LazyAts = new(static () => Load("ats.yaml"));

    /// <summary>Recruiting (<c>category: ats</c>), from <c>specs/ats.yaml</c>.</summary>
    public static VocabularySpec Ats => LazyAts.Value;

    /// <summary>The vocabulary of a category, or null when there is none.</summary>
    public static VocabularySpec? Of(string category) => category == "ats" ? Ats : null;

    /// <exception cref="InvalidOperationException">The embedded file has a mistake, which a test would have shown.</exception>
    private static VocabularySpec Load(string name)
    {
        using var stream = typeof(Vocabularies).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The vocabulary {name} is not embedded.");
        using var reader = new StreamReader(stream);
        var diagnostics = new DiagnosticBag();
        return VocabularyReader.Read(new SourceText($"specs/{name}", reader.ReadToEnd()), diagnostics)
            ?? throw new InvalidOperationException($"The vocabulary {name} has mistakes: {string.Join(" ", diagnostics.ToDiagnostics().Select(d => d.Message))}");
    }
}
