using Connectors.Emitter.Connectors;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes how a step's values are put into their places.</summary>
internal sealed partial class FillEmitter(SourceWriter writer, NarrowAction action, WrittenValue written, string slug)
{
    private const string RemoteFields = "remote_fields";

    private readonly InputAccess _access = new(action.Type, action.Unified);

    private readonly HashSet<(string Step, string Place)> _files = [];

    // The list that an item is of where one is at hand, and C# for its index.
    private (string List, string Index)? _item;

    /// <summary>Writes the method that fills a step.</summary>
    public void Step(StepSpec step, string method)
    {
        _item = step.ForEach is { } each ? (each, "scope.Item") : null;
        using (Method(method))
        {
            if (step.ForEach is { } of && action.Spec.Lists.Any(l => l.Group == of && l.Items.Any(i => IsIn(i, step))))
            {
                writer.Line($"var item = {Item(of, "input.")};");
            }

            Templates(step.Request);
            foreach (var input in action.Spec.Inputs)
            {
                foreach (var place in input.Places.Where(p => p.Step == step.Name))
                {
                    Input(input, place);
                }
            }

            foreach (var list in action.Spec.Lists)
            {
                if (list.Group == step.ForEach)
                {
                    Items(list, "values", p => p.Step == step.Name);
                }

                foreach (var place in list.Places.Where(p => p.Step == step.Name))
                {
                    List(list, place);
                }
            }

            foreach (var part in action.Spec.Inputs.Select(i => i.Write).OfType<WriteSpec.Merge>().SelectMany(m => m.Parts).Where(p => p.Step == step.Name))
            {
                writer.Line($"values.Merge(VendorFields.Of({_access.Of(RemoteFields, "input.")}, {Literals.String(slug)}, {Literals.String(part.Name)}));");
            }
        }

        _item = null;
    }

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

    /// <summary>Writes the method that fills a request that a step makes besides its own: for the record it looks for, for a file.</summary>
    public void Find(RequestSpec request, string method)
    {
        using (Method(method))
        {
            Templates(request);
        }
    }

    /// <summary>C# for what a found record must have.</summary>
    public string Where(FindSpec find) =>
        $"static (given, scope) => [{string.Join(", ", find.Where.Select(w => $"({Literals.String(BodyPath.Of(w.Path))}, {Text(w.Value, GivenInput)})"))}]";

    private string GivenInput => $"(({action.Unified.Name})given).";

    /// <summary>Whether a template is worked out for every call, of its input or of what earlier steps took.</summary>
    public static bool IsFilled(Template template) => template.Parts.Any(IsFilled);

    private static bool IsFilled(TemplatePart part) => part is TemplatePart.Step or TemplatePart.Input or TemplatePart.Item or TemplatePart.Environment;

    private SourceWriter.Block Method(string name)
    {
        var block = writer.Open($"private static void {name}(ActionInput given, ActionScope scope, StepValues values)");
        writer.Line($"var input = ({action.Unified.Name})given;");
        return block;
    }

    private void Templates(RequestSpec request)
    {
        foreach (var part in request.Path.Parts.Where(IsFilled))
        {
            // Without it, the address would be another's.
            var value = part is TemplatePart.Step step ? $"{Part(part, "input.")} ?? throw new MissingValueException({Literals.String(step.Name)}, {Literals.String(step.Value)})" : Part(part, "input.");
            writer.Line($"values.Add(new PlaceName(Place.Path, {Literals.String(RequestText.Placeholder(part))}), {value});");
        }

        foreach (var sent in request.Send.Where(s => s.Values.Any(IsFilled)))
        {
            Sent("values", sent);
        }
    }

