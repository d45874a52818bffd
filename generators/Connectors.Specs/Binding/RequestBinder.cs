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
    public string Says => $"{Spec.Method} {Spec.ContractPath}";
}

/// <summary>Binds requests: method, api, path and what is sent.</summary>
internal sealed class RequestBinder(BindContext context, TemplateBinder templates, ParameterBinder parameters)
{
    private static readonly Regex Placeholder = new(@"\{[^{}]*\}", RegexOptions.CultureInvariant);

    /// <summary>Binds a request, or returns null when it names no path.</summary>
    /// <param name="mapping">The mapping with <c>get</c> or <c>post</c>.</param>
    /// <param name="scope">What its placeholders can name.</param>
    /// <param name="markers">Places that something else fills (paging, since).</param>
    public BoundRequest? Bind(YamlMapping mapping, TemplateScope scope, IReadOnlyCollection<Place> markers)
    {
        var method = mapping.Scalar("get") is not null ? "GET" : "POST";
        if (mapping.Scalar(method == "GET" ? "get" : "post") is not { } node)
        {
            return null;
        }

        scope = scope with { Filled = markers.Where(static m => m.Kind == PlaceKind.Path).Select(static m => m.Name).ToList() };
        var (api, path) = Api(node);
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

        var operation = Operation(node, method, path.Text);
        var sent = parameters.Sent(mapping, operation, scope);
        if (operation is not null)
        {
            parameters.CheckRequired(node, operation, sent.Select(static s => s.At).Concat(markers));
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
            Send = sent.ToEquatable(),
        };
        return new BoundRequest(spec, operation, node);
    }

    /// <summary>What the body of a reply is, for the paths in it.</summary>
    public PathScope Reply(BoundRequest request)
    {
        var where = $"the reply of {request.Says}";
        if (context.Contract is null || request.Operation is null)
        {
            return new PathScope(SchemaView.Unknown, where);
        }

        if (request.Operation.Success?.Body is not { } body)
        {
            context.Report(DiagnosticRules.UnknownPath, request.Node, $"The contract declares no JSON body for a successful reply of {request.Says}.");
            return new PathScope(SchemaView.Unknown, where);
        }

        return new PathScope(SchemaView.Of(context.Contract, body), where);
    }

    private (string Api, YamlScalar Path) Api(YamlScalar node)
    {
        var colon = node.Text.IndexOf(":/", StringComparison.Ordinal);
        var main = context.Apis.FirstOrDefault() ?? "main";
        if (colon <= 0 || node.Text.IndexOf('/') < colon)
        {
            return (main, node);
        }

        var name = node.Text.Substring(0, colon);
        var path = new YamlScalar(node.Text.Substring(colon + 1), node.Quoted, node.Span);
        if (context.Apis.Contains(name))
        {
            return (name, path);
        }

        context.Report(DiagnosticRules.UnknownApi, node, $"'{name}' is not an api of this transport{Suggest.Hint(name, context.Apis)}");
        return (main, path);
    }

    private ContractOperation? Operation(YamlScalar node, string method, string path)
    {
        if (context.Contract is not { } contract)
        {
            return null;
        }

        var wanted = Placeholder.Replace(path, "{}");
        var same = contract.Operations.Where(o => Placeholder.Replace(o.Path, "{}") == wanted).ToList();
        if (same.Count == 0)
        {
            same = contract.Operations.Where(o => Fits(o.Path, wanted)).ToList();
        }

        if (same.FirstOrDefault(o => o.Method == method) is { } operation)
        {
            return operation;
        }

        context.Report(DiagnosticRules.UnknownOperation, node, same.Count > 0
            ? $"The contract has no {method} for '{same[0].Path}', only {string.Join(", ", same.Select(static o => o.Method))}."
            : $"The contract has no path '{path}'{Suggest.Hint(path, contract.Operations.Where(o => o.Method == method).Select(static o => o.Path))}");
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
