using System.Globalization;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds places and what is sent in them against the parameters and the body of an operation.</summary>
internal sealed class ParameterBinder(BindContext context, TemplateBinder templates)
{
    private static readonly string[] UsualHeaders = ["Accept", "Accept-Language", "Content-Type", "User-Agent", "Prefer"];

    /// <summary>The place a mapping names (<c>query: page</c>) with its node; null when it names none.</summary>
    public static (Place Place, YamlScalar Node)? PlaceOf(YamlMapping mapping)
    {
        foreach (var entry in mapping.Entries)
        {
            if (KindOf(entry.Key.Text) is { } kind && entry.Value is YamlScalar { IsEmpty: false } name)
            {
                return (new Place(kind, name.Text), name);
            }
        }

        return null;
    }

    /// <summary>What the contract says of a place of an operation; reports when it has no such parameter.</summary>
    public (SchemaView View, ListStyle Style)? Check(YamlNode node, Place place, ContractOperation operation)
    {
        if (place.Kind == PlaceKind.Body)
        {
            return BodyMember(node, place.Name, operation) is { } member ? (member, ListStyle.Repeat) : null;
        }

        var parameters = operation.Parameters.Where(p => p.In == place.Kind).ToList();
        if (parameters.FirstOrDefault(p => SameName(p, place)) is { } parameter)
        {
            return (SchemaView.Of(context.Contract, parameter.Schema), parameter.Style);
        }

        if (parameters.FirstOrDefault(p => p.Has(place.Name)) is { } deep)
        {
            return DeepMember(node, place.Name, deep) is { } inner ? (inner, ListStyle.Repeat) : null;
        }

        if (place.Kind == PlaceKind.Header && UsualHeaders.Contains(place.Name, StringComparer.OrdinalIgnoreCase))
        {
            return (SchemaView.Unknown, ListStyle.Csv);
        }

        // A placeholder of the path may have another name than in the contract; the path has been compared as a whole.
        if (place.Kind == PlaceKind.Path)
        {
            return (SchemaView.Unknown, ListStyle.Csv);
        }

        context.Report(DiagnosticRules.UnknownParameter, node,
            $"{operation.Says} has no {Says(place.Kind)} '{place.Name}' in the contract{Suggest.Hint(place.Name, parameters.Select(static p => p.Name))}");
        return null;
    }

    /// <summary>The values of <c>query</c>, <c>headers</c> and <c>body</c> of a request.</summary>
    public List<SentValue> Sent(YamlMapping request, ContractOperation? operation, TemplateScope scope)
    {
        var sent = new List<SentValue>();
        foreach (var (key, kind) in new[] { ("query", PlaceKind.Query), ("headers", PlaceKind.Header) })
        {
            sent.AddRange(request.Entries(key).Select(entry => Styled(entry, new Place(kind, entry.Key.Text), operation, scope)));
        }

        if (request.Map("body") is { } body)
        {
            Members(body, "", operation, scope, sent);
        }

        return sent;
    }

    /// <summary>The way of writing lists that a mapping names; null when it names none.</summary>
    public static ListStyle? StyleOf(YamlMapping mapping) => mapping.Text("style") switch
    {
        "repeat" => ListStyle.Repeat,
        "csv" => ListStyle.Csv,
        "space" => ListStyle.Space,
        "pipe" => ListStyle.Pipe,
        _ => null,
    };

    // A list whose way of writing the spec says is one value to a contract that knows no list there.
    private SentValue Styled(YamlEntry entry, Place place, ContractOperation? operation, TemplateScope scope) =>
        entry.Value is YamlMapping styled && styled["value"] is { } value && StyleOf(styled) is { } style
            ? Value(entry.Key, value, place, operation, scope, style)
            : Value(entry.Key, entry.Value, place, operation, scope);

    /// <summary>One value; without an operation it is not checked.</summary>
    public SentValue Value(YamlNode at, YamlNode node, Place place, ContractOperation? operation, TemplateScope scope, ListStyle? style = null)
    {
        var known = operation is null ? null : Check(at, place, operation);
        return Value(node, place, known?.View ?? SchemaView.Unknown, scope, style, known?.Style ?? ListStyle.Repeat, operation?.Input is not null);
    }

