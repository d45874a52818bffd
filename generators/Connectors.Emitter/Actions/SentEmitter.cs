using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes how an input is reduced to what the connector sends of it.</summary>
internal sealed class SentEmitter(SourceWriter writer, ActionSpec spec, ActionType action)
{
    public static void Write(SourceWriter writer, NarrowAction action, string method)
    {
        var emitter = new SentEmitter(writer, action.Spec, action.Type);
        using (writer.Open($"private static {action.Unified.Name} {method}({action.Unified.Name} input) => new()", "};"))
        {
            emitter.Members(action.Unified, "input", "");
        }
    }

    private void Members(InputClass type, string access, string level)
    {
        foreach (var member in type.Members)
        {
            var row = level.Length == 0 ? member.Name : level + "." + member.Name;
            var property = InputProperties.Of(type, member);
            if (member.Group is { } group && Sends(group, row) && !SendsAll(group, row))
            {
                Group(member, group, property, $"{access}.{property}", row);
            }
            else if (member is { Required: true, List: false } || (member.Group is { } whole ? Sends(whole, row) : spec.Covers(action, row)))
            {
                writer.Line($"{property} = {access}.{property},");
            }
        }

        if (type.IsFile && level.Length > 0)
        {
            writer.Line($"{InputProperties.Content} = {access}.{InputProperties.Content},");
        }
    }

    private void Group(InputMember member, InputClass group, string property, string access, string row)
    {
        if (member.List)
        {
            // Answers to questions of other formats are left out.
            var formats = spec.Lists.Where(l => l.Group == row).SelectMany(l => l.Items).Select(i => i.Write).OfType<WriteSpec.ByFormat>().FirstOrDefault();
            var answer = group.Members.FirstOrDefault(m => m.Field?.Type is TypeRef.Scalar { Kind: ScalarKind.Answer });
            var where = formats is null || answer is null
                ? ""
                : $".Where(static item => item.{InputProperties.Of(group, answer)}.Format is {string.Join(" or ", formats.Cases.Select(c => Literals.String(c.Format)))})";
            using (writer.Open($"{property} = [.. {access}{where}.Select(static item => new {group.Name}", "})],"))
            {
                Members(group, "item", row);
            }
        }
        else
        {
            using (writer.Open($"{property} = {(member.Required ? "" : $"{access} is null ? null : ")}new {group.Name}", "},"))
            {
                Members(group, access, row);
            }
        }
    }

    private bool Sends(InputClass type, string level) => Rows(type, level).Any(row => spec.Input(row) is not null);

    // Formats of answers can always be missing.
    private bool SendsAll(InputClass type, string level) => Rows(type, level).All(row => spec.Input(row) is { Write: not WriteSpec.ByFormat } || spec.OnlyTakes(action, row));

    private static IEnumerable<string> Rows(InputClass type, string level) =>
        type.Members.SelectMany(m => m.Group is { } group ? Rows(group, level + "." + m.Name) : [level + "." + m.Name]);
}
