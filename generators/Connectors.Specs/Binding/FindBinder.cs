using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds how a step looks for a record that may be there already.</summary>
internal sealed class FindBinder(BindContext context, PathBinder paths, TemplateBinder templates, RequestBinder requests, TakeBinder takes, ReplyRuleBinder rules)
{
    /// <summary>Binds <c>find</c>; null when it has no request.</summary>
    public FindSpec? Bind(YamlMapping find, ActionScope action)
    {
        var scope = new TemplateScope(Action: action);
        if (requests.Bind(find, scope, []) is not { } request || find.Scalar("records") is not { } records)
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
            rules.Bind(find.Items("on"), request.Operation is { } operation ? [operation] : [], request.Says));
    }

    private WhereSpec? Where(YamlEntry entry, PathScope record, TemplateScope scope)
    {
        if (entry.Value is not YamlScalar { IsEmpty: false } text)
        {
            return null;
        }

        var value = templates.Bind(text, scope);
        return paths.BindSingle(entry.Key, record) is { } path ? new WhereSpec(path.Path, value) : null;
    }
}
