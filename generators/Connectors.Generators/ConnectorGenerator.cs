using Microsoft.CodeAnalysis;

namespace Connectors.Generators;

/// <summary>Coverage specs in, connectors and diagnostics out.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ConnectorGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, token) => ConnectorFile.Read(pair.Left, pair.Right, token)).NotNull().WithTrackingName(StepNames.Find);

        var vocabularies = files.Where(static file => file.Role == ConnectorFileRole.Vocabulary)
            .Select(VocabularyCompilation.Read).WithTrackingName(StepNames.Vocabulary);

        context.RegisterSourceOutput(
            vocabularies.Select(static (v, _) => v.Vocabulary).NotNull().Select(VocabularyCompilation.Emit).WithTrackingName(StepNames.EmitModels),
            Emission.AddTo);
        context.RegisterSourceOutput(vocabularies.Select(static (v, _) => v.Diagnostics).WithTrackingName(StepNames.DiagnoseVocabulary), DiagnosticReporter.Report);
    }
}
