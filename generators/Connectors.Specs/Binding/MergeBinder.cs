using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the vendor's own members that a caller may add to bodies (<c>remote_fields</c>), typed by the contract.</summary>
internal sealed class MergeBinder(BindContext context)
{
    private const string Row = "remote_fields";
    private const int MostLevels = 5;

    /// <summary>The row; null where the spec does not have it.</summary>
    public InputSpec? Bind(ActionNode node, IReadOnlyList<BoundStep> steps)
    {
        if (node.Body.Entry(Row) is not { Value: YamlMapping parts } entry)
        {
            return null;
        }

        if (node.Type.Input(Row)?.Type is not TypeRef.Scalar { Kind: ScalarKind.Any })
        {
            context.Report(DiagnosticRules.UnknownInput, entry.Key, $"The action {node.Type.Name} has no input '{Row}'.");
            return null;
        }

        return new InputSpec { Row = Row, Write = new WriteSpec.Merge(parts.Entries.Select(part => Part(part, node, steps)).OfType<MergedFields>().ToEquatable()) };
    }

    private MergedFields? Part(YamlEntry part, ActionNode node, IReadOnlyList<BoundStep> steps)
    {
        if (part.Value is not YamlScalar { IsEmpty: false } name)
        {
            return null;
        }

        if (node.Steps.All(s => s.Name != name.Text))
        {
            context.Report(DiagnosticRules.UnknownStep, name, $"'{name.Text}' is no step of this action{Suggest.Hint(name.Text, node.Steps.Select(static s => s.Name))}");
            return null;
        }

        if (steps.FirstOrDefault(s => s.Spec.Name == name.Text)?.Operation is not { } operation)
        {
            // Its request has been reported, or nobody knows what the address takes.
            return null;
        }

        if (operation.Input is not null || operation.Body is null)
        {
            context.Report(DiagnosticRules.WrongConstruct, name, operation.Input is null ? $"{operation.Says} takes no body in the contract." : "A body in XML has room for what the spec sends, and for nothing else.");
            return null;
        }

        return new MergedFields(part.Key.Text, name.Text, Field("", SchemaView.Of(context.Contract, operation.Body), 0));
    }

    private static VendorField Field(string name, SchemaView view, int depth)
    {
        var known = depth < MostLevels;
        var members = known && view.Kind == JsonKind.Object ? view.Members.Select(m => Field(m, view.Member(m) ?? SchemaView.Unknown, depth + 1)).ToEquatable() : default;
        return new VendorField(
            name,
            known ? view.Kind : JsonKind.Any,
            members,
            members.Count == 0 || view.Shapes.Any(static s => s.AdditionalProperties is not null),
            known && view.Kind == JsonKind.Array ? Field("", view.Items() ?? SchemaView.Unknown, depth + 1) : null,
            view.Kind == JsonKind.Boolean ? default : view.Values.ToEquatable());
    }
}