    private void Sent(string target, SentValue sent)
    {
        var kind = sent.Json == JsonKind.String ? "" : ", BodyKind.Literal";
        writer.Line(sent.Values.Count == 1 && All(sent.Values[0]) is { } all ? $"{target}.AddAll({RequestText.Of(sent.At)}, {all}{kind});"
            : sent.Values.Count > 1 ? $"{target}.AddAll({RequestText.Of(sent.At)}, [{string.Join(", ", sent.Values.Select(v => Text(v, "input.") + (v.Parts.All(p => p is TemplatePart.Literal) ? "" : " ?? \"\"")))}]{kind});"
            : sent.IsList ? $"{target}.AddAll({RequestText.Of(sent.At)}, WrittenText.Only({Text(sent.Values[0], "input.")}){kind});"
            : $"{target}.Add({RequestText.Of(sent.At)}, {Text(sent.Values[0], "input.")}{kind});");
    }

    // What a step took for every item, where it is asked for outside of them.
    private string? All(Template template) =>
        template.Parts.Count == 1 && template.Parts[0] is TemplatePart.Step step && ListOf(step.Name) is { } list && list != _item?.List
            ? $"scope.TakenAll({Literals.String(step.Name)}, {Literals.String(step.Value)}, {Count(list)})"
            : null;

    private string? ListOf(string step) => action.Spec.Steps.FirstOrDefault(s => s.Name == step)?.ForEach;

    private string Item(string list, string root) =>
        _access.IsOptional(FieldType.LevelOf(list)) ? $"({_access.Of(list, root)} ?? [])[{_item!.Value.Index}]" : $"{_access.Of(list, root)}[{_item!.Value.Index}]";

    private static bool IsIn(InputSpec input, StepSpec step) => input.Places.Any(p => p.Step == step.Name)
        || (input.Write is WriteSpec.ByFormat answers && answers.Cases.Any(c => c.Places.Concat(c.Members.SelectMany(m => m.Places)).Any(p => p.Step == step.Name)));

    private void Input(InputSpec input, InputPlace place)
    {
        var field = action.Type.Input(input.Row)!;
        if (input.Write is WriteSpec.Row row)
        {
            Add("values", place, $"scope.Row({Literals.String(input.Row)})", IsNumber(place.Kind) || (place.Kind == JsonKind.Any && IsNumber(row.Take.Type)));
            return;
        }

        var value = Value(input, field);
        if (input.Write is WriteSpec.File { Form: not FileForm.Url } file)
        {
            // Its bytes and its address are two ways to give one file.
            if (_files.Add((place.Step, place.At.Name)))
            {
                File("values", place, file.Form, Content(field));
            }

            return;
        }

        Add("values", place, OrDefault(input, field, value, "input."), IsLiteral(place, field.Type));
    }

    private string OrDefault(InputSpec input, FieldType field, string value, string root) =>
        input.Default is not { } standard ? value
        : Given(field.Group, root) is { } given ? $"{given} ? {value} : {Text(standard, root)}"
        : $"{value} ?? {Text(standard, root)}";

    private string Value(InputSpec input, FieldType field)
    {
        var value = written.Of(input.Write, field, _access.Of(input.Row, "input."), _access.IsNullable(field));
        return field.Type is TypeRef.Scalar { Kind: ScalarKind.MediaType } && _access.Class(field.Group).IsFile ? $"{Content(field)}?.ContentType ?? {value}" : value;
    }

    private string Content(FieldType field) =>
        $"{_access.Of(field.Group, "input.")}{(_access.IsOptional(field.Group) ? "?" : "")}.{InputProperties.Content}";

    private void File(string target, InputPlace place, FileForm form, string content) =>
        writer.Line($"{target}.AddFile({Literals.String(place.At.Name)}, {content}{(form == FileForm.Part ? ", part: true" : "")});");

    // A default stands for the whole group: where anything of it is given, nothing is made up.
    private string? Given(string group, string root)
    {
        if (group.Length == 0)
        {
            return null;
        }

        var type = _access.Class(group);
        var nothing = string.Join(", ", type.Members.Select(m => $"{InputProperties.Of(type, m)}: {(m.List ? "[]" : "null")}"));
        return $"{_access.Of(group, root)} is not (null or {{ {nothing} }})";
    }

    private void List(InputListSpec list, InputPlace place)
    {
        var type = _access.Class(list.Group);
        var formats = list.Items.Select(i => i.Write).OfType<WriteSpec.ByFormat>().FirstOrDefault();
        var indexed = list.With.SelectMany(s => s.Values).SelectMany(v => v.Parts).Any(p => p is TemplatePart.Item || (p is TemplatePart.Step step && ListOf(step.Name) == list.Group));
        writer.Line();
        if (indexed)
        {
            writer.Line($"var {IndexOf(list)} = -1;");
        }

        using (writer.Open($"foreach (var item in {_access.Of(list.Group, "input.")}{(_access.IsOptional(FieldType.LevelOf(list.Group)) ? " ?? []" : "")})"))
        {
            if (indexed)
            {
                writer.Line($"{IndexOf(list)}++;");
            }

            if (formats is not null)
            {
                var answer = "item." + Property(type, list.Items.First(i => i.Write is WriteSpec.ByFormat).Row);
                using (writer.Open($"if ({answer}.Format is not ({string.Join(" or ", formats.Cases.Select(c => Literals.String(c.Format)))}))"))
                {
                    writer.Line("continue;");
                }

                writer.Line();
            }

            writer.Line(list.Key is { } key
                ? $"var place = values.AddMember({Literals.String(place.At.Name)}, {MemberName(list, type, key, formats)});"
                : $"var place = values.AddItem({Literals.String(place.At.Name)});");
            Items(list, "place", static p => p.Step.Length == 0);
            var around = _item;
            _item = (list.Group, IndexOf(list));
            foreach (var sent in list.With)
            {
                Sent("place", sent);
            }

            _item = around;
        }
    }

    private static string IndexOf(InputListSpec list) => Naming.Camel(list.Group.Replace('.', '_')) + "Index";

    // The values of an item: in a list's item, or in a request that is sent for it.
    private void Items(InputListSpec list, string target, Func<InputPlace, bool> isHere)
    {
        var type = _access.Class(list.Group);
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in list.Items)
        {
            Item(list, type, input, files, target, isHere);
        }
    }

    private void Item(InputListSpec list, InputClass type, InputSpec input, HashSet<string> files, string target, Func<InputPlace, bool> isHere)
    {
        var field = action.Type.Input(list.Group + "." + input.Row)!;
        var value = "item." + Property(type, input.Row);
        if (input.Write is WriteSpec.ByFormat answers)
        {
            Answer(answers, value, target, isHere);
            return;
        }

        foreach (var place in input.Places.Where(isHere))
        {
            if (input.Write is WriteSpec.File { Form: not FileForm.Url } file)
            {
                // Its bytes and its address are two ways to give one file.
                if (files.Add(place.At.Name))
                {
                    File(target, place, file.Form, $"item.{InputProperties.Content}");
                }
            }
            else if (type.IsFile && field.Type is TypeRef.Scalar { Kind: ScalarKind.MediaType })
            {
                Add(target, place, $"item.{InputProperties.Content}?.ContentType ?? {value}", false);
            }
            else
            {
                Add(target, place, written.Of(input.Write, field, value, !field.Required), IsLiteral(place, field.Type));
            }
        }
    }

    private void Answer(WriteSpec.ByFormat answers, string answer, string target, Func<InputPlace, bool> isHere)
    {
        using (writer.Open($"switch ({answer}.Format)"))
        {
            foreach (var format in answers.Cases)
            {
                writer.Line($"case {Literals.String(format.Format)}:");
                using (writer.Indent())
                {
                    foreach (var place in format.Places.Where(isHere))
                    {
                        if (place.At.Name.IndexOf("[]", StringComparison.Ordinal) is >= 0 and var each)
                        {
                            OptionObjects(place, each, answer, target);
                        }
                        else if (format.Format == "MULTI_SELECT")
                        {
                            writer.Line($"{target}.AddAll({RequestText.Of(place.At)}, {answer}.Options{Kind(IsNumber(place.Kind))});");
                        }
                        else
                        {
                            var typed = place.Kind == JsonKind.Any && format is { Write: WriteSpec.Plain, Format: "NUMBER" or "BOOLEAN" };
                            Add(target, place, written.Of(format.Format, format.Write, answer), typed || IsNumber(place.Kind));
                        }
                    }

                    foreach (var member in format.Members)
                    {
                        File(member, answer, target, isHere);
                    }

                    writer.Line("break;");
                }
            }
        }
    }

    private void File(InputSpec member, string answer, string target, Func<InputPlace, bool> isHere)
    {
        foreach (var place in member.Places.Where(isHere))
        {
            if (member.Write is WriteSpec.File file)
            {
                File(target, place, file.Form, $"{answer}.File?.Content");
            }
            else
            {
                var content = member.Row == "name" ? "Name" : "ContentType";
                Add(target, place, $"{answer}.File?.Content?.{content}", false);
            }
        }
    }

    private void Add(string target, InputPlace place, string value, bool literal) =>
        writer.Line(place.Many
            ? $"{target}.AddAll({RequestText.Of(place.At)}, WrittenText.Only({value}){Kind(literal)});"
            : $"{target}.Add({RequestText.Of(place.At)}, {value}{Kind(literal)});");

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

    private static bool IsLiteral(InputPlace place, TypeRef type) =>
        IsNumber(place.Kind) || (place.Kind == JsonKind.Any && type is TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number or ScalarKind.Boolean or ScalarKind.Any });

    private static bool IsNumber(JsonKind kind) => kind is JsonKind.Integer or JsonKind.Number or JsonKind.Boolean;

    private static string Kind(bool literal) => literal ? ", BodyKind.Literal" : "";

    private static string Property(InputClass type, string row) => InputProperties.Of(type, type.Members.First(m => m.Name == row));
}
