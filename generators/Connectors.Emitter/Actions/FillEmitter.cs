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

        var value = place.Part == 0 ? Value(input, field) : $"TwoPartId.Part({Value(input, field)}, {Literals.Integer(place.Part)})";
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

    private static bool IsLiteral(InputPlace place, TypeRef type) =>
        IsNumber(place.Kind) || (place.Kind == JsonKind.Any && type is TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number or ScalarKind.Boolean or ScalarKind.Any });

    private static bool IsNumber(JsonKind kind) => kind is JsonKind.Integer or JsonKind.Number or JsonKind.Boolean;

    private static string Kind(bool literal) => literal ? ", BodyKind.Literal" : "";

    private static string Property(InputClass type, string row) => InputProperties.Of(type, type.Members.First(m => m.Name == row));
}
