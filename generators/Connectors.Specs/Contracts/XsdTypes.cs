using System.Xml;
using System.Xml.Schema;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using XmlNode = Connectors.Specs.Model.XmlNode;

namespace Connectors.Specs.Contracts;

/// <summary>Turns the elements and types of XML Schema into schemas of the contract. Named types are referenced by name, so that recursive ones stay finite.</summary>
/// <param name="set">The schemas.</param>
/// <param name="files">Where mistakes go.</param>
/// <param name="scope">What the names of schemas begin with, where there are other contracts beside this one.</param>
internal sealed class XsdTypes(XsdSet set, WsdlFiles files, string scope)
{
    private const int MostLevels = 64;
    private const int MostMembers = 100_000;

    private readonly XsdSimpleTypes _simple = new(set, files);
    private readonly Dictionary<string, SchemaRef?> _named = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, Func<ContractSchema> Read)> _waiting = new();
    private int _members;

    /// <summary>Where a particle stands: how often its elements come, and in which choice.</summary>
    /// <param name="Optional">Whether they may be missing.</param>
    /// <param name="Most">How many there may be; decimal.MaxValue for any number.</param>
    /// <param name="Choice">The choice.</param>
    private sealed record Position(bool Optional, decimal Most, XmlChoice? Choice)
    {
        public bool Many => Most > 1;

        public int? MaxItems => Most <= int.MaxValue ? (int)Most : null;

        public Position In(XmlSchemaParticle particle) => this with
        {
            Optional = Optional || particle.MinOccurs == 0,
            Most = Most > int.MaxValue || particle.MaxOccurs > int.MaxValue ? decimal.MaxValue : Most * particle.MaxOccurs,
        };
    }

    /// <summary>The schema of a global element; null when there is none of that name.</summary>
    public SchemaRef? Element(XmlQualifiedName name) => set.Elements.TryGetValue(name, out var element) ? Global(name, element) : null;

    /// <summary>The names of all global elements, for suggestions.</summary>
    public IEnumerable<string> Elements => set.Elements.Keys.Select(static e => e.Name);

    /// <summary>The schemas of all types that have been referenced; reads them.</summary>
    public EquatableArray<NamedSchema> Named()
    {
        while (_waiting.Count > 0)
        {
            var (name, read) = _waiting.Dequeue();
            _named[name] = new SchemaRef(null, read());
        }

        return _named.Where(static n => n.Value is not null).OrderBy(static n => n.Key, StringComparer.Ordinal).Select(static n => new NamedSchema(n.Key, n.Value!)).ToEquatable();
    }

    private SchemaRef Global(XmlQualifiedName name, XsdGlobal<XmlSchemaElement> element) =>
        element.Definition.SchemaType is XmlSchemaComplexType
            ? Later($"element {{{name.Namespace}}}{name.Name}", () => Anonymous(element.Document, element.Definition))
            : TypeOf(element.Document, element.Definition, 0);

    private ContractSchema Anonymous(XsdDocument document, XmlSchemaElement element) => Complex(document, (XmlSchemaComplexType)element.SchemaType!, 0);

    private SchemaRef Later(string own, Func<ContractSchema> read)
    {
        var name = scope + own;
        if (!_named.ContainsKey(name))
        {
            _named[name] = null;
            _waiting.Enqueue((name, read));
        }

        return new SchemaRef(name, null);
    }

    private SchemaRef TypeOf(XsdDocument document, XmlSchemaElement element, int depth)
    {
        switch (element.SchemaType)
        {
            case XmlSchemaComplexType complex:
                return new SchemaRef(null, Complex(document, complex, depth + 1));
            case XmlSchemaSimpleType simple:
                return new SchemaRef(null, _simple.Read(document, simple));
            default:
                return element.SchemaTypeName.IsEmpty ? new SchemaRef(null, new ContractSchema()) : Type(document, element.SchemaTypeName, element);
        }
    }

    private SchemaRef Type(XsdDocument document, XmlQualifiedName reference, XmlSchemaObject at)
    {
        var name = document.Name(reference);
        if (set.Types.TryGetValue(name, out var type) && type.Definition is XmlSchemaComplexType complex)
        {
            if (complex.IsAbstract)
            {
                files.Ignore(document.File, XsdSet.Place(at), "Which type takes the place of an abstract one");
            }

            return Later($"{{{name.Namespace}}}{name.Name}", () => Complex(type.Document, complex, 0));
        }

        return type is null && name.Namespace != XmlSchema.Namespace
            ? Unknown(document, at, "type", name, set.Types.Keys)
            : new SchemaRef(null, _simple.Named(document, reference, at));
    }

    private static SchemaRef Unknown(XsdDocument document, XmlSchemaObject at, string what, XmlQualifiedName name, IEnumerable<XmlQualifiedName> known)
    {
        document.File.Report(DiagnosticRules.WsdlSchema, XsdSet.Place(at), $"No schema defines the {what} '{name.Name}' in the namespace '{name.Namespace}'{Suggest.Hint(name.Name, known.Select(static k => k.Name))}");
        return new SchemaRef(null, new ContractSchema());
    }

    private ContractSchema Complex(XsdDocument document, XmlSchemaComplexType type, int depth)
    {
        var content = new ElementContent();
        Fill(content, document, type, depth);
        return content.Schema();
    }

    /// <summary>Gathers what a type has: that of its base type first.</summary>
    private void Fill(ElementContent content, XsdDocument document, XmlSchemaComplexType type, int depth)
    {
        if (!Fits(document, type, depth))
        {
            return;
        }

        if (type.IsMixed || type.ContentModel is XmlSchemaComplexContent { IsMixed: true })
        {
            content.Text = new ContractSchema { Type = JsonKind.String };
        }

        switch (type.ContentModel?.Content)
        {
            case XmlSchemaComplexContentExtension extension:
                Base(content, document, extension.BaseTypeName, extension, depth);
                Particle(content, document, extension.Particle, new Position(false, 1, null), depth);
                Attributes(content, document, extension.Attributes, extension.AnyAttribute, depth);
                break;
            case XmlSchemaComplexContentRestriction restriction:
                Base(content, document, restriction.BaseTypeName, restriction, depth);
                content.RemoveElements();
                Particle(content, document, restriction.Particle, new Position(false, 1, null), depth);
                Attributes(content, document, restriction.Attributes, restriction.AnyAttribute, depth);
                break;
            case XmlSchemaSimpleContentExtension extension:
                Base(content, document, extension.BaseTypeName, extension, depth);
                Attributes(content, document, extension.Attributes, extension.AnyAttribute, depth);
                break;
            case XmlSchemaSimpleContentRestriction restriction:
                Base(content, document, restriction.BaseTypeName, restriction, depth);
                content.Text = XsdSimpleTypes.Facets(restriction.BaseType is { } inner ? _simple.Read(document, inner) : content.Text ?? new ContractSchema { Type = JsonKind.String }, restriction.Facets);
                Attributes(content, document, restriction.Attributes, restriction.AnyAttribute, depth);
                break;
            default:
                Particle(content, document, type.Particle, new Position(false, 1, null), depth);
                Attributes(content, document, type.Attributes, type.AnyAttribute, depth);
                break;
        }
    }

    private void Base(ElementContent content, XsdDocument document, XmlQualifiedName reference, XmlSchemaObject at, int depth)
    {
        var name = document.Name(reference);
        if (set.Types.TryGetValue(name, out var type) && type.Definition is XmlSchemaComplexType complex)
        {
            Fill(content, type.Document, complex, depth + 1);
        }
        else if (name.Namespace == XmlSchema.Namespace && name.Name == "anyType")
        {
            // Every type that names no base is derived from it.
        }
        else if (at is XmlSchemaSimpleContentExtension or XmlSchemaSimpleContentRestriction)
        {
            content.Text = _simple.Named(document, reference, at);
        }
        else
        {
            Unknown(document, at, "type", name, set.Types.Keys);
        }
    }

    private void Particle(ElementContent content, XsdDocument document, XmlSchemaParticle? particle, Position outer, int depth)
    {
        if (particle is null || particle.MaxOccurs == 0 || !Fits(document, particle, depth))
        {
            return;
        }

        var at = outer.In(particle);
        switch (particle)
        {
            case XmlSchemaElement element:
                Element(content, document, element, at, depth);
                break;
            case XmlSchemaChoice choice:
                Choice(content, document, choice, at, depth);
                break;
            case XmlSchemaGroupBase group:
                foreach (var item in group.Items.OfType<XmlSchemaParticle>())
                {
                    Particle(content, document, item, at, depth + 1);
                }

                break;
            case XmlSchemaGroupRef reference when set.Groups.TryGetValue(document.Name(reference.RefName), out var group):
                Particle(content, group.Document, group.Definition.Particle, at, depth + 1);
                break;
            case XmlSchemaGroupRef reference:
                Unknown(document, reference, "group", document.Name(reference.RefName), set.Groups.Keys);
                break;
            case XmlSchemaAny:
                content.Open = true;
                files.Ignore(document.File, XsdSet.Place(particle), "That any other element may stand here");
                break;
        }
    }

    private void Choice(ElementContent content, XsdDocument document, XmlSchemaChoice choice, Position at, int depth)
    {
        // A choice that is made several times lets all of its elements stand side by side.
        var number = at.Many ? 0 : at.Choice?.Number ?? content.NextChoice();
        var alternative = 0;
        foreach (var item in choice.Items.OfType<XmlSchemaParticle>())
        {
            alternative++;
            var made = number == 0 ? null : at.Choice ?? new XmlChoice(number, alternative, !at.Optional && item.MinOccurs > 0);
            Particle(content, document, item, at with { Optional = true, Choice = made }, depth + 1);
        }
    }

    private void Element(ElementContent content, XsdDocument document, XmlSchemaElement element, Position at, int depth)
    {
        var (name, schema, nillable) = Declared(document, element, depth);
        if (name is null)
        {
            return;
        }

        if (nillable && schema.Inline is { } inline)
        {
            schema = new SchemaRef(null, inline with { Nullable = true });
        }

        var node = new XmlNode(XmlNodeKind.Element, name.Name, name.Namespace, nillable, at.Choice);
        if (!content.Element(new SchemaProperty(name.Name, at.Many ? ElementContent.Many(schema, at.MaxItems) : schema, !at.Optional, node)))
        {
            files.Ignore(document.File, XsdSet.Place(element), "An element whose name differs from another's in its namespace alone");
        }
    }

    private (XmlQualifiedName? Name, SchemaRef Schema, bool Nillable) Declared(XsdDocument document, XmlSchemaElement element, int depth)
    {
        if (!element.RefName.IsEmpty)
        {
            var reference = document.Name(element.RefName);
            if (set.Elements.TryGetValue(reference, out var global))
            {
                return (reference, Global(reference, global), global.Definition.IsNillable);
            }

            Unknown(document, element, "element", reference, set.Elements.Keys);
            return default;
        }

        var form = element.Form == XmlSchemaForm.None ? document.Schema.ElementFormDefault : element.Form;
        return string.IsNullOrEmpty(element.Name)
            ? default
            : (new XmlQualifiedName(element.Name, form == XmlSchemaForm.Qualified ? document.Namespace : ""), With(TypeOf(document, element, depth), element.DefaultValue ?? element.FixedValue), element.IsNillable);
    }

    private static SchemaRef With(SchemaRef schema, string? otherwise) =>
        otherwise is not null && schema.Inline is { } inline ? new SchemaRef(null, inline with { Default = otherwise }) : schema;

    private void Attributes(ElementContent content, XsdDocument document, XmlSchemaObjectCollection attributes, XmlSchemaAnyAttribute? any, int depth)
    {
        if (any is not null)
        {
            files.Ignore(document.File, XsdSet.Place(any), "That any other attribute may stand here");
        }

        foreach (var item in attributes)
        {
            if (!Fits(document, item, depth))
            {
                return;
            }

            if (item is XmlSchemaAttribute attribute)
            {
                Attribute(content, document, attribute);
            }
            else if (item is XmlSchemaAttributeGroupRef reference)
            {
                if (set.AttributeGroups.TryGetValue(document.Name(reference.RefName), out var group))
                {
                    Attributes(content, group.Document, group.Definition.Attributes, group.Definition.AnyAttribute, depth + 1);
                }
                else
                {
                    Unknown(document, reference, "group of attributes", document.Name(reference.RefName), set.AttributeGroups.Keys);
                }
            }
        }
    }

    private void Attribute(ElementContent content, XsdDocument document, XmlSchemaAttribute attribute)
    {
        var (home, definition) = (document, attribute);
        var name = new XmlQualifiedName(attribute.Name, (attribute.Form == XmlSchemaForm.None ? document.Schema.AttributeFormDefault : attribute.Form) == XmlSchemaForm.Qualified ? document.Namespace : "");
        if (!attribute.RefName.IsEmpty)
        {
            name = document.Name(attribute.RefName);
            if (set.Attributes.TryGetValue(name, out var global))
            {
                (home, definition) = (global.Document, global.Definition);
            }
            else if (name.Namespace != "http://www.w3.org/XML/1998/namespace")
            {
                Unknown(document, attribute, "attribute", name, set.Attributes.Keys);
                return;
            }
        }

        if (name.Name.Length == 0)
        {
            return;
        }

        if (attribute.Use == XmlSchemaUse.Prohibited)
        {
            content.Remove(name.Name);
            return;
        }

        var schema = definition.SchemaType is { } type ? _simple.Read(home, type)
            : definition.SchemaTypeName.IsEmpty ? new ContractSchema { Type = JsonKind.String }
            : _simple.Named(home, definition.SchemaTypeName, definition);
        schema = (attribute.DefaultValue ?? attribute.FixedValue ?? definition.DefaultValue ?? definition.FixedValue) is { } otherwise ? schema with { Default = otherwise } : schema;
        content.Attribute(new SchemaProperty(name.Name, new SchemaRef(null, schema), attribute.Use == XmlSchemaUse.Required, new XmlNode(XmlNodeKind.Attribute, name.Name, name.Namespace)));
    }

    /// <summary>Whether there is still room; reports once when types or groups hold themselves, are nested too deep, or unfold too far.</summary>
    private bool Fits(XsdDocument document, XmlSchemaObject at, int depth)
    {
        if (_members > MostMembers)
        {
            return false;
        }

        if (++_members > MostMembers)
        {
            document.File.Report(DiagnosticRules.WsdlTooLarge, XsdSet.Place(at), $"The types have more than {MostMembers} members in all.");
            return false;
        }

        if (depth > MostLevels)
        {
            document.File.Report(DiagnosticRules.WsdlTooLarge, XsdSet.Place(at), $"Types or groups hold each other more than {MostLevels} levels deep here, or without end.");
            return false;
        }

        return true;
    }
}
