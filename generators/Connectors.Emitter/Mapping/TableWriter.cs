using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Writes methods that look the value the reader stands on up in a table of the spec, without making a string of it.</summary>
internal static class TableWriter
{
    /// <summary>A method that gives the unified value for a vendor's.</summary>
    public static void Map(
        SourceWriter writer, string method, string path, ValueSpec.Map map, TypeRef unified, string type, string key, MapperClass owner, Func<string, string> constant)
    {
        writer.Summary(owner.Cite(key));
        using (writer.Open($"private static {type}? {method}({owner.Format.Parameter}, MapContext context)"))
        {
            Start(writer, owner, path, "null");
            var text = $"{owner.Format.Values}.Scalar({owner.Format.Argument("reader")}, {Literals.String(path)})";
            if (map.Own is { } rows)
            {
                using (writer.Open($"if (context.OwnValue({Literals.String(rows.Row)}, {text}) is {{ }} own)"))
                {
                    writer.Line($"return {Own(unified, type, owner)};");
                }

                writer.Line();
            }

            Rows(writer, owner, path, map.Entries.Select(e => (e.Vendor, constant(e.Unified))));
            if (map.Own is not null)
            {
                Unmapped(writer, text, key, "unmapped");
            }

            if (map.Otherwise is { } otherwise)
            {
                writer.Line($"return {owner.Format.IsEmpty} ? null : {constant(otherwise)};");
                return;
            }

            if (unified is TypeRef.Scalar { Kind: ScalarKind.String })
            {
                writer.Line($"return {text};");
            }
            else if (unified is TypeRef.Enum { Name: var name } && owner.Types.IsOpen(name))
            {
                writer.Line("// Open: the vendor's own text passes through.");
                writer.Line($"return {text} is {{ }} text ? new {type}(text) : null;");
            }
            else
            {
                if (map.Own is null)
                {
                    Unmapped(writer, text, key);
                }

                writer.Line("return null;");
            }
        }
    }

    private static string Own(TypeRef unified, string type, MapperClass owner) => unified switch
    {
        TypeRef.Enum { Name: var name } when owner.Types.IsOpen(name) => $"new {type}(own)",
        TypeRef.Enum { Name: var name } => $"{owner.Types.EnumWire(name)}.Parse(own)",
        _ => "own",
    };

    /// <summary>A method that gives the number of the case a vendor's value chooses, from 1: 0 when there is no value, -1 when no case names it.</summary>
    public static void Cases(SourceWriter writer, string method, string path, EquatableArray<string> vendor, bool count, string key, MapperClass owner)
    {
        writer.Summary($"The case of {owner.Cite(key)}: its number, 0 without a value, -1 when none names it.");
        using (writer.Open($"private static int {method}({owner.Format.Parameter}, MapContext context)"))
        {
            Start(writer, owner, path, "0");
            Rows(writer, owner, path, vendor.Select((v, i) => (v, Literals.Integer(i + 1))));
            var text = $"{owner.Format.Values}.Scalar({owner.Format.Argument("reader")}, {Literals.String(path)})";
            if (count)
            {
                Unmapped(writer, text, key);
                writer.Line("return -1;");
            }
            else
            {
                writer.Line($"return {owner.Format.IsEmpty} ? 0 : -1;");
            }
        }
    }

    private static void Start(SourceWriter writer, MapperClass owner, string path, string absent)
    {
        using (writer.Open($"if (!{owner.Format.IsScalar(path)})"))
        {
            writer.Line($"return {absent};");
        }

        writer.Line();
    }

    private static void Rows(SourceWriter writer, MapperClass owner, string path, IEnumerable<(string Vendor, string Result)> rows)
    {
        owner.Format.Switch(writer, path, rows);
        writer.Line();
    }

    private static void Unmapped(SourceWriter writer, string text, string key, string local = "text")
    {
        using (writer.Open($"if ({text} is {{ }} {local})"))
        {
            writer.Line($"context.CountUnmapped({Literals.String(key)}, {local});");
        }

        writer.Line();
    }
}
