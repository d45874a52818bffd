using System.Collections.Concurrent;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Connectors.Generators;

/// <summary>Turns the compiler's diagnostics into Roslyn's, at their places in the YAML.</summary>
internal static class DiagnosticReporter
{
    private static readonly ConcurrentDictionary<DiagnosticRule, DiagnosticDescriptor> Descriptors = new();

    public static void Report(SourceProductionContext context, EquatableArray<SpecDiagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            context.ReportDiagnostic(Create(diagnostic));
        }
    }

    /// <summary>A diagnostic as Roslyn reports it.</summary>
    public static Diagnostic Create(SpecDiagnostic diagnostic) =>
        Diagnostic.Create(Descriptor(diagnostic.Rule), Place(diagnostic.File, diagnostic.Span), diagnostic.Message);

    /// <summary>A place in a file as Roslyn knows it.</summary>
    public static Location Place(string file, Specs.Diagnostics.TextSpan span)
    {
        var lines = new LinePositionSpan(new LinePosition(span.Line, span.Column), new LinePosition(span.EndLine, span.EndColumn));
        return Location.Create(file, new TextSpan(span.Start, span.Length), lines);
    }

    /// <summary>The descriptor of a rule. The rules are a catalogue of the spec compiler, which knows no Roslyn.</summary>
    public static DiagnosticDescriptor Descriptor(DiagnosticRule rule) => Descriptors.GetOrAdd(rule, static rule => new DiagnosticDescriptor(
        rule.Id,
        rule.Title,
        "{0}",
        "Connectors",
        Severity(rule.Severity),
        isEnabledByDefault: true,
        description: rule.Help,
        helpLinkUri: $"docs/diagnostics/{rule.Id}.md"));

    /// <summary>A severity as Roslyn knows it.</summary>
    public static DiagnosticSeverity Severity(SpecSeverity severity) => severity switch
    {
        SpecSeverity.Error => DiagnosticSeverity.Error,
        SpecSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}
