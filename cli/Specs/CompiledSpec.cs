using Connectors.Emitter.Capabilities;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Cli.Specs;

/// <summary>A spec after the compiler has read it.</summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Spec">The bound spec; null when an error keeps it from having a meaning.</param>
/// <param name="Contract">The contract as read; null when it could not be.</param>
/// <param name="Diagnostics">Everything found.</param>
internal sealed record CompiledSpec(SpecSource Source, ConnectorSpec? Spec, Contract? Contract, IReadOnlyList<SpecDiagnostic> Diagnostics)
{
    /// <summary>How many errors were found.</summary>
    public int Errors => Count(SpecSeverity.Error);

    /// <summary>How many warnings were found.</summary>
    public int Warnings => Count(SpecSeverity.Warning);

    /// <summary>How many rows of the vocabulary are in each state; null when the spec has no meaning.</summary>
    public RowCounts? Rows(VocabularySpec vocabulary) => Spec is null ? null : RowCounts.Of(CoverageTable.Of(Spec, vocabulary));

    private int Count(SpecSeverity severity) => Diagnostics.Count(d => d.Rule.Severity == severity);
}

/// <summary>How many rows of the vocabulary are in each state.</summary>
/// <param name="Supported">Rows the connector covers.</param>
/// <param name="NotImplemented">Rows it does not cover yet.</param>
/// <param name="Unsupported">Rows the vendor cannot give.</param>
/// <param name="Unknown">Rows nobody has looked at, in the models it reads and the actions it does.</param>
/// <param name="UnknownModels">Models nobody has looked at.</param>
internal sealed record RowCounts(int Supported, int NotImplemented, int Unsupported, int Unknown, int UnknownModels)
{
    /// <summary>Counts a table's rows.</summary>
    public static RowCounts Of(CoverageTable coverage)
    {
        var rows = coverage.Models.Where(m => m.State != CoverageState.Unknown).SelectMany(m => m.Rows)
            .Concat(coverage.Actions.Where(a => a.State != CoverageState.Unknown).SelectMany(a => a.Rows)).ToLookup(r => r.State);
        return new RowCounts(
            rows[CoverageState.Supported].Count(),
            rows[CoverageState.NotImplemented].Count(),
            rows[CoverageState.Unsupported].Count(),
            rows[CoverageState.Unknown].Count(),
            coverage.Models.Count(m => m.State == CoverageState.Unknown));
    }
}
