using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Mapping;

/// <summary>The words for JSON: a <c>Utf8JsonReader</c> on UTF-8.</summary>
internal sealed class JsonFormat : PayloadFormat
{
    /// <inheritdoc/>
    public override string Parameter => "ref Utf8JsonReader reader";

    /// <inheritdoc/>
    public override string Values => "JsonValue";

    /// <inheritdoc/>
    public override string Faults => "JsonFault";

    /// <inheritdoc/>
    public override string WholeJson => "ReadOnlySpan<byte> json";

    /// <inheritdoc/>
    public override string IsSet => "$r.TokenType != JsonTokenType.Null";

    /// <inheritdoc/>
    public override string IsEmpty => "JsonText.Length(ref reader) == 0";

    /// <inheritdoc/>
    public override string Argument(string reader) => "ref " + reader;

    /// <inheritdoc/>
    public override Payload Payload(MapperClass owner, string name, string parameter, string path) => new JsonPayload(owner, name, parameter, path);

    /// <inheritdoc/>
    public override string Is(string text, string path) => $"JsonValue.Is($a, {Literals.Utf8(text)}, {Literals.String(path)})";

    /// <inheritdoc/>
    public override string Starts(string text, string path) => $"JsonValue.Starts($a, {Literals.Utf8(text)}, {Literals.String(path)})";

    /// <inheritdoc/>
    public override string IsAny(IEnumerable<string> texts) =>
        $"reader.TokenType == JsonTokenType.String && ({string.Join(" || ", texts.Select(t => $"reader.ValueTextEquals({Literals.Utf8(t)})"))})";

    /// <inheritdoc/>
    public override string IsScalar(string path) => $"JsonValue.IsScalar(ref reader, {Literals.String(path)})";

    /// <inheritdoc/>
    public override Reading Raw(MapperClass owner, VendorPath path) => new("RawJson?", "JsonValue.Raw($a)", Moves: true);

    /// <inheritdoc/>
    public override Reading Localised(MapperClass owner, string at)
    {
        var text = $"LocalisedText.Read($a, context, {at})";
        return new("string?", owner.Nulls.Count == 0 ? text : $"{Readings.ClearMethod(owner)}({text})", Moves: true);
    }

    /// <inheritdoc/>
    public override void Switch(SourceWriter writer, string path, IEnumerable<(string Text, string Result)> rows)
    {
        using (writer.Open("switch (JsonText.Length(ref reader))"))
        {
            foreach (var (text, result) in rows)
            {
                writer.Line($"case {System.Text.Encoding.UTF8.GetByteCount(text)} when {Is(text, path).Replace("$a", "ref reader")}:");
                using (writer.Indent())
                {
                    writer.Line($"return {result};");
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void BeginJson(SourceWriter writer, MapperClass owner, IEnumerable<PathStep> path) => writer.Line("var start = new JsonSlice(in reader);");

    /// <inheritdoc/>
    public override void EndJson(SourceWriter writer) => writer.Line("var json = start.To(in reader);");
}
