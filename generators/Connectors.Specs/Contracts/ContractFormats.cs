using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>Contracts as the paths of a spec see them, where bodies are written in another format than plain JSON.</summary>
public static class ContractFormats
{
    /// <summary>The contract that specs are bound to and sandboxes make their answers by: what the runtime has made of a reply before a mapper reads it.</summary>
    /// <param name="contract">The contract as read.</param>
    /// <param name="apis">The apis with their formats; one contract has one format, that of the first api it is of.</param>
    public static Contract Apply(Contract contract, IEnumerable<ApiSpec> apis)
    {
        foreach (var api in apis.Where(static a => a.Soap == 0 && a.Format.Kind != FormatKind.Json).GroupBy(static a => a.Contract).Select(static g => g.First()))
        {
            contract = api.Format.Kind switch
            {
                FormatKind.JsonApi => new JsonApiView(contract).Of(api.Contract),
                FormatKind.Xml => new XmlView(contract, api.Contract).Seen(),
                var kind => contract with { Operations = contract.Operations.Select(o => o.Part == api.Contract && o.Soap is null ? Listed(o, kind) : o).ToEquatable() },
            };
        }

        return contract;
    }

    /// <summary>What a line or row of a reply is; null where it has none in this format.</summary>
    public static SchemaRef? Row(ContractReply? reply, FormatKind kind) => (reply?.Rows ?? default).FirstOrDefault(r => r.Kind == kind)?.Row;

    // The list that lines or rows are read as.
    private static ContractOperation Listed(ContractOperation operation, FormatKind kind) => Row(operation.Success, kind) is null ? operation : operation with
    {
        Format = kind,
        Replies = operation.Replies.Select(r => r.Status is 2 or (>= 200 and < 300) && Row(r, kind) is { } row ? r with { Body = new SchemaRef(null, new ContractSchema { Type = JsonKind.Array, Items = row }) } : r).ToEquatable(),
    };
}
