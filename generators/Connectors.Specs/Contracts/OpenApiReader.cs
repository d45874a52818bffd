using System.Globalization;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Reads an OpenAPI 3 document: its paths with what each operation takes and answers.</summary>
internal sealed class OpenApiReader
{
    private static readonly HashSet<string> Methods = new(["get", "put", "post", "delete", "options", "head", "patch", "trace"], StringComparer.Ordinal);
    private static readonly HashSet<string> RootKeys = new(["openapi", "info", "servers", "security", "tags", "externalDocs", "paths", "components", "jsonSchemaDialect"], StringComparer.Ordinal);
    private static readonly HashSet<string> PathKeys = new([.. Methods, "$ref", "summary", "description", "servers", "parameters"], StringComparer.Ordinal);

    private static readonly HashSet<string> OperationKeys = new(
        ["tags", "summary", "description", "externalDocs", "operationId", "parameters", "requestBody", "responses", "deprecated", "security", "servers"], StringComparer.Ordinal);

    private readonly ContractFile _file;
    private readonly YamlMapping _root;
    private readonly ContractReferences _references;
    private readonly SchemaReader _schemas;
    private readonly ParameterReader _parameters;

    /// <summary>Makes a reader of a document whose root and version are known; the names of its schemas begin with <paramref name="scope"/>.</summary>
    public OpenApiReader(ContractFile file, YamlMapping root, string version, string scope)
    {
        _file = file;
        _root = root;
        _references = new ContractReferences(file, root);
        _schemas = new SchemaReader(file, _references, scope, siblings: !version.StartsWith("3.0", StringComparison.Ordinal));
        _parameters = new ParameterReader(file, _references, _schemas);
    }

    /// <summary>Reads the document.</summary>
    public Contract Contract()
    {
        _file.IgnoreOthers(_root, RootKeys);
        if (_file.Mapping(_root["components"], "'components'") is { } components)
        {
            foreach (var entry in _file.Entries(components, "schemas"))
            {
                _schemas.Define(entry);
            }
        }

        if (_root["paths"] is null)
        {
            _file.Report(DiagnosticRules.ContractShape, _root.Span, "The document has no 'paths', so no spec can use it.");
        }

        var operations = _file.Entries(_root, "paths").Where(entry => !entry.Key.Text.StartsWith("x-", StringComparison.Ordinal)).SelectMany(Path).ToEquatable();
        var contract = new Contract { Operations = operations, Schemas = _schemas.Named() };
        _file.ReportIgnored();
        return contract;
    }

    private IEnumerable<ContractOperation> Path(YamlEntry entry)
    {
        if (!entry.Key.Text.StartsWith("/", StringComparison.Ordinal))
        {
            _file.Report(DiagnosticRules.ContractShape, entry.Key.Span, $"The path '{entry.Key.Text}' must begin with '/'.");
        }

        if (_references.Target(entry.Value) is not { } target || _file.Mapping(target, "A path") is not { } path)
        {
            yield break;
        }

        _file.IgnoreOthers(path, PathKeys);
        var shared = _parameters.Read(_file.Items(path, "parameters"));
        foreach (var method in path.Entries.Where(method => Methods.Contains(method.Key.Text)))
        {
            if (_file.Mapping(method.Value, "An operation") is { } body)
            {
                yield return Operation(entry.Key, method.Key, body, shared);
            }
        }
    }

    private ContractOperation Operation(YamlScalar path, YamlScalar method, YamlMapping body, IReadOnlyList<ContractParameter> shared)
    {
        _file.IgnoreOthers(body, OperationKeys);
        var own = _parameters.Read(_file.Items(body, "parameters"));
        var parameters = shared.Where(s => !own.Any(o => o.Name == s.Name && o.In == s.In)).Concat(own).ToEquatable();
        CheckPath(path, method, parameters);

        YamlMapping? request = null;
        if (body["requestBody"] is { } node && _references.Target(node) is { } target)
        {
            request = _file.Mapping(target, "'requestBody'");
        }

        return new ContractOperation
        {
            Method = method.Text.ToUpperInvariant(),
            Path = path.Text,
            Parameters = parameters,
            Body = request is null ? null : _parameters.Json(request),
            Forms = request is null ? default : _parameters.Forms(request),
            Xml = request is null ? null : _parameters.Xml(request),
            BodyRequired = request is not null && _file.Flag(request, "required"),
            Replies = Replies(body, method),
        };
    }

    private EquatableArray<ContractReply> Replies(YamlMapping body, YamlScalar method)
    {
        var replies = _file.Entries(body, "responses");
        if (replies.Count == 0)
        {
            _file.Report(DiagnosticRules.ContractShape, method.Span, "An operation needs 'responses'.");
        }

        return replies.Where(entry => !entry.Key.Text.StartsWith("x-", StringComparison.Ordinal)).Select(Reply).OfType<ContractReply>().ToEquatable();
    }

    private ContractReply? Reply(YamlEntry entry)
    {
        if (Status(entry.Key.Text) is not { } status)
        {
            _file.Report(DiagnosticRules.ContractShape, entry.Key.Span, $"'{entry.Key.Text}' is neither a status (200), nor a range of them (2XX), nor 'default'.");
            return null;
        }

        if (_references.Target(entry.Value) is not { } target || _file.Mapping(target, "A response") is not { } reply)
        {
            return null;
        }

        return new ContractReply(status, _parameters.Json(reply), _file.Entries(reply, "headers").Select(_parameters.Header).OfType<ContractHeader>().ToEquatable()) { Rows = _parameters.Rows(reply), Xml = _parameters.Xml(reply) };
    }

    private static int? Status(string text) => text switch
    {
        "default" => 0,
        [>= '1' and <= '5', 'X' or 'x', 'X' or 'x'] => text[0] - '0',
        [>= '1' and <= '5', >= '0' and <= '9', >= '0' and <= '9'] => int.Parse(text, CultureInfo.InvariantCulture),
        _ => null,
    };

    private void CheckPath(YamlScalar path, YamlScalar method, EquatableArray<ContractParameter> parameters)
    {
        var placeholders = Placeholders(path.Text).ToList();
        var named = parameters.Where(p => p.In == PlaceKind.Path).Select(p => p.Name).ToList();
        foreach (var missing in placeholders.Except(named, StringComparer.Ordinal))
        {
            _file.Report(DiagnosticRules.ContractPath, method.Span, $"{method.Text.ToUpperInvariant()} {path.Text} has no path parameter '{missing}'.");
        }

        foreach (var idle in named.Except(placeholders, StringComparer.Ordinal))
        {
            _file.Report(DiagnosticRules.ContractPath, method.Span, $"{method.Text.ToUpperInvariant()} {path.Text} has a path parameter '{idle}', but no {{{idle}}}.");
        }
    }

    private static IEnumerable<string> Placeholders(string path)
    {
        var open = path.IndexOf('{');
        while (open >= 0 && path.IndexOf('}', open) is >= 0 and var close)
        {
            yield return path.Substring(open + 1, close - open - 1);
            open = path.IndexOf('{', close);
        }
    }
}
