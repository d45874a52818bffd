using System.Text.RegularExpressions;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A request and the contract's operation for it.</summary>
/// <param name="Spec">The request.</param>
/// <param name="Operation">The operation; null when the contract has none.</param>
/// <param name="Node">The path as written.</param>
internal sealed record BoundRequest(RequestSpec Spec, ContractOperation? Operation, YamlScalar Node)
{
    /// <summary>The request in messages: <c>GET /jobs</c>.</summary>
    public string Says => Operation?.Says ?? $"{Spec.Method} {Spec.ContractPath}";
}

/// <summary>Binds requests: method, api, path and what is sent.</summary>
internal sealed class RequestBinder(BindContext context, TemplateBinder templates, ParameterBinder parameters, SoapBinder soap)
{
    private const string XmlType = "application/xml";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];
    private static readonly Regex Placeholder = new(@"\{[^{}]*\}", RegexOptions.CultureInvariant);

    /// <summary>Binds a request, or returns null when it names no path.</summary>
    /// <param name="mapping">The mapping with <c>get</c>, <c>post</c>, another method or <c>call</c>.</param>
    /// <param name="scope">What its placeholders can name.</param>
    /// <param name="markers">Places that something else fills (paging, since).</param>
    /// <param name="later">Those of them that have no value in every request.</param>
    /// <param name="login">Whether the request logs in.</param>
    /// <param name="inputs">What the inputs of an action fill, which are among the markers.</param>
    public BoundRequest? Bind(
        YamlMapping mapping, TemplateScope scope, IReadOnlyCollection<Place> markers, IReadOnlyCollection<Place>? later = null, bool login = false, IReadOnlyList<Filling>? inputs = null)
    {
        scope = scope with { Filled = markers.Where(static m => m.Kind == PlaceKind.Path).Select(static m => m.Name).ToList() };
        if (mapping.Scalar("call") is { } call)
        {
            return Call(call, mapping, scope, markers, later ?? [], login, inputs ?? []);
        }

        if (mapping.Entries.FirstOrDefault(static e => Methods.Contains(e.Key.Text) && e.Value is YamlScalar { IsEmpty: false }) is not { Value: YamlScalar node } entry)
        {
            return null;
        }

        var method = entry.Key.Text.ToUpperInvariant();
        var (api, path) = Api(node);
        scope = scope.Auth is null ? scope with { Auth = context.AuthOf(api) } : scope;
        if (!path.Text.StartsWith("/", StringComparison.Ordinal))
        {
            context.Report(DiagnosticRules.Malformed, node, $"The path '{path.Text}' must begin with '/'; the address before it is the transport's.");
            return null;
        }

        if (path.Text.IndexOf('?') >= 0)
        {
            context.Report(DiagnosticRules.Malformed, node, "A path holds no '?'; parameters stand under 'query'.");
            return null;
        }

        if (context.Apis.Any(a => a.Name == api && a.Soap > 0))
        {
            context.Report(DiagnosticRules.IdleOption, node, $"The api speaks SOAP, so '{method.ToLowerInvariant()}' has no meaning; write 'call' with the name of an operation.");
            return null;
        }

        var operation = Operation(node, method, path.Text, api);
        var form = BodyForm.Json;
        if (operation is not null)
        {
            (operation, form) = BodyFormBinder.Of(context, mapping, operation);
        }

        var sent = parameters.Sent(mapping, operation, scope);
        AddWithActions(sent, operation, scope, markers);
        var places = sent.Select(static s => s.At).Concat(markers).Concat(context.SentTo(api)).ToList();
        if (operation is not null && scope.Action is not { IsSound: false })
        {
            parameters.CheckRequired(node, operation, places);
        }

        if (mapping.Map("body") is not null && method == "GET")
        {
            context.Report(DiagnosticRules.IdleOption, mapping.Entry("body")!.Key, "A GET request has no body; write 'post' or send the values under 'query'.");
        }

        var spec = new RequestSpec
        {
            Method = method,
            Api = api,
            Path = templates.Bind(path, scope),
            ContractPath = operation?.Path ?? path.Text,
            Form = form,
            Send = sent.ToEquatable(),
            Xml = operation is { Format: FormatKind.Xml } ? Xml(node, operation, new XmlFilling(places, (later ?? []).Except(sent.Select(static s => s.At)).ToList(), login, inputs ?? [])) : null,
            Format = operation is null ? null : FormatOf(operation, form, context.Apis.FirstOrDefault(a => a.Name == api)?.Format),
        };
        return new BoundRequest(spec, operation, node);
    }

    /// <summary>Binds a request to an address that another step took: no contract knows it.</summary>
    /// <param name="node">The address.</param>
    /// <param name="mapping">The step.</param>
    /// <param name="scope">What its placeholders can name.</param>
    /// <param name="isFile">Whether its body is a file.</param>
    public BoundRequest Address(YamlScalar node, YamlMapping mapping, TemplateScope scope, bool isFile)
    {
        if (mapping["hosts"] is null)
        {
            context.Report(DiagnosticRules.MissingOption, node, "An address that a reply gives could be anybody's; say with 'hosts' which hosts it may have.");
        }

        var spec = new RequestSpec
        {
            Method = (mapping.Text("method") ?? "put").ToUpperInvariant(),
            Api = context.Apis.FirstOrDefault()?.Name ?? "main",
            Path = templates.Bind(node, scope),
            ContractPath = "(address)",
            Form = isFile ? BodyForm.Binary : BodyFormBinder.Said(mapping),
            Hosts = mapping.Texts("hosts"),
            Send = parameters.Sent(mapping, null, scope).ToEquatable(),
        };
        return new BoundRequest(spec, null, node);
    }

    private EquatableArray<string> Literals(ContractOperation operation) => (context.Contract?.Resolve(ContractFormats.Row(operation.Success, FormatKind.Csv))?.Properties ?? default)
        .Where(p => context.Contract!.Resolve(p.Schema)?.Type is JsonKind.Integer or JsonKind.Number or JsonKind.Boolean).Select(static p => p.Name).ToEquatable();

    private WireFormat? FormatOf(ContractOperation operation, BodyForm form, ApiFormat? format) => operation.Format switch
    {
        FormatKind.JsonApi => new WireFormat.JsonApi(default, form == BodyForm.Json ? operation.Envelope : null),
        FormatKind.JsonLines => new WireFormat.JsonLines(),
        FormatKind.Csv => new WireFormat.Csv(format?.Separator ?? ',', Literals(operation)),
        _ => null,
    };

    /// <summary>How a request and its replies are written in XML; reports what the contract leaves unclear.</summary>
    private XmlRequest Xml(YamlScalar node, ContractOperation operation, XmlFilling filling)
    {
        if (operation.Unclear is { } unclear)
        {
            context.Report(DiagnosticRules.UnclearXml, node, $"The contract does not tell the XML of {operation.Says}: {unclear}.");
        }

        var isSent = operation.BodyRequired || filling.Places.Any(static p => p.Kind == PlaceKind.Body);
        var input = isSent && operation.Input is { } element ? new XmlLayout(context, node, $"The body of {operation.Says}", PlaceKind.Body, filling).Top("", element) : null;
        var answers = operation.Output is null && operation.Success?.Body is not null ? "application/json" : (operation.Success?.Xml ?? operation.Replies.Select(static r => r.Xml).FirstOrDefault(static x => x is not null))?.MediaType;
        return new XmlRequest(input, operation.Output?.Node, operation.Xml?.MediaType ?? XmlType, answers ?? XmlType);
    }

    /// <summary>Binds the call of a SOAP operation.</summary>
    private BoundRequest? Call(YamlScalar node, YamlMapping mapping, TemplateScope scope, IReadOnlyCollection<Place> markers, IReadOnlyCollection<Place> later, bool login, IReadOnlyList<Filling> inputs)
    {
        var colon = node.Text.IndexOf(':');
        var name = colon > 0 ? node.Text.Substring(colon + 1) : node.Text;
        var api = colon > 0 ? context.Apis.FirstOrDefault(a => a.Name == node.Text.Substring(0, colon)) : context.Apis.FirstOrDefault();
        if (api is null && context.Apis.Count > 0)
        {
            var known = context.Apis.Select(static a => a.Name);
            context.Report(DiagnosticRules.UnknownApi, node, $"'{node.Text.Substring(0, colon)}' is not an api of this transport{Suggest.Hint(node.Text.Substring(0, colon), known)}");
            api = context.Apis[0];
        }

        if (api is { Soap: 0 })
        {
            context.Report(DiagnosticRules.IdleOption, node, "The api does not speak SOAP, so 'call' has no meaning; write 'get' or 'post', or the address under 'soap'.");
            return null;
        }

        scope = scope.Auth is null ? scope with { Auth = context.AuthOf(api?.Name ?? "main") } : scope;
        var operations = OperationsOf(api)?.Where(static o => o.Soap is not null).ToList();
        var operation = operations?.FirstOrDefault(o => o.Path == name);
        if (operations is not null && operation is null)
        {
            context.Report(DiagnosticRules.UnknownOperation, node, $"The contract has no operation '{name}'{Suggest.Hint(name, operations.Select(static o => o.Path))}");
        }

        var sent = parameters.Sent(mapping, operation, scope);
        AddWithActions(sent, operation, scope, markers);
        var places = sent.Select(static s => s.At).Concat(markers).Concat(context.SentTo(api?.Name ?? "main")).ToList();
        var said = sent.Select(static s => s.At).ToList();
        var spec = new RequestSpec
        {
            Method = "POST",
            Api = api?.Name ?? "main",
            Path = new Template(default),
            ContractPath = name,
            Send = sent.ToEquatable(),
            Soap = operation is null ? null : soap.Bind(node, operation, api?.Soap ?? 11, new XmlFilling(places, later.Except(said).ToList(), login, inputs)),
        };
        return new BoundRequest(spec, operation, node);
    }

    // What every request of an action is sent with, where the request says nothing else.
    private void AddWithActions(List<SentValue> sent, ContractOperation? operation, TemplateScope scope, IReadOnlyCollection<Place> markers)
    {
        if (scope.Action is not null && context.WithActions is { } with)
        {
            sent.AddRange(with.Bind(operation, scope with { Action = null, Taken = null }, [.. sent.Select(static s => s.At), .. markers]));
        }
    }

    /// <summary>What the body of a reply is, for the paths in it.</summary>
    public PathScope Reply(BoundRequest request)
    {
        var where = $"the reply of {request.Says}";
        if (context.Contract is null || request.Operation is null)
        {
            return new PathScope(SchemaView.Lost, where);
        }

        if (request.Operation.Success?.Body is not { } body)
        {
            if (request.Operation.Unclear is null)
            {
                context.Report(DiagnosticRules.UnknownPath, request.Node, request.Operation.Success?.Xml is null
                    ? $"The contract declares no body for a successful reply of {request.Says}."
                    : $"The contract has a successful reply of {request.Says} in XML alone; say 'format: xml' beside the address.");
            }

            return new PathScope(SchemaView.Lost, where);
        }

        return new PathScope(SchemaView.Of(context.Contract, body), where) { Joins = request.Spec.Format is WireFormat.JsonApi ? new Joins() : null };
    }

    /// <summary>What can be taken of a successful reply.</summary>
    public TakenReply Taken(BoundRequest request) => new(
        $"the reply of {request.Says}",
        request.Operation?.Replies.Where(static r => r.Status is 0 or 2 or (>= 200 and < 300)).ToList() ?? [],
        () => Reply(request) with { NamesAreFixed = true },
        request.Operation is not null);

    private (string Api, YamlScalar Path) Api(YamlScalar node)
    {
        var colon = node.Text.IndexOf(":/", StringComparison.Ordinal);
        var names = context.Apis.Select(static a => a.Name).ToList();
        var main = names.FirstOrDefault() ?? "main";
        if (colon <= 0 || node.Text.IndexOf('/') < colon)
        {
            return (main, node);
        }

        var name = node.Text.Substring(0, colon);
        var path = new YamlScalar(node.Text.Substring(colon + 1), node.Quoted, node);
        if (names.Contains(name))
        {
            return (name, path);
        }

        context.Report(DiagnosticRules.UnknownApi, node, $"'{name}' is not an api of this transport{Suggest.Hint(name, names)}");
        return (main, path);
    }

    private IReadOnlyList<ContractOperation>? OperationsOf(ApiSpec? api) => context.OperationsOf(api?.Contract ?? "");

    private ContractOperation? Operation(YamlScalar node, string method, string path, string api)
    {
        if (OperationsOf(context.Apis.FirstOrDefault(a => a.Name == api))?.Where(static o => o.Soap is null).ToList() is not { } operations)
        {
            return null;
        }

        var wanted = Placeholder.Replace(path, "{}");
        var same = operations.Where(o => Placeholder.Replace(o.Path, "{}") == wanted).ToList();
        if (same.Count == 0)
        {
            same = operations.Where(o => Fits(o.Path, wanted)).ToList();
        }

        if (same.FirstOrDefault(o => o.Method == method) is { } operation)
        {
            return operation;
        }

        context.Report(DiagnosticRules.UnknownOperation, node, same.Count > 0
            ? $"The contract has no {method} for '{same[0].Path}', only {string.Join(", ", same.Select(static o => o.Method))}."
            : $"The contract has no path '{path}'{Suggest.Hint(path, operations.Where(o => o.Method == method).Select(static o => o.Path))}");
        return null;
    }

    /// <summary>Whether a path fits one of the contract whose placeholders stand for single segments.</summary>
    private static bool Fits(string template, string path)
    {
        var want = template.Split('/');
        var have = path.Split('/');
        return want.Length == have.Length && want.Zip(have, static (w, h) => w == h || (Placeholder.Match(w) is { Success: true } match && match.Length == w.Length && h.Length > 0)).All(static fits => fits);
    }
}
