using System.Text.Json;
using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Shapes;

/// <summary>A text or id with something before it.</summary>
/// <param name="before">What stands before it.</param>
/// <param name="inner">What it is without that.</param>
internal sealed class PrefixedShape(string before, Shape inner) : Shape
{
    /// <inheritdoc/>
    public override void Write(Renderer to, in Cell cell)
    {
        using var own = new Renderer { Asked = to.Asked, Page = to.Page };
        inner.Write(own, cell);
        own.Json.Flush();
        using var value = JsonDocument.Parse(own.Buffer.WrittenMemory);
        if (value.RootElement.ValueKind == JsonValueKind.String)
        {
            to.Json.WriteStringValue(before + value.RootElement.GetString());
        }
        else
        {
            value.RootElement.WriteTo(to.Json);
        }
    }
}
