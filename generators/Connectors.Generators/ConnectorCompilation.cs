using Connectors.Specs;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Generators;

/// <summary>A spec after the compiler has read it: the model that source is made of, and apart from it what there is to say.</summary>
/// <param name="Connector">The bound model; null when the spec has no meaning.</param>
/// <param name="Diagnostics">What was found.</param>
internal sealed record ConnectorCompilation(BoundConnector? Connector, EquatableArray<SpecDiagnostic> Diagnostics)
{
    /// <summary>Compiles a spec. Never throws but when cancelled: a fault of the compiler is a diagnostic on the spec.</summary>
    public static ConnectorCompilation Of(SpecInput input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (input.Vocabulary is not { } vocabulary)
        {
            // The vocabulary's own mistakes are reported with it.
            return new ConnectorCompilation(null, default);
        }

        if (input.Twin is { } twin)
        {
            return Failed(input, DiagnosticRules.ConnectorTwice, $"'{Path.GetFileNameWithoutExtension(twin)}' is the connector of {twin} already; the file name names the connector.");
        }

        try
        {
            var compilation = SpecCompiler.Compile(input.Spec, vocabulary, input.Contract, input.Siblings);
            return new ConnectorCompilation(compilation.Spec is { } spec ? new BoundConnector(spec, vocabulary) : null, compilation.Diagnostics);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Failed(input, DiagnosticRules.CompilerFault, $"The compiler failed on this spec, which is a mistake of its own: {fault.GetType().Name}: {fault.Message}");
        }
    }

    private static ConnectorCompilation Failed(SpecInput input, DiagnosticRule rule, string message) =>
        new(null, new EquatableArray<SpecDiagnostic>([new SpecDiagnostic(rule, input.Spec.Path, default, message)]));
}

/// <summary>What a connector's source is made of.</summary>
/// <param name="Spec">The bound spec.</param>
/// <param name="Vocabulary">The vocabulary it is bound to.</param>
internal sealed record BoundConnector(ConnectorSpec Spec, VocabularySpec Vocabulary);
