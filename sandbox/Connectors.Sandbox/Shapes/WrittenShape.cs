using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Specs.Contracts;

namespace Connectors.Sandbox.Shapes;

/// <summary>A record, with what clients have written into it.</summary>
/// <param name="contract">The contract.</param>
/// <param name="schema">The record's schema.</param>
/// <param name="tree">What the spec reads of it.</param>
/// <param name="records">Its model.</param>
/// <param name="made">The record as it is made without clients.</param>
/// <param name="given">The unified fields that a client may give when it makes a record.</param>
/// <param name="detail">Whether it is what is looked up for a record.</param>
internal sealed class WrittenShape(Contract contract, SchemaRef? schema, MeaningTree tree, Population records, Shape made, IReadOnlySet<string> given, bool detail) : Shape
{
    /// <inheritdoc/>
    public override void Write(Renderer to, in Cell cell)
    {
        if (records.Written.Find(cell.Index) is not { } writing)
        {
            made.Write(to, cell);
            return;
        }

        using var own = new Renderer { Asked = to.Asked, Page = to.Page, Flaw = to.Flaw, Only = to.Only, Root = to.Root };
        made.Write(own, cell);
        own.Json.Flush();
        using var was = JsonDocument.Parse(own.Buffer.WrittenMemory);
        new Overwriting(contract, writing.Whole, given).Write(to.Json, schema, was.RootElement, detail ? writing.Detail : writing.Payload, tree);
    }
}