    /// <summary>One value of which is known what the contract says of its place.</summary>
    /// <param name="node">The value.</param>
    /// <param name="place">The place.</param>
    /// <param name="view">What the contract says of it.</param>
    /// <param name="scope">What placeholders can name.</param>
    /// <param name="style">How the spec says that a list is written; null where it does not.</param>
    /// <param name="otherwise">How a list is written then.</param>
    /// <param name="xml">Whether it is in XML.</param>
    public SentValue Value(YamlNode node, Place place, SchemaView view, TemplateScope scope, ListStyle? style = null, ListStyle otherwise = ListStyle.Repeat, bool xml = false)
    {
        var texts = (node is YamlSequence list ? list.Items : [node]).OfType<YamlScalar>().Where(static t => !t.IsEmpty).ToList();
        scope = scope with { Several = view.CanBeList };
        var values = texts.Select(t => templates.Bind(t, scope)).ToEquatable();
        var one = view.Kind == JsonKind.Array ? view.Items() ?? SchemaView.Unknown : view;
        if (node is YamlSequence && !view.CanBeList && style is null)
        {
            context.Report(DiagnosticRules.ParameterValue, node, $"'{place.Name}' takes one value in the contract, not a list.");
        }

        if (values.Any(static v => v.Parts.Any(static p => p is TemplatePart.Taken) && v.Parts.Any(static p => p is TemplatePart.Input or TemplatePart.Step or TemplatePart.Environment)))
        {
            context.Report(DiagnosticRules.UnknownPlaceholder, node, "What 'auth' took stands in a value of its own, not beside what the input or another step gives.");
        }

        for (var i = 0; i < texts.Count; i++)
        {
            // A placeholder that names nothing is kept as text, and has been reported.
            if (values[i].Parts.All(static p => p is TemplatePart.Literal) && texts[i].Text.IndexOf('{') < 0)
            {
                CheckText(texts[i], texts[i].Text, one, place.Name);
            }
            else if (values[i].Parts is [TemplatePart.Now now] && one.Kind != JsonKind.Any && (one.Kind is JsonKind.Integer or JsonKind.Number) != now.Form.StartsWith("unix", StringComparison.Ordinal) && place.Kind == PlaceKind.Body)
            {
                context.Report(DiagnosticRules.TypeMismatch, texts[i], $"The contract has {JsonKindWords.Of(one.Kind)} at '{place.Name}', which '{texts[i].Text}' is not; there are {string.Join(", ", Grammar.NowForms.Select(static f => $"'now.{f}'"))}.");
            }
        }

        return new SentValue(place, values, style ?? otherwise, JsonOf(place, one))
        {
            IsList = place.Kind == PlaceKind.Body && !xml && (node is YamlSequence || view.Kind == JsonKind.Array),
        };
    }

    /// <summary>How a text is written in a JSON body, by what the contract says of it there.</summary>
    public static JsonKind JsonOf(Place place, SchemaView view) =>
        place.Kind == PlaceKind.Body && view.Kind is JsonKind.Integer or JsonKind.Number or JsonKind.Boolean ? view.Kind : JsonKind.String;

