using System.Text;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Connectors.Generators;

/// <summary>Generated files, or the reason why there are none.</summary>
/// <param name="Files">The files.</param>
/// <param name="Fault">What failed; null when nothing did.</param>
internal sealed record Emission(EquatableArray<(string HintName, string Source)> Files, SpecDiagnostic? Fault)
{
    /// <summary>Runs an emitter. Never throws but when cancelled: a fault of the emitter is a diagnostic.</summary>
    /// <param name="name">What is emitted, for the message.</param>
    /// <param name="emit">The emitter.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Emission Of(string name, Func<IEnumerable<(string HintName, string Source)>> emit, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Emission(emit().ToEquatable(), null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var message = $"The compiler could not write the source of '{name}', which is a mistake of its own: {fault.GetType().Name}: {fault.Message}";
            return new Emission(default, new SpecDiagnostic(DiagnosticRules.CompilerFault, name + ".yaml", default, message));
        }
    }

    /// <summary>Hands the files to Roslyn.</summary>
    public static void AddTo(SourceProductionContext context, Emission emission)
    {
        foreach (var (name, source) in emission.Files)
        {
            context.AddSource(name, SourceText.From(source, Encoding.UTF8));
        }

        if (emission.Fault is { } fault)
        {
            context.ReportDiagnostic(DiagnosticReporter.Create(fault));
        }
    }
}
