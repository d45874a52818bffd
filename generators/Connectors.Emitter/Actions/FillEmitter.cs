using Connectors.Emitter.Connectors;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes how a step's values are put into their places.</summary>
internal sealed class FillEmitter(SourceWriter writer, NarrowAction action, WrittenValue written)
{
    private readonly InputAccess _access = new(action.Type, action.Unified);

    /// <summary>Writes the method that fills a step.</summary>
    public void Step(StepSpec step, string method)
    {
        using (Method(method))
        {
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
                foreach (var place in list.Places.Where(p => p.Step == step.Name))
                {
                    List(list, place);
                }
            }
        }
    }

    /// <summary>Writes the method that fills what a step looks for.</summary>
    public void Find(FindSpec find, string method)
    {
        using (Method(method))
        {
            Templates(find.Request);
        }
    }

    /// <summary>C# for what a found record must have.</summary>
    public string Where(FindSpec find) =>
        $"static (given, scope) => [{string.Join(", ", find.Where.Select(w => $"({Literals.String(BodyPath.Of(w.Path))}, {Text(w.Value, $"(({action.Unified.Name})given).")})"))}]";

    /// <summary>Whether a template is worked out for every call, of its input or of what earlier steps took.</summary>
    public static bool IsFilled(Template template) => template.Parts.Any(p => p is TemplatePart.Step or TemplatePart.Input or TemplatePart.Environment);

    private SourceWriter.Block Method(string name)
    {
        var block = writer.Open($"private static void {name}(ActionInput given, ActionScope scope, StepValues values)");
        writer.Line($"var input = ({action.Unified.Name})given;");
        return block;
    }

    private void Templates(RequestSpec request)
    {
        foreach (var part in request.Path.Parts.Where(p => p is TemplatePart.Step or TemplatePart.Input or TemplatePart.Environment))
        {
            writer.Line($"values.Add(new PlaceName(Place.Path, {Literals.String(RequestText.Placeholder(part))}), {Part(part, "input.")});");
        }

        foreach (var sent in request.Send.Where(s => s.Values.Any(IsFilled)))
        {
            var kind = sent.Json == JsonKind.String ? "" : ", BodyKind.Literal";
            writer.Line(sent.Values.Count == 1
                ? $"values.Add({RequestText.Of(sent.At)}, {Text(sent.Values[0], "input.")}{kind});"
                : $"values.AddAll({RequestText.Of(sent.At)}, [{string.Join(", ", sent.Values.Select(v => Text(v, "input.") + " ?? \"\""))}]{kind});");
        }
    }

    private void Input(InputSpec input, InputPlace place)
    {
        var field = action.Type.Input(input.Row)!;
        var value = written.Of(input.Write, field, _access.Of(input.Row, "input."), _access.IsNullable(field));
        if (input.Default is { } standard)
        {
            var given = Given(field.Group);
            value = given is null ? $"{value} ?? {Text(standard, "input.")}" : $"{given} ? {value} : {Text(standard, "input.")}";
        }

        Add("values", place, value, IsLiteral(place, field.Type));
    }

    // A default stands for the whole group: where anything of it is given, nothing is made up.
    private string? Given(string group)
    {
        if (group.Length == 0)
        {
            return null;
        }

        var type = _access.Class(group);
        var nothing = string.Join(", ", type.Members.Select(m => $"{InputProperties.Of(type, m)}: {(m.List ? "[]" : "null")}"));
        return $"{_access.Of(group, "input.")} is not (null or {{ {nothing} }})";
    }

    private void List(InputListSpec list, InputPlace place)
    {
        var type = _access.Class(list.Group);
        var formats = list.Items.Select(i => i.Write).OfType<WriteSpec.ByFormat>().FirstOrDefault();
        writer.Line();
        using (writer.Open($"foreach (var item in {_access.Of(list.Group, "input.")}{(_access.IsOptional(FieldType.LevelOf(list.Group)) ? " ?? []" : "")})"))
        {
            if (formats is not null)
            {
                var answer = "item." + Property(type, list.Items.First(i => i.Write is WriteSpec.ByFormat).Row);
                using (writer.Open($"if ({answer}.Format is not ({string.Join(" or ", formats.Cases.Select(c => Literals.String(c.Format)))}))"))
                {
                    writer.Line("continue;");
                }

                writer.Line();
            }

            writer.Line($"var place = values.AddItem({Literals.String(place.At.Name)});");
            var files = new HashSet<string>(StringComparer.Ordinal);
            foreach (var input in list.Items)
            {
                Item(list, type, input, files);
            }
        }
    }

    private void Item(InputListSpec list, InputClass type, InputSpec input, HashSet<string> files)
    {
        var field = action.Type.Input(list.Group + "." + input.Row)!;
        var value = "item." + Property(type, input.Row);
        if (input.Write is WriteSpec.ByFormat answers)
        {
            Answer(answers, value);
            return;
        }

        foreach (var place in input.Places)
        {
            if (input.Write is WriteSpec.File)
            {
                // Its bytes and its address are two ways to give one file.
                if (files.Add(place.At.Name))
                {
                    writer.Line($"place.AddFile({Literals.String(place.At.Name)}, item.{InputProperties.Content});");
                }
            }
            else if (type.IsFile && field.Type is TypeRef.Scalar { Kind: ScalarKind.MediaType })
            {
                Add("place", place, $"item.{InputProperties.Content}?.ContentType ?? {value}", false);
            }
            else
            {
                Add("place", place, written.Of(input.Write, field, value, !field.Required), IsLiteral(place, field.Type));
            }
        }
    }

    private void Answer(WriteSpec.ByFormat answers, string answer)
    {
        using (writer.Open($"switch ({answer}.Format)"))
        {
            foreach (var format in answers.Cases)
            {
                writer.Line($"case {Literals.String(format.Format)}:");
                using (writer.Indent())
                {
                    foreach (var place in format.Places)
                    {
                        if (format.Format == "MULTI_SELECT")
                        {
                            writer.Line($"place.AddAll({RequestText.Of(place.At)}, {answer}.Options{Kind(IsNumber(place.Kind))});");
                        }
                        else
                        {
                            var typed = place.Kind == JsonKind.Any && format is { Write: WriteSpec.Plain, Format: "NUMBER" or "BOOLEAN" };
                            Add("place", place, written.Of(format.Format, format.Write, answer), typed || IsNumber(place.Kind));
                        }
                    }

                    foreach (var member in format.Members)
                    {
                        File(member, answer);
                    }

                    writer.Line("break;");
                }
            }
        }
    }

    private void File(InputSpec member, string answer)
    {
        foreach (var place in member.Places)
        {
            if (member.Write is WriteSpec.File)
            {
                writer.Line($"place.AddFile({Literals.String(place.At.Name)}, {answer}.File?.Content);");
            }
            else
            {
                var content = member.Row == "name" ? "Name" : "ContentType";
                Add("place", place, $"{answer}.File?.Content?.{content}", false);
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
        TemplatePart.Step step => $"scope.Taken({Literals.String(step.Name)}, {Literals.String(step.Value)})",
        TemplatePart.Environment { Name: "source_name" } => "scope.SourceName",
        TemplatePart.Input { Row: var row } => written.Of(new WriteSpec.Plain(), action.Type.Input(row)!, _access.Of(row, root), _access.IsNullable(action.Type.Input(row)!)),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "not a part of what a step sends"),
    };

    private static bool IsLiteral(InputPlace place, TypeRef type) =>
        IsNumber(place.Kind) || (place.Kind == JsonKind.Any && type is TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number or ScalarKind.Boolean or ScalarKind.Any });

    private static bool IsNumber(JsonKind kind) => kind is JsonKind.Integer or JsonKind.Number or JsonKind.Boolean;

    private static string Kind(bool literal) => literal ? ", BodyKind.Literal" : "";

    private static string Property(InputClass type, string row) => InputProperties.Of(type, type.Members.First(m => m.Name == row));
}
