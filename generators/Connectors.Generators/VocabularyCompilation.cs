using Connectors.Emitter.Inputs;
using Connectors.Emitter.Models;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Generators;

/// <summary>A vocabulary file after it was read.</summary>
/// <param name="Category">The category it is for, from the file's name: <c>ats</c>.</param>
/// <param name="Vocabulary">The vocabulary; null when it has mistakes.</param>
/// <param name="Diagnostics">The mistakes.</param>
internal sealed record VocabularyCompilation(string Category, VocabularySpec? Vocabulary, EquatableArray<SpecDiagnostic> Diagnostics)
{
    public static VocabularyCompilation Read(ConnectorFile file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var diagnostics = new DiagnosticBag();
        var vocabulary = VocabularyReader.Read(file.Source, diagnostics);
        return new VocabularyCompilation(Path.GetFileNameWithoutExtension(file.Source.Path), vocabulary, diagnostics.ToDiagnostics());
    }

    /// <summary>The unified models, and the inputs of actions.</summary>
    public static Emission Emit(VocabularySpec vocabulary, CancellationToken cancellationToken) =>
        Emission.Of(vocabulary.Category, () => VocabularyEmitter.Emit(vocabulary).Concat(InputEmitter.Emit(vocabulary)), cancellationToken);
}
