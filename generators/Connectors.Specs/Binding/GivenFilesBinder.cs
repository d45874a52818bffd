using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds where the files stand in the reply of an action that lists them.</summary>
internal sealed class GivenFilesBinder(BindContext context, PathBinder paths, RequestBinder requests, PagingBinder paging)
{
    /// <summary>Binds <c>gives</c>; null when it has no list or no ids, which has been reported.</summary>
    /// <param name="gives">The mapping.</param>
    /// <param name="step">The step that it stands in.</param>
    /// <param name="request">The request whose reply it is.</param>
    /// <param name="action">What placeholders can name.</param>
    public GivenFilesSpec? Bind(YamlMapping gives, YamlMapping step, BoundRequest request, ActionScope action)
    {
        var reply = requests.Reply(request) with { NamesAreFixed = true };
        if (gives.Scalar("each") is not { } each || paths.BindList(each, reply) is not { } list)
        {
            return null;
        }

        var item = new PathScope(list.Item, $"the items of '{each.Text}'") { NamesAreFixed = true };
        if (Text(gives, "remote_id", item) is not { } id)
        {
            return null;
        }

        if (gives.Entry("expires") is { } idle && gives["url"] is null)
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, "'expires' has no meaning without 'url'.");
        }

        var (fetch, data) = Fetch(gives, action);
        return new GivenFilesSpec(list.List.Path, id, Text(gives, "name", item), Text(gives, "content_type", item), Type(gives, item, action.Type), Text(gives, "url", item), Seconds(gives), fetch)
        { Data = data, Paging = paging.Bind(step, request.Operation, reply, item) };
    }

    private VendorPath? Text(YamlMapping gives, string key, PathScope item)
    {
        if (gives.Scalar(key) is not { } node || paths.BindSingle(node, item) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Boolean)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', which is no {key}.");
        }

        return path.Path;
    }

    private int? Seconds(YamlMapping gives)
    {
        if (gives.Scalar("expires") is not { } text)
        {
            return null;
        }

        var seconds = ScalarSyntax.Seconds(text.Text);
        if (seconds is null)
        {
            context.Report(DiagnosticRules.Malformed, text, $"'{text.Text}' is not a time span; write one like '1h' or '7d'.");
        }

        return seconds;
    }

    private FileTypeSpec? Type(YamlMapping gives, PathScope item, ActionType action)
    {
        if (gives.Map("type") is not { } type || type.Scalar("from") is not { } from || paths.BindSingle(from, item) is not { } path || type.Entry("map") is not { Value: YamlMapping map } entry)
        {
            return null;
        }

        var unified = context.Vocabulary.Enum(action.GivesFiles ?? "")?.Values ?? default;
        foreach (var node in map.Entries.Select(static e => e.Value).Append(type["otherwise"]).OfType<YamlScalar>().Where(n => !n.IsEmpty && !unified.Contains(n.Text)))
        {
            context.Report(DiagnosticRules.UnifiedValue, node, $"'{node.Text}' is not what a file can be ({string.Join(", ", unified)}){Suggest.Hint(node.Text, unified)}");
        }

        foreach (var vendor in map.Entries)
        {
            paths.CheckValue(vendor.Key, path.View, vendor.Key.Text, $"'{from.Text}'");
        }

        if (type["otherwise"] is null && path.View.Values.Where(v => map[v] is null).ToList() is { Count: > 0 } missing)
        {
            context.Report(DiagnosticRules.MissingValues, entry.Key, $"'map' does not say what {string.Join(", ", missing)} is; name them, or say 'otherwise'.");
        }

        return new FileTypeSpec(path.Path, map.Entries.Where(static e => e.Value is YamlScalar).Select(static e => new MapEntry(e.Key.Text, ((YamlScalar)e.Value).Text)).ToEquatable(), type.Text("otherwise"));
    }

    // It is a request as any other, with nothing but its path.
    private (RequestSpec? Request, VendorPath? Data) Fetch(YamlMapping gives, ActionScope action)
    {
        var scope = new TemplateScope(Record: true, Action: action);
        if (gives.Entry("fetch") is { Value: YamlScalar { IsEmpty: false } path } entry)
        {
            return (requests.Bind(new YamlMapping([new YamlEntry(new YamlScalar("get", false, entry.Key), path)], entry.Key), scope, [])?.Spec, null);
        }

        if (gives.Map("fetch") is not { } fetch || requests.Bind(fetch, scope, []) is not { } request)
        {
            return (null, null);
        }

        if (fetch.Scalar("data") is not { } node || paths.BindSingle(node, requests.Reply(request) with { NamesAreFixed = true }) is not { } data)
        {
            return (request.Spec, null);
        }

        if (data.View.Kind is not (JsonKind.String or JsonKind.Any))
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(data.View.Kind)} at '{node.Text}', which is no base64.");
        }

        return (request.Spec, data.Path);
    }
}
