using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Soap;

/// <summary>Values by the dotted path they are placed at, for the functions that write elements in the order of the contract.</summary>
/// <param name="body">What is written; files are placed in it.</param>
public sealed class ElementValues(BodyWriter body)
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly Dictionary<string, ImmutableArray<string>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<FileContent>> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ElementValues>> _items = new(StringComparer.Ordinal);
    private readonly HashSet<string> _above = new(StringComparer.Ordinal);

    /// <summary>Places values; those placed before at the same path are replaced.</summary>
    /// <param name="path">The dotted path.</param>
    /// <param name="values">One value, or several for an element that repeats.</param>
    public ElementValues Add(string path, params ImmutableArray<string> values)
    {
        _values[path] = values;
        Note(path);
        return this;
    }

    /// <summary>Places files, which are written as Base64; those placed before at the same path are replaced.</summary>
    /// <param name="path">The dotted path.</param>
    /// <param name="files">One file, or several for an element that repeats.</param>
    public ElementValues Add(string path, params ImmutableArray<FileContent> files)
    {
        _files[path] = files;
        Note(path);
        return this;
    }

    /// <summary>Adds an item to the list at a path, whose element is written once for each.</summary>
    /// <param name="path">The dotted path.</param>
    /// <returns>The item's values; their paths start at the item.</returns>
    public ElementValues AddItem(string path)
    {
        if (!_items.TryGetValue(path, out var items))
        {
            _items[path] = items = [];
            Note(path);
        }

        var item = new ElementValues(body);
        items.Add(item);
        return item;
    }

    /// <summary>The items of the list at a path, in order; none without one.</summary>
    public IReadOnlyList<ElementValues> Items(string path) => _items.TryGetValue(path, out var items) ? items : [];

    /// <summary>Whether a value or an item is placed at a path or below it.</summary>
    public bool Any(string path) => _values.ContainsKey(path) || _files.ContainsKey(path) || _items.ContainsKey(path) || _above.Contains(path);

    /// <summary>Writes an element for each value at a path.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="path">The path.</param>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace; empty for none.</param>
    /// <param name="form">The form of the value.</param>
    /// <param name="nillable">Whether an empty value, and one that is required and not there, is nil.</param>
    /// <param name="required">Whether the element is written without a value too.</param>
    public void Element(XmlWriter writer, string path, string name, string ns, ValueForm form, bool nillable = false, bool required = false)
    {
        if (_files.TryGetValue(path, out var files))
        {
            foreach (var file in files)
            {
                writer.WriteStartElement(name, ns);
                body.WriteFile(writer, file);
                writer.WriteFullEndElement();
            }

            return;
        }

        if (!_values.TryGetValue(path, out var values))
        {
            values = required ? [""] : [];
        }

        foreach (var value in values)
        {
            writer.WriteStartElement(name, ns);
            if (value.Length == 0 && nillable)
            {
                writer.WriteAttributeString("xsi", "nil", Instance, "true");
            }
            else if (value.Length > 0 || form != ValueForm.Text)
            {
                writer.WriteString(Formed(path, value, form));
            }

            writer.WriteEndElement();
        }
    }

    /// <summary>Writes an attribute for the value at a path; nothing without one.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="path">The path.</param>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace; empty for none.</param>
    /// <param name="form">The form of the value.</param>
    /// <exception cref="FormatException">The value has another form, or is a file.</exception>
    public void Attribute(XmlWriter writer, string path, string name, string ns, ValueForm form)
    {
        if (_values.TryGetValue(path, out var values))
        {
            writer.WriteAttributeString(name, ns, Formed(path, values[0], form));
        }
        else if (_files.ContainsKey(path))
        {
            throw new FormatException($"{path}: no file can stand in an attribute.");
        }
    }

    /// <summary>Writes the value at a path as the text of the element that has been begun; nothing without one.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="path">The path.</param>
    /// <param name="form">The form of the value.</param>
    public void Text(XmlWriter writer, string path, ValueForm form)
    {
        if (_files.TryGetValue(path, out var files))
        {
            body.WriteFile(writer, files[0]);
        }
        else if (_values.TryGetValue(path, out var values))
        {
            writer.WriteString(Formed(path, values[0], form));
        }
    }

    private void Note(string path)
    {
        for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = path.IndexOf('.', dot + 1))
        {
            _above.Add(path[..dot]);
        }
    }

    private static string Formed(string path, string value, ValueForm form)
    {
        var fits = form switch
        {
            ValueForm.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            ValueForm.Number => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
            ValueForm.Boolean => value is "true" or "false" or "1" or "0",
            _ => true,
        };
        return fits ? value : throw new FormatException($"{path}: the contract wants {Name(form)} here.");
    }

    private static string Name(ValueForm form) => form switch
    {
        ValueForm.Integer => "a whole number",
        ValueForm.Number => "a number",
        _ => "true or false",
    };
}
