using System.Collections.Immutable;
using System.Composition;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Requirements;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace Connectors.CodeFixes;

/// <summary>
/// For a row that a connector does not cover: adds the row's key, commented out, to the connector's spec where that is a file of the same
/// solution. Where the vendor has the value only a person can say.
/// </summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)], Name = nameof(NameRowCodeFix))]
public sealed class NameRowCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticRules.NotCovered.Id, DiagnosticRules.NotCoveredForReference.Id];

    /// <inheritdoc/>
    // One row at a time: each asks somebody to look for it in the vendor's contract.
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(RequirementProperties.Connector, out var connector) && connector is not null
                && diagnostic.Properties.TryGetValue(RequirementProperties.Row, out var row) && row is not null
                && await SpecAsync(context.TextDocument.Project.Solution, connector, row, context.CancellationToken).ConfigureAwait(false) is { } spec)
            {
                var title = $"Add a commented key for {row} to {spec.Name}";
                context.RegisterCodeFix(CodeAction.Create(title, token => AddAsync(spec, connector, row, token), title), diagnostic);
            }
        }
    }

    /// <summary>The connector's spec, when it is in the solution and has a place for the key.</summary>
    private static async Task<TextDocument?> SpecAsync(Solution solution, string connector, string row, CancellationToken cancellationToken)
    {
        foreach (var document in solution.Projects.SelectMany(p => p.AdditionalDocuments).Where(d => Path.GetFileNameWithoutExtension(d.Name) == connector))
        {
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (Change(document, text, connector, row) is not null)
            {
                return document;
            }
        }

        return null;
    }

    private static async Task<Solution> AddAsync(TextDocument spec, string connector, string row, CancellationToken cancellationToken)
    {
        var solution = spec.Project.Solution;
        var text = await spec.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (Change(spec, text, connector, row) is not { } change)
        {
            return solution;
        }

        // Several projects may list the one file.
        var changed = text.WithChanges(change);
        return solution.Projects.SelectMany(p => p.AdditionalDocuments).Where(d => d.Id == spec.Id || (d.FilePath is not null && d.FilePath == spec.FilePath))
            .Aggregate(solution, (all, document) => all.WithAdditionalDocumentText(document.Id, changed));
    }

    private static TextChange? Change(TextDocument document, SourceText text, string connector, string row) =>
        SpecRow.Find(new Specs.SourceText(document.FilePath ?? document.Name, text.ToString()), connector, row) is { Offset: { } offset } place
            ? new TextChange(new TextSpan(offset, 0), place.Comment)
            : null;
}
