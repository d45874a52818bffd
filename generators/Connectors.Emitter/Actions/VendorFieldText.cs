using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Actions;

/// <summary>Writes what a contract takes at a place, for the fields that callers add.</summary>
internal static class VendorFieldText
{
    /// <summary>C# for a field.</summary>
    public static string Of(VendorField field)
    {
        var members = new[]
        {
            field.Members.Count > 0 ? $"Members = [{string.Join(", ", field.Members.Select(m => $"({Literals.String(m.Name)}, {Of(m)})"))}]" : null,
            field is { Open: true, Kind: JsonKind.Object } ? "Open = true" : null,
            field.Item is { } item ? $"Item = {Of(item)}" : null,
            field.Values.Count > 0 ? $"Values = [{string.Join(", ", field.Values.Select(Literals.String))}]" : null,
        };
        var said = string.Join(", ", members.Where(m => m is not null));
        return $"new VendorFields(VendorFieldKind.{Kind(field.Kind)}){(said.Length == 0 ? "" : $" {{ {said} }}")}";
    }

    private static string Kind(JsonKind kind) => kind switch
    {
        JsonKind.String => "Text",
        JsonKind.Integer => "Integer",
        JsonKind.Number => "Number",
        JsonKind.Boolean => "Flag",
        JsonKind.Object => "Object",
        JsonKind.Array => "List",
        _ => "Any",
    };
}
