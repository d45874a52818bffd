using Connectors.Emitter.Connectors;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Actions;

/// <summary>Values that do not stand where their rows do: texts that are looked up in tables, items that are members of an object, options that are objects.</summary>
internal sealed partial class FillEmitter
{
    /// <summary>C# for the text of an input that stands for a row of a table, where <c>given</c> is the input and <c>scope</c> what is known besides.</summary>
    public string RowText(InputSpec input)
    {
        var field = action.Type.Input(input.Row)!;
        return OrDefault(input, field, written.Of(new WriteSpec.Plain(), field, _access.Of(input.Row, GivenInput), _access.IsNullable(field)), GivenInput);
    }

    // C# for the name of the member that an item is; null where a row in it is not given.
    private string MemberName(InputListSpec list, InputClass type, Template key, WriteSpec.ByFormat? formats)
    {
        var own = formats?.Cases.Where(c => c.Key is not null).ToList() ?? [];
        if (own.Count == 0)
        {
            return Name(key);
        }

        var answer = "item." + Property(type, list.Items.First(i => i.Write is WriteSpec.ByFormat).Row);
        return $"{answer}.Format switch {{ {string.Concat(own.Select(c => $"{Literals.String(c.Format)} => {Name(c.Key!)}, "))}_ => {Name(key)} }}";

        string Name(Template template) => $"WrittenText.Joined({string.Join(", ", template.Parts.Select(Part))})";

        string Part(TemplatePart part)
        {
            if (part is not TemplatePart.Placed { Name: var row })
            {
                return Literals.String(((TemplatePart.Literal)part).Text);
            }

            var field = action.Type.Input(list.Group + "." + row)!;
            return written.Of(new WriteSpec.Plain(), field, "item." + Property(type, row), !field.Required);
        }
    }

    // records[].option: an object for every option that is chosen.
    private void OptionObjects(InputPlace place, int each, string answer, string target)
    {
        var option = place.At with { Name = place.At.Name.Substring(each + 2).TrimStart('.') };
        using (writer.Open($"foreach (var option in {answer}.Options)"))
        {
            writer.Line($"{target}.AddItem({Literals.String(place.At.Name.Substring(0, each))}).Add({RequestText.Of(option)}, option{Kind(IsNumber(place.Kind))});");
        }
    }
}
