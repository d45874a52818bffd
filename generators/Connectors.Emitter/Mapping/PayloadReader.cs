using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Writes a method that reads a payload of its own and makes one value of it: an item of a list, a row of a table.</summary>
/// <param name="owner">The class it stands in.</param>
/// <param name="vocabulary">What the value is in.</param>
internal sealed class PayloadReader(MapperClass owner, VocabularySpec vocabulary)
{
    /// <summary>The method's name, which begins with <c>Map</c>.</summary>
    public required string Method { get; init; }

    /// <summary>What faults call the payload: <c>answers[]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The way to the payload from its record.</summary>
    public required IReadOnlyList<PathStep> Base { get; init; }

    /// <summary>What the method gives.</summary>
    public required string Returns { get; init; }

    /// <summary>Whether the text of the payload is needed.</summary>
    public required bool WholeJson { get; init; }

    /// <summary>What the method does.</summary>
    public required string Doc { get; init; }

    /// <param name="make">C# for what it gives, over the slots of the payload.</param>
    public void Write(Func<ValueBuilder, string> make)
    {
        var payload = owner.Format.Payload(owner, Method.Substring("Map".Length), path: Path);
        var value = make(new ValueBuilder(owner, vocabulary, payload, WholeJson, way: Base));
        owner.Add(writer =>
        {
            writer.Summary(Doc);
            using (writer.Open($"private static {Returns} {Method}({owner.Format.Parameter}, MapContext context{(Payload.KeyArgument(Base).Length == 0 ? "" : $", Utf8JsonReader {Payload.KeyName}")})"))
            {
                if (WholeJson)
                {
                    owner.Format.BeginJson(writer, owner, Base);
                }

                writer.Line($"var found = default({payload.Struct});");
                payload.Read(writer);
                if (WholeJson)
                {
                    owner.Format.EndJson(writer);
                }

                writer.Line($"return {value};");
            }

            writer.Line();
            payload.WriteStruct(writer);
        });
    }
}
