using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Finds an action's inputs in the class that holds them.</summary>
internal sealed class InputAccess(ActionType action, InputClass input)
{
    /// <summary>C# for an input or a level by its dotted path; levels that need not be there are passed with <c>?.</c>.</summary>
    /// <param name="path">The path: <c>candidate.location.city</c>.</param>
    /// <param name="root">C# for the action's input with the dot after it; empty within its class.</param>
    public string Of(string path, string root = "")
    {
        var text = root;
        var type = input;
        foreach (var name in path.Split('.'))
        {
            var member = type.Members.First(m => m.Name == name);
            text += (text.Length == 0 || text.EndsWith(".", StringComparison.Ordinal) ? "" : ".") + InputProperties.Of(type, member);
            if (member.Group is { } group)
            {
                type = group;
                text += member is { Required: false, List: false } ? "?." : "";
            }
        }

        return text.TrimEnd('.', '?');
    }

    /// <summary>The property of an input in the class of its level.</summary>
    public string Property(string path)
    {
        var type = Class(FieldType.LevelOf(path));
        return InputProperties.Of(type, type.Members.First(m => m.Name == FieldType.LastOf(path)));
    }

    /// <summary>The class of a level; of none that of the action itself.</summary>
    public InputClass Class(string level) =>
        level.Length == 0 ? input : level.Split('.').Aggregate(input, static (type, name) => type.Members.First(m => m.Name == name).Group!);

    /// <summary>Whether an input may be null where it is looked at from the action.</summary>
    public bool IsNullable(FieldType field) => !field.Required || IsOptional(FieldType.LevelOf(field.Name));

    /// <summary>Whether a level may be null, or one above it.</summary>
    public bool IsOptional(string level) =>
        level.Length > 0 && (action.Groups.First(g => g.Name == level) is { Required: false, List: false } || IsOptional(FieldType.LevelOf(level)));
}
