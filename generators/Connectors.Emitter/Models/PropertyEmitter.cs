using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Models;

/// <summary>Writes the properties of models, objects and union cases.</summary>
internal static class PropertyEmitter
{
    /// <summary>Writes a documented property for every member; ids that are derived when a record is written are none.</summary>
    /// <param name="writer">Inside the class.</param>
    /// <param name="types">The C# types.</param>
    /// <param name="owner">The class.</param>
    /// <param name="members">Its members.</param>
    public static void Emit(SourceWriter writer, CSharpTypes types, string owner, IEnumerable<FieldType> members)
    {
        foreach (var member in members.Where(m => !m.Base))
        {
            var modifier = member is { Required: true, List: false } ? "required " : "";
            var start = member is { Required: true, List: true } ? " = [];" : "";
            writer.Summary(member.Doc.Length > 0 ? member.Doc : member.Name);
            writer.Line($"public {modifier}{types.Property(member)} {Naming.Property(owner, member.Name)} {{ get; init; }}{start}");
            writer.Line();
        }
    }
}
