using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Values of the row that a table has for a key.</summary>
internal sealed partial class ValueBuilder
{
    private string Row(ValueSpec.Row row, FieldType field, string key)
    {
        var id = row.Path.Root == PathRoot.Parent
            ? "context.ParentRemoteId"
            : At(row.Path, Readings.Id(_owner, _payload.Name(row.Path)), field with { List = false }, "Key");
        var (name, rows) = _owner.RowsOf(row.Table);
        var method = rows.Once((row.Take, field.Type, field.List), Last(key), method => RowMethod(rows, method, row, field with { Required = false }, key));
        return $"{name}.{method}({id}, context)";
    }

    private void RowMethod(MapperClass rows, string method, ValueSpec.Row row, FieldType field, string key)
    {
        var (returns, reader) = (rows.Types.Local(field), rows.Unique("Map" + method));
        rows.Add(writer =>
        {
            writer.Summary($"{rows.Cite(key)}; null without a key, and where the table has no row for it.");
            using (writer.Open($"public static {returns} {method}(string? key, MapContext context)"))
            {
                using (writer.Open($"if (context.FindRow({Literals.String("tables." + row.Table)}, key) is not {{ }} row)"))
                {
                    writer.Line("return null;");
                }

                writer.Line();
                writer.Line($"var reader = row.{(rows.Format == PayloadFormat.Json ? "Json" : "Xml")}();");
                if (rows.Format == PayloadFormat.Json)
                {
                    writer.Line($"return {reader}(ref reader, context);");
                    return;
                }

                writer.Line($"var value = {reader}(reader, context);");
                writer.Line("reader.ThrowFault();");
                writer.Line("return value;");
            }
        });
        new PayloadReader(rows, _vocabulary)
        {
            Method = reader,
            Path = "tables." + row.Table,
            Base = [],
            Returns = returns,
            WholeJson = NeedsWholeJson(row.Take),
            Doc = $"Reads a row for {rows.Cite(key)}.",
        }.Write(items => items.Value(row.Take, field, key));
    }
}
