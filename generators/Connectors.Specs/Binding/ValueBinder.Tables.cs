using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Values of the row that a table has for a key.</summary>
internal sealed partial class ValueBinder
{
    private static readonly string[] RowWords = ["from", "table", "take", "default", "note"];

    /// <summary>A value made of a row.</summary>
    /// <param name="mapping">The key and the table.</param>
    /// <param name="scope">What the path of the key starts from.</param>
    /// <param name="bind">Binds <c>take</c> in the scope of a row.</param>
    private ValueSpec.Row? Row(YamlMapping mapping, PathScope scope, Func<YamlNode, PathScope, ValueSpec?> bind)
    {
        foreach (var idle in mapping.Entries.Where(static e => !RowWords.Contains(e.Key.Text)))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning beside 'table'; say under 'take' how the value is made of the row.");
        }

        if (mapping["take"] is null)
        {
            context.Report(DiagnosticRules.MissingOption, mapping.Entry("table")!.Key, "'table' needs 'take', the value in the row.");
        }

        var table = mapping.Scalar("table") is { } name ? tables.Find(name) : null;
        var key = mapping.Scalar("from") is { } from ? paths.BindSingle(from, scope) : null;
        if (key is { View.Kind: JsonKind.Object or JsonKind.Array or JsonKind.Boolean })
        {
            context.Report(DiagnosticRules.TypeMismatch, mapping["from"]!, $"The contract has {JsonKindWords.Of(key.View.Kind)} at '{key.Path.Text}', which is no key.");
        }

        var take = mapping["take"] is { } value && table is not null ? bind(value, table.Row) : null;
        return key is not null && take is not null ? new ValueSpec.Row(table!.Spec.Name, key.Path, take) : null;
    }
}
