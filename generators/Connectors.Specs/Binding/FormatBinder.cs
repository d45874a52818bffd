using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the formats of apis.</summary>
internal sealed class FormatBinder(BindContext context)
{
    private const string Key = "format";

    private readonly Dictionary<string, (YamlNode Node, ApiFormat Format)> _said = new(StringComparer.Ordinal);

    /// <summary>The format of an api with an address: its own, else that of the transport. Apis of one contract have one format.</summary>
    public ApiFormat Bind(YamlMapping api, YamlMapping transport)
    {
        var contract = api == transport ? "" : api.Text("contract") ?? "";
        if ((api[Key] ?? transport[Key]) is not { } node)
        {
            return Known(contract, api, ApiFormat.Json);
        }

        var format = node switch
        {
            YamlScalar { Text: "json_api" } => new ApiFormat(FormatKind.JsonApi),
            YamlScalar { Text: "json_lines" } => new ApiFormat(FormatKind.JsonLines),
            YamlScalar { Text: "csv" } => new ApiFormat(FormatKind.Csv),
            YamlScalar { Text: "xml" } => new ApiFormat(FormatKind.Xml),
            YamlMapping { } mapping when mapping.Map("csv") is { } csv => new ApiFormat(FormatKind.Csv, Separator(csv)),
            _ => ApiFormat.Json,
        };
        return Known(contract, node, format);
    }

    /// <summary>Reports a format where there is SOAP.</summary>
    public void CheckIdle(YamlMapping api)
    {
        if (api["soap"] is not null && api.Entry(Key) is { } format)
        {
            context.Report(DiagnosticRules.IdleOption, format.Key, "'format' has no meaning with 'soap', whose envelopes are XML.");
        }
    }

    /// <summary>Reports formats that nothing of the contract has; asked before the contract is seen through them.</summary>
    public void Check(IEnumerable<ApiSpec> apis)
    {
        foreach (var api in apis.Where(static a => a.Soap == 0))
        {
            if (_said.TryGetValue(api.Contract, out var said) && said.Format.Kind != FormatKind.Json && context.OperationsOf(api.Contract) is { } operations && !operations.Any(o => Has(o, said.Format.Kind)))
            {
                context.Report(DiagnosticRules.IdleOption, said.Node, said.Format.Kind switch
                {
                    FormatKind.JsonApi => "No body in the contract is a document of JSON:API: an object with 'data', which is a resource with 'type' and 'attributes', or a list of them.",
                    FormatKind.Csv => "No reply in the contract is 'text/csv' with the schema of a row.",
                    FormatKind.Xml => "No body in the contract is 'application/xml' or 'text/xml'.",
                    _ => "No reply in the contract is 'application/x-ndjson' with the schema of a line.",
                });
            }
        }
    }

    private bool Has(ContractOperation operation, FormatKind kind) => kind switch
    {
        FormatKind.JsonApi => JsonApiView.Speaks(context.Contract!, operation),
        FormatKind.Xml => XmlView.Speaks(operation),
        _ => ContractFormats.Row(operation.Success, kind) is not null,
    };

    private ApiFormat Known(string contract, YamlNode node, ApiFormat format)
    {
        if (!_said.TryGetValue(contract, out var first))
        {
            _said.Add(contract, (node, format));
        }
        else if (first.Format != format)
        {
            context.Report(DiagnosticRules.IdleOption, node, "Another api of the same contract has another format; what is written in a format of its own has a contract of its own, named by 'contract' beside the address.");
        }

        return format;
    }

    private char Separator(YamlMapping csv)
    {
        if (csv["separator"] is not YamlScalar { IsEmpty: false } separator)
        {
            return ',';
        }

        if (separator.Text.Length == 1 && separator.Text[0] is < '\u0080' and not ('"' or '\r' or '\n'))
        {
            return separator.Text[0];
        }

        context.Report(DiagnosticRules.Malformed, separator, $"'{separator.Text}' cannot stand between columns; write one character, such as ';', which is no quote.");
        return ',';
    }
}
