using Connectors.Emitter.Actions;
using Connectors.Emitter.Connectors;
using Connectors.Emitter.Registry;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators;

/// <summary>Coverage specs in, connectors and diagnostics out.</summary>
/// <remarks>
/// Find → Pick → Parse → Spec → Emit. Each spec is handled alone: it is compiled anew when its own text, its contract or its vocabulary
/// changes, and written anew when its bound model does, which a moved line or a comment leaves as it is. Diagnostics, which have places,
/// leave the pipeline before that.
/// </remarks>
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
        var contracts = files.Where(static file => file.Role == ConnectorFileRole.Contract).Together();
        var specs = files.Where(static file => file.Role == ConnectorFileRole.Spec).Select(SpecHeader.Read);
        var paths = specs.Select(static (spec, _) => spec.Spec.Path).Together();

        var compilations = specs.Combine(contracts).Combine(vocabularies.Together()).Combine(paths)
            .Select(static (all, _) => SpecInput.Pick(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right)).WithTrackingName(StepNames.Pick)
            .Select(ConnectorCompilation.Of).WithTrackingName(StepNames.Parse);
        var connectors = compilations.Select(static (c, _) => c.Connector).NotNull().WithTrackingName(StepNames.Spec);

        context.RegisterSourceOutput(
            vocabularies.Select(static (v, _) => v.Vocabulary).NotNull().Select(VocabularyCompilation.Emit).WithTrackingName(StepNames.EmitModels),
            Emission.AddTo);
        context.RegisterSourceOutput(
            connectors.Select(static (c, token) => Emission.Of(c.Spec.Slug, () => ConnectorEmitter.Emit(c.Spec, c.Vocabulary).Concat(ActionsEmitter.Emit(c.Spec, c.Vocabulary)), token)).WithTrackingName(StepNames.Emit),
            Emission.AddTo);
        context.RegisterSourceOutput(
            connectors.Select(static (c, _) => RegistryEntry.Of(c.Spec)).Together().Combine(context.AnalyzerConfigOptionsProvider.Select(RootNamespace))
                .Select(static (all, token) => Emission.Of(RegistryEmitter.ClassName, () => RegistryEmitter.Emit(all.Left, all.Right), token)).WithTrackingName(StepNames.EmitRegistry),
            Emission.AddTo);
        context.RegisterSourceOutput(vocabularies.Select(static (v, _) => v.Diagnostics).WithTrackingName(StepNames.DiagnoseVocabulary), DiagnosticReporter.Report);
        context.RegisterSourceOutput(compilations.Select(static (c, _) => c.Diagnostics).WithTrackingName(StepNames.Diagnose), DiagnosticReporter.Report);
    }

    private static string RootNamespace(Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken) =>
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var name) && name.Length > 0 ? name : "Connectors";
}
