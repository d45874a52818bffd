using System.Text.RegularExpressions;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A lookup with its request and what paths of a detail start from.</summary>
internal sealed record BoundLookup(LookupSpec Spec, BoundRequest Request, PathScope Detail, BoundSelect? Select);

/// <summary>Binds what is asked for record by record, or for several records at once.</summary>
internal sealed class LookupBinder(BindContext context, PathBinder paths, RequestBinder requests, ParameterBinder parameters, SelectBinder selects, ConversionBinder conversions)
{
    private static readonly string[] OnlyInJson = ["url", "ids", "changed"];

    private static readonly string[] InTheAddress = ["query", "body", "select"];

    private static readonly Regex Placeholder = new(@"\{([^{}]*)\}", RegexOptions.CultureInvariant);

    /// <summary>Binds a lookup; null when it names no request.</summary>
    /// <param name="lookup">The lookup.</param>
    /// <param name="list">The request of the list.</param>
    /// <param name="record">What the paths of a record start from.</param>
    /// <param name="scope">What placeholders can name.</param>
    public BoundLookup? Bind(YamlMapping lookup, BoundRequest list, PathScope record, TemplateScope scope)
    {
        var ids = lookup.Map("ids");
        CheckOptions(lookup, ids);
        if (requests.Bind(lookup, scope, Filled(lookup, ids)) is not { } request)
        {
            return null;
        }

        if (list.Operation is not null && request.Operation is not null && IsXml(list) != IsXml(request))
        {
            context.Report(DiagnosticRules.IdleOption, request.Node, $"{list.Says} is answered in {Format(list)}, so a lookup answered in {Format(request)} has no meaning: a record is read from both together.");
        }

        foreach (var key in IsXml(list) || IsXml(request) ? OnlyInJson : [])
        {
            if (lookup.Entry(key) is { } idle)
            {
                context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{key}' has no meaning for records in XML, whose details are asked for one by one, by their ids.");
            }
        }

        var reply = requests.Reply(request);
        var (batch, one) = ids is null ? (null, reply.Payload) : Batch(lookup, ids, request, reply);
        var root = ids is null && lookup.Scalar("root") is { } node ? paths.BindSingle(node, reply) : null;
        var spec = new LookupSpec(request.Spec, root?.Path ?? new VendorPath(PathRoot.Payload, default, one.Kind), Missing(lookup), XmlShapes.Of(context.Contract, request.Operation))
        {
            Url = lookup.Scalar("url") is { } url ? Url(url, record) : null,
            Batch = batch,
            Changed = Changed(lookup, record),
        };
        return new BoundLookup(spec, request, reply with { Payload = root?.View ?? one }, selects.Bind(lookup, request.Operation));
    }

    private static bool IsXml(BoundRequest request) => request.Spec.Output is not null;

    private static string Format(BoundRequest request) => IsXml(request) ? "XML" : "JSON";

    private static LookupMissing Missing(YamlMapping lookup) => lookup.Text("missing") switch { "skip" => LookupMissing.Skip, "delete" => LookupMissing.Delete, _ => LookupMissing.Keep };

    // Of an address that the record has, the contract's own placeholders are filled by the vendor.
    private static List<Place> Filled(YamlMapping lookup, YamlMapping? ids)
    {
        var filled = new List<Place>();
        if (lookup["url"] is not null && (lookup.Text("get") ?? lookup.Text("post")) is { } path)
        {
            filled.AddRange(Placeholder.Matches(path).Cast<Match>().Select(static m => new Place(PlaceKind.Path, m.Groups[1].Value)));
        }

        if (ids is not null && ParameterBinder.PlaceOf(ids) is { } at)
        {
            filled.Add(at.Place);
        }

        if (SelectBinder.Filled(lookup) is { } select)
        {
            filled.Add(select);
        }

        return filled;
    }

    private void CheckOptions(YamlMapping lookup, YamlMapping? ids)
    {
        if (ids is not null && lookup.Entry("url") is { } both)
        {
            context.Report(DiagnosticRules.Choice, both.Key, "'url' and 'ids' exclude one another in lookup: an address is that of one record.");
        }

        foreach (var key in new[] { "records", "match" })
        {
            if (ids is null && lookup.Entry(key) is { } idle)
            {
                context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{key}' has no meaning without 'ids'.");
            }
            else if (ids is not null && lookup[key] is null)
            {
                context.Report(DiagnosticRules.MissingOption, ids, $"'ids' needs '{key}', so that each detail finds its record in the reply.");
            }
        }

        if (ids is not null && lookup.Entry("root") is { } root)
        {
            context.Report(DiagnosticRules.IdleOption, root.Key, "'root' has no meaning beside 'ids': the details stand at 'records'.");
        }

        foreach (var key in lookup["url"] is not null ? InTheAddress : [])
        {
            if (lookup.Entry(key) is { } idle)
            {
                context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{key}' has no meaning beside 'url': the record's address is complete.");
            }
        }
    }

    private VendorPath? Url(YamlScalar node, PathScope record)
    {
        if (paths.BindSingle(node, record) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is not (JsonKind.String or JsonKind.Any))
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', which is no address.");
        }

        return path.Path;
    }

    private (LookupBatch? Batch, SchemaView One) Batch(YamlMapping lookup, YamlMapping ids, BoundRequest request, PathScope reply)
    {
        var list = lookup.Scalar("records") is { } records ? paths.BindList(records, reply) : null;
        var one = list?.Item ?? SchemaView.Unknown;
        var match = lookup.Scalar("match") is { } node ? paths.BindSingle(node, reply with { Payload = one, Where = $"the details of {request.Says}" }) : null;
        if (match is { View.Kind: JsonKind.Object or JsonKind.Array or JsonKind.Boolean })
        {
            context.Report(DiagnosticRules.TypeMismatch, lookup["match"]!, $"The contract has {JsonKindWords.Of(match.View.Kind)} at '{match.Path.Text}', which is no id.");
        }

        if (ParameterBinder.PlaceOf(ids) is not { } at || list is null || match is null)
        {
            return (null, one);
        }

        var known = request.Operation is null ? null : parameters.Check(at.Node, at.Place, request.Operation);
        var view = known?.View ?? SchemaView.Unknown;
        var style = ParameterBinder.StyleOf(ids) ?? (view.Kind == JsonKind.Array ? known!.Value.Style : ListStyle.Csv);
        var json = ParameterBinder.JsonOf(at.Place, view.Kind == JsonKind.Array ? view.Items()! : view);
        return (new LookupBatch(at.Place, style, json, ids.Whole("max") ?? 1, list.Value.List.Path, match.Path), one);
    }

    private LookupChanged? Changed(YamlMapping lookup, PathScope record)
    {
        var options = lookup.Map("changed");
        if ((options?.Scalar("from") ?? lookup.Scalar("changed")) is not { } node || paths.BindSingle(node, record) is not { } path)
        {
            return null;
        }

        foreach (var key in new[] { "map", "otherwise", "default", "times" })
        {
            if (options?.Entry(key) is { } idle)
            {
                context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{key}' has no meaning here: a time is wanted.");
            }
        }

        var isKnown = path.View is { IsLost: false } && path.View != SchemaView.Unknown;
        var conversion = options is null ? Conversion.Plain : conversions.Bind(options, path.View.Format, isKnown);
        return new LookupChanged(path.Path, conversions.Check(node, path, conversion, new TypeRef.Scalar(ScalarKind.DateTime), "'changed'"));
    }
}