    /// <summary>Reports a text that the contract does not allow for a parameter.</summary>
    public void CheckText(YamlNode node, string text, SchemaView view, string name)
    {
        if (view.Values is { Count: > 0 } values)
        {
            if (!values.Contains(text))
            {
                context.Report(DiagnosticRules.ParameterValue, node, $"'{name}' does not take '{text}' in the contract{Suggest.Hint(text, values)}");
            }

            return;
        }

        if (view.Kind is not (JsonKind.Integer or JsonKind.Number))
        {
            return;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | (view.Kind == JsonKind.Integer ? NumberStyles.None : NumberStyles.AllowDecimalPoint), CultureInfo.InvariantCulture, out var number))
        {
            context.Report(DiagnosticRules.ParameterValue, node, $"'{name}' takes {JsonKindWords.Of(view.Kind)} in the contract, not '{text}'.");
        }
        else if (view.Shapes.Select(static s => s.Maximum).Max() is { } most && number > most)
        {
            context.Report(DiagnosticRules.ParameterValue, node, $"'{name}' takes at most {most.ToString(CultureInfo.InvariantCulture)} in the contract, not {text}.");
        }
        else if (view.Shapes.Select(static s => s.Minimum).Min() is { } least && number < least)
        {
            context.Report(DiagnosticRules.ParameterValue, node, $"'{name}' takes at least {least.ToString(CultureInfo.InvariantCulture)} in the contract, not {text}.");
        }
    }

    /// <summary>Reports parameters that an operation demands and nobody fills.</summary>
    /// <param name="node">The place of mistakes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="filled">All places that are filled, what every request carries among them.</param>
    public void CheckRequired(YamlNode node, ContractOperation operation, IEnumerable<Place> filled)
    {
        var places = filled.ToList();
        foreach (var missing in operation.Parameters.Where(p => p.Required && p.In != PlaceKind.Path && !places.Any(place => place.Kind == p.In && (SameName(p, place) || p.Has(place.Name)))))
        {
            context.Report(DiagnosticRules.MissingParameter, node, $"{operation.Says} demands the {Says(missing.In)} '{missing.Name}' in the contract, and nothing fills it.");
        }

        if (operation.Body is null || operation.Input is not null)
        {
            // What XML demands is checked where it is laid out.
            return;
        }

        var body = places.Where(static p => p.Kind == PlaceKind.Body).Select(static p => BodyNeeds.WithoutPositions(p.Name)).ToList();
        if (!operation.BodyRequired && body.Count == 0)
        {
            return;
        }

        foreach (var missing in BodyNeeds.Of(SchemaView.Of(context.Contract, operation.Body), body).Where(static n => !n.Filled))
        {
            context.Report(DiagnosticRules.MissingParameter, node, $"{operation.Says} demands '{missing.Path}' in its body, and nothing fills it.");
        }
    }

    /// <summary>What a place's kind is called in messages.</summary>
    public static string Says(PlaceKind kind) => kind switch
    {
        PlaceKind.Query => "query parameter",
        PlaceKind.Header => "header",
        PlaceKind.Cookie => "cookie",
        PlaceKind.Path => "placeholder",
        PlaceKind.SoapHeader => "SOAP header",
        _ => "body member",
    };

    private static PlaceKind? KindOf(string key) => key switch
    {
        "query" => PlaceKind.Query,
        "header" => PlaceKind.Header,
        "cookie" => PlaceKind.Cookie,
        "path" => PlaceKind.Path,
        "body" => PlaceKind.Body,
        "soap_header" => PlaceKind.SoapHeader,
        _ => null,
    };

    private static bool SameName(ContractParameter parameter, Place place) =>
        string.Equals(parameter.Name, place.Name, place.Kind == PlaceKind.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private void Members(YamlMapping mapping, string prefix, ContractOperation? operation, TemplateScope scope, List<SentValue> sent)
    {
        foreach (var entry in mapping.Entries)
        {
            var name = prefix + entry.Key.Text;
            Member(entry.Key, entry.Value, name, operation, scope, sent);
        }
    }

    private void Member(YamlNode at, YamlNode value, string name, ContractOperation? operation, TemplateScope scope, List<SentValue> sent)
    {
        switch (value)
        {
            case YamlMapping inner:
                Members(inner, name + ".", operation, scope, sent);
                break;
            case YamlSequence list when list.Items.Any(static i => i is YamlMapping):
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Member(list.Items[i] is YamlMapping ? at : list.Items[i], list.Items[i], $"{name}[{i.ToString(CultureInfo.InvariantCulture)}]", operation, scope, sent);
                }

                break;
            default:
                sent.Add(Value(at, value, new Place(PlaceKind.Body, name), operation, scope));
                break;
        }
    }

    private SchemaView? DeepMember(YamlNode node, string name, ContractParameter parameter)
    {
        var view = SchemaView.Of(context.Contract, parameter.Schema);
        foreach (var member in parameter.Members(name))
        {
            if (view.Member(member) is not { } next)
            {
                context.Report(DiagnosticRules.UnknownParameter, node, $"The query parameter '{parameter.Name}' has no '{member}' in the contract{Suggest.Hint(member, view.Members)}");
                return null;
            }

            view = next;
        }

        return view;
    }

    private SchemaView? BodyMember(YamlNode node, string path, ContractOperation operation)
    {
        if (operation.Body is null)
        {
            context.Report(DiagnosticRules.UnknownParameter, node, $"{operation.Says} takes no body in the contract.");
            return null;
        }

        return Member(node, path, SchemaView.Of(context.Contract, operation.Body), $"the body of {operation.Says}", operation.Input is not null);
    }

    /// <summary>What the contract says of a member of a body, or of an item of a list in it; reports when it has none of that name.</summary>
    /// <param name="node">The place of mistakes.</param>
    /// <param name="path">The path.</param>
    /// <param name="start">What it starts from.</param>
    /// <param name="where">That in messages.</param>
    /// <param name="xml">Whether it is in XML.</param>
    /// <param name="several">Whether the member may be one of every item of a list (<c>[]</c>).</param>
    public SchemaView? Member(YamlNode node, string path, SchemaView start, string where, bool xml, bool several = false)
    {
        if (path == BodyPaths.Whole)
        {
            return start;
        }

        if (PathSyntax.Parse(path, out var reason) is not { Count: > 0 } steps || steps.Any(s => s is not (PathStep.Property or PathStep.Index) && !(several && s is PathStep.All)) || steps[0] is not PathStep.Property)
        {
            context.Report(DiagnosticRules.PathSyntax, node, $"'{path}' names no member of a body: {(reason.Length > 0 ? reason : "names with dots between them are wanted")}.");
            return null;
        }

        var view = start;
        foreach (var step in steps)
        {
            if (step is not PathStep.Property property)
            {
                if (view.Items() is not { } item)
                {
                    context.Report(DiagnosticRules.ListMismatch, node, $"'{path}' takes an item of a list, but the contract has {JsonKindWords.Of(view.Kind)} there.");
                    return null;
                }

                view = item;
                continue;
            }

            // In XML one of several elements is written by their name.
            view = xml && view.Kind == JsonKind.Array ? view.Items() ?? view : view;
            if (view.Member(property.Name) is not { } next)
            {
                context.Report(DiagnosticRules.UnknownParameter, node, $"{char.ToUpperInvariant(where[0])}{where.Substring(1)} has no '{property.Name}' in the contract{Suggest.Hint(property.Name, view.Members)}");
                return null;
            }

            view = next;
        }

        return view;
    }
}
