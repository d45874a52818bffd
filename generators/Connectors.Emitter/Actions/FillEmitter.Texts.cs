using Connectors.Emitter.Connectors;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

internal sealed partial class FillEmitter
{
    /// <summary>C# for how many items a list has, where <c>given</c> is the input.</summary>
    public string Count(string list) => $"{_access.Of(list, GivenInput)}{(_access.IsOptional(FieldType.LevelOf(list)) ? "?.Count ?? 0" : ".Count")}";

    /// <summary>C# for whether a step is sent, where <c>given</c> is the input; null where it always is.</summary>
    public string? When(StepSpec step)
    {
        _item = step.ForEach is { } each ? (each, "scope.Item") : null;
        var tests = step.When.Select(Holds).ToList();
        // An answer that the connector has no way to write has no request either.
        if (step.ForEach is { } of && action.Spec.Lists.FirstOrDefault(l => l.Group == of && l.Items.Any(i => i.Write is WriteSpec.ByFormat)) is { } answers)
        {
            var input = answers.Items.First(i => i.Write is WriteSpec.ByFormat);
            var formats = ((WriteSpec.ByFormat)input.Write).Cases.Select(c => Literals.String(c.Format));
            tests.Add($"{Item(of, GivenInput)}.{Property(_access.Class(of), input.Row)}.Format is {string.Join(" or ", formats)}");
        }

        _item = null;
        return tests.Count == 0 ? null : string.Join(" && ", tests);
    }


    // C# for a text; null where an input in it is not given.
    private string Text(Template template, string root) =>
        template.Parts.OfType<TemplatePart.Input>().Any(p => action.Spec.Input(p.Row) is { Places.Count: 0, Write: WriteSpec.Plain }) ? Gathered(template, root)
        : template.Parts.Count == 1 ? Part(template.Parts[0], root) : $"WrittenText.Joined({string.Join(", ", template.Parts.Select(p => Part(p, root)))})";

    // Rows that have no place but this text leave no gap where they are not given.
    private string Gathered(Template template, string root)
    {
        var before = "";
        var parts = new List<(string Value, string After)>();
        foreach (var part in template.Parts)
        {
            if (part is not TemplatePart.Literal { Text: var text })
            {
                parts.Add((Part(part, root), ""));
            }
            else if (parts.Count == 0)
            {
                before = text;
            }
            else
            {
                parts[parts.Count - 1] = (parts[parts.Count - 1].Value, text);
            }
        }

        return $"WrittenText.Gathered({Literals.String(before)}, {string.Join(", ", parts.Select(p => $"({p.Value}, {Literals.String(p.After)})"))})";
    }

    private string Part(TemplatePart part, string root) => part switch
    {
        TemplatePart.Literal literal => Literals.String(literal.Text),
        TemplatePart.Connection { Optional: true } connection => $"scope.Connection.Optional({Literals.String(connection.Field)})",
        TemplatePart.Connection connection => $"scope.Connection[{Literals.String(connection.Field)}]",
        TemplatePart.Now now => RequestText.Now(now),
        TemplatePart.Item { Row: var row } => OfItem(row, root),
        TemplatePart.Step step when ListOf(step.Name) is { } list && list == _item?.List => $"scope.Taken({Literals.String(step.Name)}, {_item!.Value.Index}, {Literals.String(step.Value)})",
        TemplatePart.Step step => $"scope.Taken({Literals.String(step.Name)}, {Literals.String(step.Value)})",
        TemplatePart.Environment { Name: "source_name" } => "scope.SourceName",
        TemplatePart.Input { Part: > 0 and var half } input => $"TwoPartId.Part({Part(input with { Part = 0 }, root)}, {Literals.Integer(half)})",
        TemplatePart.Input { Row: var row } => written.Of(new WriteSpec.Plain(), action.Type.Input(row)!, _access.Of(row, root), _access.IsNullable(action.Type.Input(row)!)),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "not a part of what a step sends"),
    };

    private string OfItem(string row, string root)
    {
        var list = _item!.Value.List;
        var field = action.Type.Input($"{list}.{row}")!;
        return written.Of(new WriteSpec.Plain(), field, $"{Item(list, root)}.{Property(_access.Class(list), row)}", !field.Required);
    }

    // C# for a condition.
    private string Holds(GivenTest test)
    {
        var text = test.Of switch
        {
            TemplatePart.Input { Row: var row } when action.Type.Input(row) is null => null,
            TemplatePart.Step step when ListOf(step.Name) is { } list && list == _item?.List => $"scope.Told({Literals.String(step.Name)}, {_item!.Value.Index}, {Literals.String(step.Value)})",
            TemplatePart.Step step => $"scope.Told({Literals.String(step.Name)}, {Literals.String(step.Value)})",
            TemplatePart.Connection { Field: var name } => $"scope.Connection.Optional({Literals.String(name)})",
            var part => Part(part, GivenInput),
        };
        return (test.Kind, text) switch
        {
            (GivenTestKind.Set, null) => Group(((TemplatePart.Input)test.Of).Row, test.Negate),
            (GivenTestKind.Set, _) => $"{text} is {(test.Negate ? "not " : "")}{{ Length: > 0 }}",
            (GivenTestKind.Starts, _) => $"{text}?.StartsWith({Literals.String(test.Value!)}, StringComparison.Ordinal) {(test.Negate ? "!=" : "==")} true",
            _ => $"{text} {(test.Negate ? "!=" : "==")} {Literals.String(test.Value!)}",
        };
    }

    private string Group(string group, bool negate) => (action.Type.Group(group)!.List, negate) switch
    {
        (true, false) => $"{_access.Of(group, GivenInput)} is {{ Count: > 0 }}",
        (true, true) => $"{_access.Of(group, GivenInput)} is not {{ Count: > 0 }}",
        (_, false) => $"{_access.Of(group, GivenInput)} is not null",
        _ => $"{_access.Of(group, GivenInput)} is null",
    };
}
