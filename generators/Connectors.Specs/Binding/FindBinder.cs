using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds how a step looks for a record that may be there already.</summary>
internal sealed class FindBinder(BindContext context, PathBinder paths, TemplateBinder templates, RequestBinder requests, PagingBinder paging, TakeBinder takes, ReplyRuleBinder rules)
{
    /// <summary>Binds <c>find</c>; null when it has no request.</summary>
    public FindSpec? Bind(YamlMapping find, ActionScope action)
    {
        var scope = new TemplateScope(Action: action);
        if (requests.Bind(find, scope, PagingBinder.Filled(find), PagingBinder.FilledLater(find)) is not { } request || find.Scalar("records") is not { } records)
        {
            return null;
        }

        var reply = requests.Reply(request) with { NamesAreFixed = true };
        var list = paths.BindList(records, reply);
        var record = reply with { Payload = list?.Item ?? SchemaView.Lost, Where = $"the records of {request.Says}" };
        if (find.Map("where") is { Entries.Count: 0 } nothing)
        {
            context.Report(DiagnosticRules.MissingOption, nothing, "Without a value that it has, the first record of all would be taken for the one that is sought.");
        }

        var where = find.Entries("where").Select(entry => Where(entry, record, scope)).OfType<WhereSpec>().ToEquatable();
        var take = takes.Bind(find.Entries("take"), new TakenReply("a record that was found", null, () => record));
        reply.Joins?.CheckAsked(context, request);
        return new FindSpec(
            reply.Joins?.Complete(request.Spec) ?? request.Spec,
            list?.List.Path ?? new VendorPath(PathRoot.Payload, default, JsonKind.Any),
            where,
            take,
            rules.Bind(find.Items("on"), request.Operation is { } operation ? [operation] : [], request.Says))
        { Paging = paging.Bind(find, request.Operation, reply, record) };
    }

    private WhereSpec? Where(YamlEntry entry, PathScope record, TemplateScope scope)
    {
        if (entry.Value is not YamlScalar { IsEmpty: false } text)
        {
            return null;
        }

        var value = templates.Bind(text, scope);
        if (paths.Bind(entry.Key, record) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Object or JsonKind.Array)
        {
            context.Report(DiagnosticRules.TypeMismatch, entry.Key, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{entry.Key.Text}', which no text can be; name a value in it, with '[]' for one of several.");
        }

        return new WhereSpec(path.Path, value);
    }
}
