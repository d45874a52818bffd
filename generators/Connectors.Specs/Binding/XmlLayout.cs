using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>What a request in XML fills in.</summary>
/// <param name="Places">The places that values are sent in.</param>
/// <param name="Later">Those of them that have no value in every request: a marker in the first, a time in a full run.</param>
/// <param name="Login">Whether the request logs in, so that what a session sends is not there yet.</param>
/// <param name="Inputs">What the inputs of an action fill, which are among the places.</param>
internal sealed record XmlFilling(IReadOnlyList<Place> Places, IReadOnlyCollection<Place> Later, bool Login, IReadOnlyList<Filling> Inputs);

/// <summary>Lays an element that is sent out in the order of the contract's schemas, with nothing in it but what may be sent.</summary>
/// <param name="context">Receives what the contract demands and nothing fills, and alternatives that exclude each other.</param>
/// <param name="node">The place of mistakes.</param>
/// <param name="where">What is laid out, in messages.</param>
/// <param name="kind">Body or header.</param>
/// <param name="filling">What is sent.</param>
internal sealed class XmlLayout(BindContext context, YamlNode node, string where, PlaceKind kind, XmlFilling filling)
{
    private const int MostLevels = 32;

    private readonly HashSet<string> _filled = new(Names(filling.Places, kind), StringComparer.Ordinal);
    private readonly HashSet<string> _later = new(Names(filling.Later, kind), StringComparer.Ordinal);
    private readonly HashSet<string> _repeated = new(Repeated(filling.Places, kind), StringComparer.Ordinal);
    private readonly List<Filling> _inputs = filling.Inputs.Where(i => i.At.Kind == kind).ToList();

    /// <summary>Whether a value stands at a path or below it.</summary>
    public bool IsFilled(string path) => _filled.Any(f => f == path || f.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>The element around everything.</summary>
    /// <param name="path">What paths in it begin with; empty for nothing.</param>
    /// <param name="element">What the contract says of it.</param>
    public XmlTree Top(string path, ContractElement element) =>
        Tree(path, "", element.Node, SchemaView.Of(context.Contract, element.Schema), required: true, 0);

    private static IEnumerable<string> Names(IEnumerable<Place> places, PlaceKind kind) => places.Where(p => p.Kind == kind).Select(static p => BodyNeeds.WithoutPositions(p.Name));

    // The lists of which items are named by their positions.
    private static IEnumerable<string> Repeated(IEnumerable<Place> places, PlaceKind kind) =>
        from place in places
        where place.Kind == kind
        from end in Enumerable.Range(0, place.Name.Length).Where(i => place.Name[i] == '[')
        select BodyNeeds.WithoutPositions(place.Name.Substring(0, end));

    /// <param name="path">The path from the top.</param>
    /// <param name="list">The path of the list whose item it is in; empty for none.</param>
    /// <param name="xml">What it is.</param>
    /// <param name="view">What the contract says of it.</param>
    /// <param name="required">Whether the contract demands it.</param>
    /// <param name="depth">How deep it stands.</param>
    private XmlTree Tree(string path, string list, XmlNode xml, SchemaView view, bool required, int depth)
    {
        var item = view.Kind == JsonKind.Array ? view.Items() ?? SchemaView.Unknown : view;
        var properties = item.Shapes[0].Properties;
        var repeats = _inputs.Any(i => i.IsList && i.At.Name == path) || _repeated.Contains(path);

        // Of inputs the binder of their values says so, at their own place.
        if (properties.Count > 0 && _filled.Contains(path) && !_inputs.Any(i => i.At.Name == path))
        {
            Report(DiagnosticRules.ParameterValue, $"{where} has '{path}', which takes no value itself; name what stands in it ({string.Join(", ", properties.Select(static p => p.Name))}).");
        }

        var children = properties.Where(p => depth < MostLevels).Select(p => Child(path, repeats ? path : list, p, depth)).OfType<XmlTree>().ToEquatable();
        CheckChoices(path, properties);
        return new XmlTree(list.Length == 0 ? path : path.Substring(list.Length + 1), xml.Kind, xml.Name, xml.Namespace, item.Kind, xml.Nillable, required, children) { Repeats = repeats };
    }

    private XmlTree? Child(string above, string list, SchemaProperty property, int depth)
    {
        var path = Below(above, property.Name);
        var view = SchemaView.Of(context.Contract, property.Schema);
        var filled = IsFilled(path);
        if (!filled && !property.Required)
        {
            return null;
        }

        var item = view.Kind == JsonKind.Array ? view.Items() ?? SchemaView.Unknown : view;
        var nothing = !property.Xml!.Nillable && (_later.Contains(path) || (!filled && item.Shapes[0].Properties.Count == 0 && item.Kind != JsonKind.Object));
        if (property.Required && nothing)
        {
            Report(DiagnosticRules.MissingParameter, _later.Contains(path)
                ? $"{where} demands '{path}' in the contract, but not every request has a value for it."
                : $"{where} demands '{path}' in the contract, and nothing fills it.");
            return null;
        }

        return Tree(path, list, property.Xml, view, property.Required, depth + 1);
    }

    private void CheckChoices(string above, EquatableArray<SchemaProperty> properties)
    {
        foreach (var choice in properties.Where(static p => p.Xml?.Choice is not null).GroupBy(static p => p.Xml!.Choice!.Number))
        {
            var filled = choice.Where(p => IsFilled(Below(above, p.Name))).ToList();
            if (filled.Any(a => filled.Any(b => a.Xml!.Choice!.Alternative < b.Xml!.Choice!.Alternative && !NeverTogether(Below(above, a.Name), Below(above, b.Name)))))
            {
                Report(DiagnosticRules.ChoiceConflict, $"{where} takes only one of {Names(above, filled)}.");
            }
            else if (filled.Count == 0 && choice.All(static p => p.Xml!.Choice!.Required))
            {
                Report(DiagnosticRules.MissingParameter, $"{where} demands one of {Names(above, choice)} in the contract, and nothing fills any.");
            }
        }
    }

    /// <summary>Whether all that is in one member excludes all that is in the other: answers of different formats, a file's bytes and its address.</summary>
    private bool NeverTogether(string a, string b)
    {
        var (inA, inB) = (_inputs.Where(i => i.Within(a)).ToList(), _inputs.Where(i => i.Within(b)).ToList());
        return inA.Count == Fillers(a) && inB.Count == Fillers(b) && inA.All(x => inB.All(x.Excludes));
    }

    private int Fillers(string path) => filling.Places.Count(p => p.Kind == kind && (p.Name == path || p.Name.StartsWith(path + ".", StringComparison.Ordinal)));

    private static string Names(string above, IEnumerable<SchemaProperty> properties) => string.Join(", ", properties.Select(p => $"'{Below(above, p.Name)}'"));

    private static string Below(string above, string name) => above.Length == 0 ? name : $"{above}.{name}";

    private void Report(DiagnosticRule rule, string message) => context.Report(rule, node, message);
}
