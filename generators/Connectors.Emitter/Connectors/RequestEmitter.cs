using Connectors.Emitter.Text;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes the functions that write the elements of requests in XML, in the order of the contract.</summary>
internal static class RequestEmitter
{
    /// <summary>The name of the class: <c>LauraRequests</c>.</summary>
    public static string ClassName(ConnectorSpec spec) => Naming.Pascal(spec.Slug) + "Requests";

    /// <summary>The elements that a connector sends: in bodies, in envelopes, in their headers.</summary>
    public static IEnumerable<XmlTree> Elements(ConnectorSpec spec) =>
        spec.Sources.Concat(spec.Tables.Select(t => t.Source)).SelectMany(s => new[] { s.Request, s.Lookup?.Request })
            .Concat(AuthEmitter.Requests(spec))
            .Concat(spec.Connection.Fields.Select(f => f.Choose?.Request))
            .Append(spec.Connection.Check)
            .Concat(spec.Actions.SelectMany(a => a.Inputs).Select(i => (i.Write as WriteSpec.Row)?.Make?.Request))
            .Concat(spec.Actions.SelectMany(a => a.Steps).SelectMany(s => new[] { s.Find?.Request, s.Request }))
            .SelectMany(Elements)
            .Concat(spec.Passthrough.SelectMany(p => p.Operations).SelectMany(o => o.Headers));

    /// <summary>C# for the function of an element.</summary>
    public static string Method(ConnectorSpec spec, XmlTree element) => ClassName(spec) + "." + Names(spec)[element];

    /// <summary>Writes the class.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec)
    {
        var names = Names(spec);
        var namespaces = names.Keys.SelectMany(All).Where(t => t.Namespace.Length > 0).Select(t => t.Namespace).Distinct().ToList();
        writer.Summary($"Writes what is sent to {spec.Name} ({spec.Slug}.yaml).");
        using (writer.Open($"internal static class {ClassName(spec)}"))
        {
            for (var i = 0; i < namespaces.Count; i++)
            {
                writer.Line($"private const string {Namespace(i)} = {Literals.String(namespaces[i])};");
            }

            foreach (var pair in names)
            {
                writer.Line();
                writer.Summary($"The element {pair.Key.Name}; a WriteElement.");
                using (writer.Open($"public static void {pair.Value}(XmlWriter writer, ElementValues values)"))
                {
                    Element(writer, pair.Key, namespaces, "values");
                }
            }
        }
    }

    private static IEnumerable<XmlTree> Elements(RequestSpec? request) =>
        request?.Soap is { } soap ? soap.Headers.Prepend(soap.Input) : request?.Xml?.Input is { } input ? [input] : [];

    // Elements that are equal in every part are written by one function.
    private static Dictionary<XmlTree, string> Names(ConnectorSpec spec)
    {
        var names = new Dictionary<XmlTree, string>();
        foreach (var element in Elements(spec))
        {
            if (names.ContainsKey(element))
            {
                continue;
            }

            var name = Naming.Pascal(element.Name);
            for (var n = 2; names.ContainsValue(name); n++)
            {
                name = Naming.Pascal(element.Name) + Literals.Integer(n);
            }

            names.Add(element, name);
        }

        return names;
    }

    private static IEnumerable<XmlTree> All(XmlTree tree) => tree.Children.SelectMany(All).Prepend(tree);

    private static string Namespace(int index) => "Namespace" + (index == 0 ? "" : Literals.Integer(index + 1));

    private static string Of(XmlTree tree, List<string> namespaces) => tree.Namespace.Length == 0 ? "\"\"" : Namespace(namespaces.IndexOf(tree.Namespace));

    private static void Element(SourceWriter writer, XmlTree tree, List<string> namespaces, string values)
    {
        writer.Line($"writer.WriteStartElement({Literals.String(tree.Name)}, {Of(tree, namespaces)});");
        // Attributes come first, whatever the contract's order.
        foreach (var child in tree.Children.OrderBy(c => c.Kind == XmlNodeKind.Attribute ? 0 : 1))
        {
            Child(writer, child, namespaces, values);
        }

        writer.Line("writer.WriteEndElement();");
    }

    private static void Child(SourceWriter writer, XmlTree tree, List<string> namespaces, string values)
    {
        var path = Literals.String(tree.Path);
        var name = $"{Literals.String(tree.Name)}, {Of(tree, namespaces)}";
        var form = $"ValueForm.{Form(tree.Type)}";
        switch (tree.Kind)
        {
            case XmlNodeKind.Attribute:
                writer.Line($"{values}.Attribute(writer, {path}, {name}, {form});");
                break;
            case XmlNodeKind.Text:
                writer.Line($"{values}.Text(writer, {path}, {form});");
                break;
            case XmlNodeKind.Element when tree.Repeats:
                var item = values == "values" ? "item" : values + "Item";
                using (writer.Open($"foreach (var {item} in {values}.Items({path}))"))
                {
                    Element(writer, tree, namespaces, item);
                }

                writer.Line();
                break;
            case XmlNodeKind.Element when tree.Children.Count == 0:
                writer.Line($"{values}.Element(writer, {path}, {name}, {form}{(tree.Nillable ? ", nillable: true" : "")}{(tree.Required ? ", required: true" : "")});");
                break;
            case XmlNodeKind.Element when tree.Required:
                Element(writer, tree, namespaces, values);
                break;
            default:
                using (writer.Open($"if ({values}.Any({path}))"))
                {
                    Element(writer, tree, namespaces, values);
                }

                writer.Line();
                break;
        }
    }

    private static string Form(JsonKind kind) => kind switch
    {
        JsonKind.Integer => "Integer",
        JsonKind.Number => "Number",
        JsonKind.Boolean => "Boolean",
        _ => "Text",
    };
}
