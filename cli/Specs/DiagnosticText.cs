using System.Globalization;
using Connectors.Specs.Diagnostics;

namespace Connectors.Cli.Specs;

/// <summary>Diagnostics in the words of compilers, so that editors and build logs find the place.</summary>
internal static class DiagnosticText
{
    /// <summary><c>specs/laura.yaml(12,6): error CONN2003: …</c></summary>
    public static string ToLine(this SpecDiagnostic diagnostic) => string.Create(
        CultureInfo.InvariantCulture,
        $"{diagnostic.File}({diagnostic.Span.Line + 1},{diagnostic.Span.Column + 1}): {diagnostic.Severity()} {diagnostic.Rule.Id}: {diagnostic.Message}");

    /// <summary>error, warning or info.</summary>
    public static string Severity(this SpecDiagnostic diagnostic) => diagnostic.Rule.Severity switch
    {
        SpecSeverity.Error => "error",
        SpecSeverity.Warning => "warning",
        _ => "info",
    };
}
