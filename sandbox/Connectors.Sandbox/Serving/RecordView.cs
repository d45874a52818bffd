using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Looks into records as clients see them.</summary>
internal static class RecordView
{
    /// <summary>A record as the list shows it, with everything that can be asked for.</summary>
    public static JsonElement Of(SourcePlan plan, long index)
    {
        using var to = new Renderer { Asked = ulong.MaxValue };
        plan.Record.Write(to, World.CellOf(plan.Records, index, plan.Records.ParentOf(index)));
        to.Json.Flush();
        using var document = JsonDocument.Parse(to.Buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>The values at the end of a path.</summary>
    public static IEnumerable<JsonElement> Select(JsonElement value, IEnumerable<PathStep> steps)
    {
        IEnumerable<JsonElement> found = [value];
        foreach (var step in steps)
        {
            found = found.SelectMany(f => Next(f, step)).ToList();
        }

        return found.Where(f => f.ValueKind != JsonValueKind.Null);
    }

    /// <summary>Whether a record has a text in one of some places, capitals and small letters being the same.</summary>
    public static bool Has(JsonElement record, IEnumerable<PathStep> steps, string text) =>
        Select(record, steps).Any(v => string.Equals(VendorRequest.TextOf(v), text, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<JsonElement> Next(JsonElement value, PathStep step) => (step, value.ValueKind) switch
    {
        (PathStep.Property property, JsonValueKind.Object) => value.TryGetProperty(property.Name, out var member) ? [member] : [],
        (PathStep.Values, JsonValueKind.Object) => [JsonSerializer.SerializeToElement(value.EnumerateObject().Select(m => m.Value))],
        (PathStep.All, JsonValueKind.Array) => value.EnumerateArray(),
        (PathStep.Index at, JsonValueKind.Array) => value.EnumerateArray().Skip(at.Position).Take(1),
        (PathStep.Where where, JsonValueKind.Array) => value.EnumerateArray().Where(i => VendorRequest.Find(i, where.Member) is { } key && VendorRequest.TextOf(key) == where.Value).Take(1),
        _ => [],
    };
}
