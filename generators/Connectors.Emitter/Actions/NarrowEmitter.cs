using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes the narrow inputs of a connector: classes with the covered inputs alone, so that an uncovered one does not compile.</summary>
internal static class NarrowEmitter
{
    /// <summary>The classes with the unified ones they stand for, inner levels first.</summary>
    public static IEnumerable<(InputClass Narrow, InputClass Unified)> Classes(IReadOnlyList<NarrowAction> actions, IEnumerable<InputClass> groups)
    {
        var unified = new Dictionary<string, InputClass>(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            Pair(action.Input, action.Unified, unified);
        }

        return groups.Concat(actions.Select(a => a.Input)).Select(narrow => (narrow, unified[narrow.Name]));
    }

    public static void Write(SourceWriter writer, ConnectorSpec spec, InputClass narrow, InputClass unified, CSharpTypes types)
    {
        writer.Summary($"{narrow.Doc.TrimEnd('.')}, with what {spec.Slug}.yaml covers of it.");
        CoverageAttributes.Mark(writer, spec.Slug);
        using (writer.Open($"public sealed class {narrow.Name}"))
        {
            InputProperties.Write(writer, narrow, types);
            writer.Summary("The same as unified input.");
            using (writer.Open($"public {unified.Name} ToUnified() => new()", "};"))
            {
                foreach (var member in unified.Members)
                {
                    if (Value(narrow, member) is { } value)
                    {
                        writer.Line($"{InputProperties.Of(unified, member)} = {value},");
                    }
                }
            }
        }
    }

    private static void Pair(InputClass narrow, InputClass unified, Dictionary<string, InputClass> pairs)
    {
        pairs[narrow.Name] = unified;
        foreach (var member in narrow.Members.Where(m => m.Group is not null))
        {
            Pair(member.Group!, unified.Members.First(m => m.Name == member.Name).Group!, pairs);
        }
    }

    private static string? Value(InputClass narrow, InputMember member)
    {
        if (narrow.Members.FirstOrDefault(m => m.Name == member.Name) is not { } covered)
        {
            return member is { Required: true, List: false } ? Nothing(member) : null;
        }

        var property = InputProperties.Of(narrow, covered);
        return covered switch
        {
            { Group: null } => property,
            { List: true } => $"[.. {property}.Select(static item => item.ToUnified())]",
            { Required: true } => $"{property}.ToUnified()",
            _ => $"{property}?.ToUnified()",
        };
    }

    // What the vocabulary requires and the connector does not send: something must stand there.
    private static string Nothing(InputMember member) => member switch
    {
        { Group: { } group } => $"new {group.Name} {{ {string.Join(", ", group.Members.Where(m => m is { Required: true, List: false }).Select(m => $"{InputProperties.Of(group, m)} = {Nothing(m)}"))} }}",
        _ => CSharpTypes.IsStruct(member.Field!.Type) && member.Field.Type is not TypeRef.Reference ? "default" : "\"\"",
    };
}
