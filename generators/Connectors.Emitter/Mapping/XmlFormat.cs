using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>The words for XML: a cursor over an <c>XmlReader</c>, which takes the text of an element or attribute before it is looked at.</summary>
internal sealed class XmlFormat : PayloadFormat
{
    /// <inheritdoc/>
    public override string Parameter => "XmlCursor reader";

    /// <inheritdoc/>
    public override string Values => "XmlValue";

    /// <inheritdoc/>
    public override string Faults => "XmlFault";

    /// <inheritdoc/>
    public override string WholeJson => "XmlSlice json";

    /// <inheritdoc/>
    public override string IsSet => "!$r.IsNil";

    /// <inheritdoc/>
    public override string IsEmpty => "!XmlValue.IsScalar(reader)";

    /// <inheritdoc/>
    public override string Argument(string reader) => reader;

    /// <inheritdoc/>
    public override Payload Payload(MapperClass owner, string name, string parameter, string path) => new XmlPayload(owner, name, parameter, path);

    /// <inheritdoc/>
    public override string Is(string text, string path) => $"XmlValue.Is($a, {Literals.String(text)})";

    /// <inheritdoc/>
    public override string Starts(string text, string path) => $"XmlValue.Starts($a, {Literals.String(text)})";

    /// <inheritdoc/>
    public override string IsAny(IEnumerable<string> texts) => $"XmlValue.Trimmed(reader) is {string.Join(" or ", texts.Select(Literals.String))}";

    /// <inheritdoc/>
    public override string IsScalar(string path) => "XmlValue.IsScalar(reader)";

    /// <inheritdoc/>
    public override Reading Raw(MapperClass owner, VendorPath path) => path.Type is JsonKind.Object or JsonKind.Array or JsonKind.Any
        ? new("RawJson?", $"XmlValue.Raw($a, {(path.Root == PathRoot.Detail ? owner.DetailShapeAt(path.Steps) : owner.ShapeAt(path.Steps))})", Moves: true)
        : new("RawJson?", "XmlValue.Raw($a)");

    /// <inheritdoc/>
    public override Reading Localised(MapperClass owner, string at) => Readings.Plain(owner, "string?", $"XmlValue.Text($a, {at})");

    /// <inheritdoc/>
    public override void Switch(SourceWriter writer, string path, IEnumerable<(string Text, string Result)> rows)
    {
        using (writer.Open("switch (XmlValue.Trimmed(reader))"))
        {
            foreach (var (text, result) in rows)
            {
                writer.Line($"case {Literals.String(text)}:");
                using (writer.Indent())
                {
                    writer.Line($"return {result};");
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void BeginJson(SourceWriter writer, MapperClass owner, IEnumerable<PathStep> path)
    {
        writer.Line("reader = reader.Recorded();");
        writer.Line($"var json = reader.Slice({owner.ShapeAt(path)});");
    }

    /// <inheritdoc/>
    public override void EndJson(SourceWriter writer)
    {
    }
}
