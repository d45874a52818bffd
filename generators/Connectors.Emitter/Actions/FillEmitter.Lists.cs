using Connectors.Emitter.Connectors;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

internal sealed partial class FillEmitter
{
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
}
