using Connectors.Emitter.Capabilities;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Requirements;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Diagnostics;

/// <summary>The example of a requirements file, held against the example of a connector by a project that uses none.</summary>
internal static class RequirementsExample
{
    public static IReadOnlyList<SpecDiagnostic> Check(SourceText requirements, ConnectorSpec spec)
    {
        var covered = new ConnectorCoverage(spec.Slug, spec.Category, CoverageRows.Of(spec, Vocabularies.Ats).Select(r => r.ToString()), spec.Exceptions);
        var check = new RequirementCheck([covered], [new RowVocabulary("ats", CoverageRows.Of(Vocabularies.Ats).Select(r => r.ToString()))]);
        var file = RequirementsFile.Read(requirements);
        var findings = file.Entries.SelectMany(e => check.Check(e.Requirement, () => []));
        return [.. file.Diagnostics, .. findings.Select(f => new SpecDiagnostic(f.Rule, requirements.Path, f.Place, f.Message))];
    }
}
