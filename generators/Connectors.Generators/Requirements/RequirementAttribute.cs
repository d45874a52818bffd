using Connectors.Specs.Requirements;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Generators.Requirements;

/// <summary>Reads <c>[RequiresCoverage]</c> as it is written, so that each row keeps its place.</summary>
internal static class RequirementAttribute
{
    /// <summary>The requirement; null when the attribute is another, or does not compile.</summary>
    public static Requirement<Location>? Read(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(attribute, cancellationToken).Symbol?.ContainingType is not { Name: CoverageTypes.Requires } type || !CoverageTypes.Are(type))
        {
            return null;
        }

        var arguments = attribute.ArgumentList?.Arguments ?? [];
        return new Requirement<Location>(
            attribute.GetLocation(),
            Texts(arguments.Where(a => a.NameEquals is null)),
            Texts(arguments.Where(a => a.NameEquals is not null)));

        List<Placed<Location>> Texts(IEnumerable<AttributeArgumentSyntax> among) => among.SelectMany(a => Items(a.Expression))
            .Select(item => (Item: item, Text: model.GetConstantValue(item, cancellationToken).Value as string))
            .Where(item => item.Text is not null)
            .Select(item => new Placed<Location>(item.Text!, item.Item.GetLocation())).ToList();
    }

    /// <summary>The items of a list in any of the ways to write one; a lone text is its own.</summary>
    private static IEnumerable<ExpressionSyntax> Items(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax list => list.Elements.OfType<ExpressionElementSyntax>().Select(e => e.Expression),
        ArrayCreationExpressionSyntax list => list.Initializer?.Expressions ?? [],
        ImplicitArrayCreationExpressionSyntax list => list.Initializer.Expressions,
        _ => [expression],
    };
}
