using System.Collections.Immutable;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Requirements;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Connectors.Generators.Requirements;

/// <summary>
/// Holds code to what connectors cover: <c>[RequiresCoverage]</c> on assemblies, referenced ones too, types and methods, and the requirements
/// of <c>coverage.requirements.yaml</c>, against the coverage that assemblies carry as attributes.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CoverageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    // A requirements file can have every mistake of YAML and of the spec language's shape.
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. DiagnosticRules.All.Where(rule => rule.Id[4] is '0' or '1' or '4').Select(DiagnosticReporter.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var run = new Run(start.Compilation, start.Options.AdditionalFiles);
            start.RegisterSyntaxNodeAction(run.Attribute, SyntaxKind.Attribute);
            start.RegisterAdditionalFileAction(run.File);
            start.RegisterSemanticModelAction(run.References);
        });
    }

    /// <summary>The work on one compilation. What is costly is done when the first requirement is met.</summary>
    private sealed class Run(Compilation compilation, ImmutableArray<AdditionalText> files)
    {
        // A cancelled search must leave nothing behind: the next one may be let finish.
        private readonly Lazy<ReferencedCoverage> _coverage = new(() => ReferencedCoverage.Of(compilation), LazyThreadSafetyMode.PublicationOnly);
        private IReadOnlyDictionary<string, Location>? _used;

        public void Attribute(SyntaxNodeAnalysisContext context)
        {
            if (RequirementAttribute.Read((AttributeSyntax)context.Node, context.SemanticModel, context.CancellationToken) is not { } requirement)
            {
                return;
            }

            foreach (var finding in _coverage.Value.Check.Check(requirement, () => [.. Used(context.CancellationToken).Keys]))
            {
                context.ReportDiagnostic(Create(finding, finding.Place, DiagnosticReporter.Severity(finding.Rule.Severity), context.CancellationToken));
            }
        }

        public void File(AdditionalFileAnalysisContext context)
        {
            if (Path.GetFileName(context.AdditionalFile.Path) != RequirementsFile.Name || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            {
                return;
            }

            var file = RequirementsFile.Read(new Specs.SourceText(context.AdditionalFile.Path, text.ToString()));
            foreach (var mistake in file.Diagnostics)
            {
                context.ReportDiagnostic(DiagnosticReporter.Create(mistake));
            }

            foreach (var entry in file.Entries)
            {
                foreach (var finding in _coverage.Value.Check.Check(entry.Requirement, () => [.. Used(context.CancellationToken).Keys]))
                {
                    var severity = DiagnosticReporter.Severity(finding.Rule == DiagnosticRules.NotCovered ? entry.Severity : finding.Rule.Severity);
                    context.ReportDiagnostic(Create(finding, DiagnosticReporter.Place(context.AdditionalFile.Path, finding.Place), severity, context.CancellationToken));
                }
            }
        }

        /// <summary>Holds the connectors that a file uses first to what referenced assemblies require.</summary>
        public void References(SemanticModelAnalysisContext context)
        {
            if (_coverage.Value.Requirements.Count == 0)
            {
                return;
            }

            foreach (var use in Used(context.CancellationToken).Where(use => use.Value.SourceTree == context.SemanticModel.SyntaxTree))
            {
                foreach (var finding in _coverage.Value.Requirements.SelectMany(r => _coverage.Value.Check.Check(r, () => [use.Key])).Where(f => f.Rule == DiagnosticRules.NotCovered))
                {
                    var told = finding with { Rule = DiagnosticRules.NotCoveredForReference, Message = $"{finding.Message} {finding.Place.Name} requires it." };
                    context.ReportDiagnostic(Create(told, use.Value, DiagnosticReporter.Severity(told.Rule.Severity), context.CancellationToken));
                }
            }
        }

        private IReadOnlyDictionary<string, Location> Used(CancellationToken cancellationToken) => _used ??= ConnectorUses.In(compilation, _coverage.Value.Assemblies, cancellationToken);

        private Diagnostic Create<TPlace>(RequirementFinding<TPlace> finding, Location place, DiagnosticSeverity severity, CancellationToken cancellationToken)
        {
            var properties = ImmutableDictionary<string, string?>.Empty;
            var spec = default(Location);
            if (finding is { Connector: { } connector, Row: { } row })
            {
                properties = properties.Add(RequirementProperties.Connector, connector).Add(RequirementProperties.Row, row);
                spec = SpecPlace(connector, row, cancellationToken);
            }

            return Diagnostic.Create(DiagnosticReporter.Descriptor(finding.Rule), place, severity, spec is null ? [] : [spec], properties, finding.Message);
        }

        /// <summary>Where the connector's spec would name the row, when the spec is a file of this compilation.</summary>
        private Location? SpecPlace(string connector, string row, CancellationToken cancellationToken) => files
            .Where(file => Path.GetFileNameWithoutExtension(file.Path) == connector)
            .Select(file => file.GetText(cancellationToken) is { } text && SpecRow.Find(new Specs.SourceText(file.Path, text.ToString()), connector, row) is { } found
                ? DiagnosticReporter.Place(file.Path, found.Nearest)
                : null)
            .FirstOrDefault(place => place is not null);
    }
}
