using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>What stands in an element, while it is gathered: of XML Schema from a type, its base types and its groups.</summary>
internal sealed class ElementContent
{
    private readonly List<SchemaProperty> _attributes = [];
    private readonly List<SchemaProperty> _elements = [];
    private int _choices;

    /// <summary>The element's own text, where it has one.</summary>
    public ContractSchema? Text { get; set; }

    /// <summary>Whether other elements or attributes may be there (<c>xs:any</c>).</summary>
    public bool Open { get; set; }

    /// <summary>The number of a choice that begins.</summary>
    public int NextChoice() => ++_choices;

    /// <summary>Adds an attribute, in place of one of that name in a base type.</summary>
    public void Attribute(SchemaProperty attribute)
    {
        Remove(attribute.Name);
        _attributes.Add(attribute);
    }

    /// <summary>Takes away an attribute of a base type.</summary>
    public void Remove(string attribute) => _attributes.RemoveAll(a => a.Name == attribute);

    /// <summary>Takes away all elements of a base type.</summary>
    public void RemoveElements() => _elements.Clear();

    /// <summary>Adds an element; one that comes again in a sequence makes a list.</summary>
    /// <returns>Whether it could be added: of two elements whose names differ in nothing but the namespace, a path can name only one.</returns>
    public bool Element(SchemaProperty element)
    {
        var at = _elements.FindIndex(e => e.Name == element.Name);
        if (at < 0)
        {
            _elements.Add(element);
            return true;
        }

        var known = _elements[at];
        if (known.Xml!.Namespace != element.Xml!.Namespace)
        {
            return false;
        }

        var alternatives = known.Xml.Choice is { } a && element.Xml.Choice is { } b && a.Number == b.Number && a.Alternative != b.Alternative;
        if (!alternatives && known.Schema.Inline is not { Type: JsonKind.Array })
        {
            _elements[at] = known with { Schema = Many(known.Schema), Required = known.Required || element.Required };
        }

        return true;
    }

    /// <summary>The schema of a list of elements.</summary>
    /// <param name="item">The schema of one.</param>
    /// <param name="most">How many there may be; null when any number.</param>
    public static SchemaRef Many(SchemaRef item, int? most = null) => new(null, new ContractSchema { Type = JsonKind.Array, Items = item, MaxItems = most });

    /// <summary>What is sent, with a name for a single value (in SOAP bare style): a body is filled by names.</summary>
    public static SchemaRef Named(SchemaRef sent) => sent.Inline is not { Type: not (JsonKind.Object or JsonKind.Any) } value ? sent : new SchemaRef(null, new ContractSchema
    {
        Type = JsonKind.Object,
        Closed = true,
        Properties = new([new SchemaProperty("text()", sent, value.Type != JsonKind.String, new XmlNode(XmlNodeKind.Text, "", ""))]),
    });

    /// <summary>The element's schema: that of its text where it has nothing else.</summary>
    public ContractSchema Schema()
    {
        if (Text is { } text && _attributes.Count + _elements.Count == 0)
        {
            return text;
        }

        var properties = new List<SchemaProperty>();
        properties.AddRange(_attributes.Select(a => _elements.Any(e => e.Name == a.Name) ? a with { Name = $"attr({a.Name})" } : a));
        if (Text is not null)
        {
            properties.Add(new SchemaProperty("text()", new SchemaRef(null, Text), Required: false, new XmlNode(XmlNodeKind.Text, "", "")));
        }

        properties.AddRange(_elements);
        return new ContractSchema { Type = JsonKind.Object, Properties = properties.ToEquatable(), Closed = !Open };
    }
}
