using Connectors.Sandbox.Data;
using Connectors.Specs.Contracts;

namespace Connectors.Sandbox.Shapes;

/// <summary>The address of a record's detail, below the root that the request has told.</summary>
/// <param name="records">The records.</param>
/// <param name="operation">The operation that answers there; its first placeholder is the record's id.</param>
internal sealed class DetailAddressShape(Population records, ContractOperation operation) : Shape
{
    private readonly string _before = operation.Path.Split('{')[0];
    private readonly string _after = operation.Path.Split('}', 2) is { Length: 2 } parts ? parts[1] : "";

    public override void Write(Renderer to, in Cell cell) => to.Json.WriteStringValue(to.Root + _before + Uri.EscapeDataString(records.Ids.Text(cell.Index)) + _after);
}

/// <summary>The details of the records that were asked for together.</summary>
internal sealed class BatchShape(Population records, Shape detail) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        to.Json.WriteStartArray();
        foreach (var index in to.Batch)
        {
            detail.Write(to, World.CellOf(records, index, records.ParentOf(index)));
        }

        to.Json.WriteEndArray();
    }
}
