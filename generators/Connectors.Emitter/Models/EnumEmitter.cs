using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>Writes enumerations: a struct around the text where a vendor's own text passes through, a C# enum where none does.</summary>
internal static class EnumEmitter
{
    /// <summary>The file of an enumeration.</summary>
    public static SourceWriter Emit(EnumType type, VocabularySpec vocabulary)
    {
        var writer = VocabularyEmitter.Start(vocabulary, type.Open ? [] : ["System"]);
        if (type.Open)
        {
            Open(writer, type);
        }
        else
        {
            Closed(writer, type);
        }

        return writer;
    }

    private static void Open(SourceWriter writer, EnumType type)
    {
        var name = Naming.Pascal(type.Name);
        writer.Summary(type.Doc);
        writer.Remarks("Open: where none of the known values fits, it carries the vendor's own text.");
        writer.Line("/// <param name=\"Value\">The text on the wire.</param>");
        using (writer.Open($"public readonly record struct {name}(string Value)"))
        {
            foreach (var value in type.Values)
            {
                writer.Summary(value);
                writer.Line($"public static {name} {Naming.EnumValue(value)} => new({Literals.String(value)});");
                writer.Line();
            }

            writer.Summary("Whether it is one of the known values.");
            writer.Line($"public bool IsKnown => Value is {string.Join(" or ", type.Values.Select(Literals.String))};");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override string ToString() => Value;");
        }
    }

    private static void Closed(SourceWriter writer, EnumType type)
    {
        var name = Naming.Pascal(type.Name);
        writer.Summary(type.Doc);
        using (writer.Open($"public enum {name}"))
        {
            var first = true;
            foreach (var value in type.Values)
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
                writer.Summary(value);
                writer.Line($"{Naming.EnumValue(value)},");
            }
        }

        writer.Line();
        writer.Line($"/// <summary>The texts of <see cref=\"{name}\"/> on the wire.</summary>");
        using (writer.Open($"public static class {name}Wire"))
        {
            writer.Summary("The text of a value.");
            writer.Line("/// <exception cref=\"ArgumentOutOfRangeException\">It is none of the named values.</exception>");
            using (writer.Open($"public static string ToWire(this {name} value) => value switch", "};"))
            {
                foreach (var value in type.Values)
                {
                    writer.Line($"{name}.{Naming.EnumValue(value)} => {Literals.String(value)},");
                }

                writer.Line("_ => throw new ArgumentOutOfRangeException(nameof(value), value, null),");
            }

            writer.Line();
            writer.Summary("The value of a text; null where there is none.");
            using (writer.Open($"public static {name}? Parse(string? text) => text switch", "};"))
            {
                foreach (var value in type.Values)
                {
                    writer.Line($"{Literals.String(value)} => {name}.{Naming.EnumValue(value)},");
                }

                writer.Line("_ => null,");
            }
        }
    }
}
