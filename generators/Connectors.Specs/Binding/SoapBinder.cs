using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>What a SOAP request fills in.</summary>
/// <param name="Places">The places that values are sent in.</param>
/// <param name="Later">Those of them that have no value in every request: a marker in the first, a time in a full run.</param>
/// <param name="Login">Whether the request logs in, so that what a session sends is not there yet.</param>
/// <param name="Inputs">What the inputs of an action fill, which are among the places.</param>
internal sealed record SoapFilling(IReadOnlyList<Place> Places, IReadOnlyCollection<Place> Later, bool Login, IReadOnlyList<Filling> Inputs);

/// <summary>Lays the envelope of a request out in the order of the contract's schemas, with nothing in it but what may be sent.</summary>
internal sealed class SoapBinder(BindContext context)
{
    private const int MostLevels = 32;

    /// <summary>The envelope of a request; reports what the operation demands and nothing fills, and alternatives that exclude each other.</summary>
    /// <param name="node">The name of the operation as written.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="version">The version the api speaks.</param>
    /// <param name="filling">What is sent.</param>
    public SoapRequest? Bind(YamlNode node, ContractOperation operation, int version, SoapFilling filling)
    {
        var soap = operation.Soap!;
        if (soap.Bindings.FirstOrDefault(b => b.Version == version) is not { } binding)
        {
            context.Report(DiagnosticRules.UnknownOperation, node, $"The contract offers '{operation.Path}' in SOAP {Says(soap.Bindings[0].Version)}, not in {Says(version)}; say 'soap_version: {Says(soap.Bindings[0].Version)}'.");
            return null;
        }

        var body = new Layout(context, node, $"The body of '{operation.Path}'", PlaceKind.Body, filling);
        var headers = new Layout(context, node, $"The header of '{operation.Path}'", PlaceKind.SoapHeader, filling);
        return new SoapRequest(version, binding.Action, body.Top("", soap.Input with { Schema = operation.Body ?? soap.Input.Schema }), soap.Headers.Where(h => IsSent(node, operation, h, headers, filling.Login)).Select(h => headers.Top(h.Name, h)).ToEquatable())
        {
            Output = new XmlNode(XmlNodeKind.Element, soap.Output.Name, soap.Output.Namespace),
        };
    }

    /// <summary>Reports a place in a SOAP header that no operation has.</summary>
    public void CheckHeader(YamlNode node, Place place)
    {
        if (context.Contract is not { } contract)
        {
            return;
        }

        if (PathSyntax.Parse(place.Name, out var reason) is not { } steps || !steps.All(static s => s is PathStep.Property))
        {
            context.Report(DiagnosticRules.PathSyntax, node, $"'{place.Name}' names no member of a header: {(reason.Length > 0 ? reason : "names with dots between them are wanted")}.");
            return;
        }

        var headers = contract.Operations.Select(static o => o.Soap).OfType<SoapOperation>().SelectMany(static o => o.Headers).Distinct().ToList();
        var names = steps.Cast<PathStep.Property>().Select(static s => s.Name).ToList();
        if (names.Count == 0)
        {
            names.Add(place.Name);
        }

        if (headers.FirstOrDefault(h => h.Name == names[0]) is not { } header)
        {
            context.Report(DiagnosticRules.UnknownParameter, node, $"No operation of the contract has '{names[0]}' in its header{Suggest.Hint(names[0], headers.Select(static h => h.Name))}");
            return;
        }

        var view = SchemaView.Of(contract, header.Schema);
        foreach (var name in names.Skip(1))
        {
            if (view.Member(name) is not { } next)
            {
                context.Report(DiagnosticRules.UnknownParameter, node, $"The header '{names[0]}' has no '{name}' in the contract{Suggest.Hint(name, view.Members)}");
                return;
            }

            view = next;
        }
    }

    /// <summary>A version as people write it.</summary>
    public static string Says(int version) => version == 12 ? "1.2" : "1.1";

    private bool IsSent(YamlNode node, ContractOperation operation, SoapElement header, Layout headers, bool login)
    {
        if (headers.IsFilled(header.Name))
        {
            return true;
        }

        // What WS-Security puts there, auth says as a whole; before a log-in there is no session to send.
        if (header.Name != "Security" && !login)
        {
            context.Report(DiagnosticRules.MissingParameter, node, $"'{operation.Path}' has '{header.Name}' in its header, and nothing fills it.");
        }

        return false;
    }

    /// <summary>Walks one element of the envelope.</summary>
    private sealed class Layout(BindContext context, YamlNode node, string where, PlaceKind kind, SoapFilling filling)
    {
        private readonly HashSet<string> _filled = new(Names(filling.Places, kind), StringComparer.Ordinal);
        private readonly HashSet<string> _later = new(Names(filling.Later, kind), StringComparer.Ordinal);
        private readonly HashSet<string> _repeated = new(Repeated(filling.Places, kind), StringComparer.Ordinal);
        private readonly List<Filling> _inputs = filling.Inputs.Where(i => i.At.Kind == kind).ToList();

        public bool IsFilled(string path) => _filled.Any(f => f == path || f.StartsWith(path + ".", StringComparison.Ordinal));

        public XmlTree Top(string path, SoapElement element) =>
            Tree(path, "", new XmlNode(XmlNodeKind.Element, element.Name, element.Namespace), SchemaView.Of(context.Contract, element.Schema), required: true, 0);

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
}
