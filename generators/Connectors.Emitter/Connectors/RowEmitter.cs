using Connectors.Emitter.Mapping;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes how the rows of a table are kept: each as it stands, by its key. What values are made of them is read when a record asks.</summary>
internal static class RowEmitter
{
    /// <summary>The name of the function: <c>TablesStatusesRow</c>.</summary>
    public static string Method(TableSpec table) => Naming.Pascal(table.Source.Name) + "Row";

    /// <summary>Writes the function.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="owner">The class it stands in.</param>
    public static void Write(SourceWriter writer, TableSpec table, MapperClass owner)
    {
        var xml = owner.Format == PayloadFormat.Xml;
        var name = Method(table);
        var payload = owner.Format.Payload(owner, name);
        var key = payload.Slot(table.Key.Steps, Readings.Id(owner, table.Key.Text));
        var found = $"{key} ?? throw {owner.Format.Faults}.Missing({Literals.String(table.Key.Text)})";
        writer.Summary(owner.Cite(table.Source.Name) + ": keeps a row.");
        using (writer.Open($"public static UnifiedRecord {name}({owner.Format.Parameter}, MapContext context{(xml ? ", ref RecordKey? key" : "")})"))
        {
            writer.Line(xml ? "var row = TableRow.Keep(reader);" : "var start = new JsonSlice(in reader);");
            writer.Line($"var found = default({payload.Struct});");
            payload.Read(writer, xml ? "row" : "reader");
            if (xml)
            {
                writer.Line("row.ThrowFault();");
            }

            writer.Line(xml
                ? $"return new TableRow({Literals.String(table.Source.Name)}, {found}, row, {owner.ShapeOf(table.Source.Shape?.At(table.Source.Records.Steps))});"
                : $"return new TableRow({Literals.String(table.Source.Name)}, {found}, start.To(in reader).ToArray());");
        }

        owner.Add(payload.WriteStruct);
    }
}
