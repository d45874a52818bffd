using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs;

/// <summary>A text and the name it is known by.</summary>
/// <param name="Path">Path or name, shown in diagnostics; the file name without extension is a connector's slug.</param>
/// <param name="Text">The text.</param>
public sealed record SourceText(string Path, string Text);

/// <summary>The outcome of compiling a spec.</summary>
/// <param name="Spec">The bound spec; null when an error keeps it from having a meaning.</param>
/// <param name="Contract">The contract as read; null when it could not be.</param>
/// <param name="Diagnostics">Everything found, in the order of the file.</param>
public sealed record SpecCompilation(ConnectorSpec? Spec, Contract? Contract, EquatableArray<SpecDiagnostic> Diagnostics)
{
    /// <summary>Whether no error was found.</summary>
    public bool Success => Spec is not null && Diagnostics.All(d => d.Rule.Severity != SpecSeverity.Error);
}
