using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>Nested classes that read the rows of tables, one a table: a table's replies may have another format than the records.</summary>
internal sealed partial class MapperClass
{
    private readonly Dictionary<string, (string Name, MapperClass Rows)> _rows = new(StringComparer.Ordinal);
    private MapperClass? _around;

    public EquatableArray<TableSpec> Tables { get; init; }

    /// <summary>The class that reads the rows of a table, and its name; made when it is first asked for.</summary>
    public (string Name, MapperClass Rows) RowsOf(string table)
    {
        if (_around is { } around)
        {
            return around.RowsOf(table);
        }

        if (!_rows.TryGetValue(table, out var known))
        {
            var spec = Tables.First(t => t.Name == table);
            var name = Unique(Naming.Pascal(table) + "Rows");
            var rows = new MapperClass(Origin, PayloadFormat.Of(spec.Source.Request), Types, Nulls, name) { Shape = spec.Source.Shape?.At(spec.Source.Records.Steps), _around = this };
            _rows[table] = known = (name, rows);
            Add(writer =>
            {
                writer.Summary($"Reads rows of {Cite("tables." + table)}.");
                using (writer.Open($"private static class {name}"))
                {
                    rows.WriteFields(writer);
                    rows.WriteMembers(writer, spaced: false);
                }
            });
        }

        return known;
    }
}
