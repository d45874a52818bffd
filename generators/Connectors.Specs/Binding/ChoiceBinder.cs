using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the vendor's lists that connection fields are chosen from, after all that their requests may need.</summary>
internal sealed class ChoiceBinder(BindContext context, PathBinder paths, RequestBinder requests, PagingBinder paging)
{
    /// <summary>The fields with their lists.</summary>
    public EquatableArray<ConnectionField> Bind(YamlMapping connection, EquatableArray<ConnectionField> fields) => fields
        .Select(field => connection.Map("fields")?.Map(field.Name)?.Map("choose") is { } choose ? field with { Choose = Choice(field, choose) } : field)
        .ToEquatable();

    private ChoiceSpec? Choice(ConnectionField field, YamlMapping choose)
    {
        if (requests.Bind(choose, new TemplateScope(), PagingBinder.Filled(choose), PagingBinder.FilledLater(choose)) is not { } request || choose.Scalar("records") is not { } records || choose.Scalar("value") is not { } value || choose.Scalar("label") is not { } label)
        {
            return null;
        }

        var sent = request.Spec.Send.SelectMany(static s => s.Values).Append(request.Spec.Path).Concat(context.Apis.Where(a => a.Name == request.Spec.Api).Select(static a => a.Base));
        if (sent.SelectMany(static t => t.Parts).OfType<TemplatePart.Connection>().Any(c => c.Field.Split('.')[0] == field.Name))
        {
            context.Report(DiagnosticRules.ConnectionFieldFault, request.Node, $"'{field.Name}' is chosen from this list, so that the request for it cannot use '{field.Name}'.");
        }

        var reply = requests.Reply(request) with { NamesAreFixed = true };
        if (paths.BindList(records, reply) is not { } list)
        {
            return null;
        }

        var record = reply with { Payload = list.Item, Where = $"the records of {request.Says}" };
        var page = paging.Bind(choose, request.Operation, reply, record);
        return Single(value, record) is { } v && Single(label, record) is { } l ? new ChoiceSpec(request.Spec, list.List.Path, v, l) { Paging = page } : null;
    }

    private VendorPath? Single(YamlScalar node, PathScope record)
    {
        if (paths.BindSingle(node, record) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Object or JsonKind.Array)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', which is no text.");
        }

        return path.Path;
    }
}
