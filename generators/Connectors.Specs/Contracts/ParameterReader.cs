using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Contracts;

/// <summary>Reads parameters, headers and the content of bodies.</summary>
internal sealed class ParameterReader(ContractFile file, ContractReferences references, SchemaReader schemas)
{
    /// <summary>Reads a list of parameters; those with mistakes are left out.</summary>
    public IReadOnlyList<ContractParameter> Read(IReadOnlyList<YamlNode> nodes)
    {
        var parameters = new List<ContractParameter>();
        foreach (var node in nodes)
        {
            if (references.Target(node) is not { } target || file.Mapping(target, "A parameter") is not { } body || Parameter(body) is not { } parameter)
            {
                continue;
            }

            if (parameters.Any(p => p.Name == parameter.Name && p.In == parameter.In))
            {
                file.Report(DiagnosticRules.ContractShape, node.Span, $"The parameter '{parameter.Name}' is given twice.");
                continue;
            }

            parameters.Add(parameter);
        }

        return parameters;
    }

    /// <summary>Reads a reply header.</summary>
    public ContractHeader? Header(YamlEntry entry)
    {
        if (references.Target(entry.Value) is not { } target || file.Mapping(target, "A header") is not { } body)
        {
            return null;
        }

        var schema = body["schema"] is { } node ? schemas.Read(node) : null;
        return new ContractHeader(entry.Key.Text, schema, (body["example"] as YamlScalar)?.Text ?? schema?.Inline?.Example);
    }

    /// <summary>The schema of the JSON content of a body or reply; null when there is none. Other content is noted.</summary>
    public SchemaRef? Json(YamlMapping owner)
    {
        var contents = file.Entries(owner, "content");
        var json = contents.FirstOrDefault(content => IsJson(content.Key.Text));
        foreach (var other in contents.Where(content => !IsJson(content.Key.Text) && FormOf(content) is null && RowsOf(content) is null && !IsXml(content.Key.Text)))
        {
            file.Ignore($"Content of type {other.Key.Text}", other.Key.Span);
        }

        return json is null || file.Mapping(json.Value, "Content") is not { } body ? null
            : body["schema"] is { } schema ? schemas.Read(schema)
            : new SchemaRef(null, new ContractSchema());
    }

    /// <summary>The XML content of a body or reply; null when there is none.</summary>
    public XmlContent? Xml(YamlMapping owner) => file.Entries(owner, "content").FirstOrDefault(static content => IsXml(content.Key.Text) && FormOf(content) is null) is { } xml
        ? new XmlContent(xml.Key.Text.Split(';')[0].Trim(), xml.Value is YamlMapping body && body["schema"] is { } schema ? schemas.Read(schema) : new SchemaRef(null, new ContractSchema()))
        : null;

    /// <summary>What the lines or rows of a reply are; a list in their place is meant item by item.</summary>
    public EquatableArray<ContractRows> Rows(YamlMapping owner)
    {
        var rows = new List<ContractRows>();
        foreach (var content in file.Entries(owner, "content"))
        {
            if (RowsOf(content) is { } kind && content.Value is YamlMapping body && (body["itemSchema"] ?? body["schema"]) is { } node)
            {
                var schema = schemas.Read(node);
                rows.Add(new ContractRows(kind, schema.Inline?.Items ?? schema));
            }
        }

        return rows.ToEquatable();
    }

    private static FormatKind? RowsOf(YamlEntry content) => content.Key.Text.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" or "application/json-lines" => FormatKind.JsonLines,
        "text/csv" or "application/csv" => FormatKind.Csv,
        _ => null,
    };

    /// <summary>The forms and files that a body may be.</summary>
    public EquatableArray<ContractForm> Forms(YamlMapping owner) => file.Entries(owner, "content")
        .Select(content => FormOf(content) is { } form
            ? new ContractForm(form, content.Key.Text.Split(';')[0].Trim(), content.Value is YamlMapping body && body["schema"] is { } schema ? schemas.Read(schema) : new SchemaRef(null, new ContractSchema()))
            : null)
        .OfType<ContractForm>().ToEquatable();

    // What is neither JSON nor a form is a file where its schema says so (OpenAPI 3.0), or says nothing else of it (3.1).
    private static BodyForm? FormOf(YamlEntry content) => content.Key.Text.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "multipart/form-data" => BodyForm.Multipart,
        "application/x-www-form-urlencoded" => BodyForm.UrlEncoded,
        "application/octet-stream" => BodyForm.Binary,
        var type => !IsJson(type) && content.Value is YamlMapping { } body && body["schema"] is YamlMapping schema && schema["format"] is YamlScalar { Text: "binary" } ? BodyForm.Binary : null,
    };

    private ContractParameter? Parameter(YamlMapping body)
    {
        PlaceKind? place = file.Text(body, "in") switch
        {
            "query" => PlaceKind.Query,
            "header" => PlaceKind.Header,
            "cookie" => PlaceKind.Cookie,
            "path" => PlaceKind.Path,
            _ => null,
        };
        if (file.Text(body, "name") is not { Length: > 0 } name || place is null)
        {
            file.Report(DiagnosticRules.ContractShape, body.Span, "A parameter needs 'name', and 'in' with one of query, header, cookie and path.");
            return null;
        }

        return new ContractParameter
        {
            Name = name,
            In = place.Value,
            Required = file.Flag(body, "required") || place == PlaceKind.Path,
            Schema = body["schema"] is { } schema ? schemas.Read(schema) : Json(body) ?? new SchemaRef(null, new ContractSchema()),
            Style = Style(body, place.Value),
            Deep = place == PlaceKind.Query && file.Text(body, "style") == "deepObject",
        };
    }

    private ListStyle Style(YamlMapping body, PlaceKind place)
    {
        var form = place is PlaceKind.Query or PlaceKind.Cookie;
        var style = file.Text(body, "style") ?? (form ? "form" : "simple");
        var explode = file.Flag(body, "explode", otherwise: style == "form");
        switch (style)
        {
            case "form" when form:
                return explode ? ListStyle.Repeat : ListStyle.Csv;
            case "simple" when !form:
                return ListStyle.Csv;
            case "spaceDelimited" when place == PlaceKind.Query:
                return explode ? ListStyle.Repeat : ListStyle.Space;
            case "pipeDelimited" when place == PlaceKind.Query:
                return explode ? ListStyle.Repeat : ListStyle.Pipe;
            case "deepObject" when place == PlaceKind.Query:
                return ListStyle.Repeat;
            case "deepObject" or "matrix" or "label":
                file.Ignore($"The style {style}", body["style"]!.Span);
                return ListStyle.Repeat;
            default:
                file.Report(DiagnosticRules.ContractShape, (body["style"] ?? body).Span, $"'{style}' is not a style for this place.");
                return form ? ListStyle.Repeat : ListStyle.Csv;
        }
    }

    private static bool IsXml(string mediaType)
    {
        var type = mediaType.Split(';')[0].Trim().ToLowerInvariant();
        return type is "application/xml" or "text/xml" || type.EndsWith("+xml", StringComparison.Ordinal);
    }

    private static bool IsJson(string mediaType)
    {
        var type = mediaType.Split(';')[0].Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type is "*/*" or "application/*";
    }
}
