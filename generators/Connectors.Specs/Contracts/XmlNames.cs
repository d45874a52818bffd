using System.Xml;
using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>The namespaces that names have at a place in XML: that of elements without a prefix, and those of prefixes.</summary>
internal sealed class XmlNames
{
    private readonly string _default;
    private readonly SortedDictionary<string, string> _prefixes;

    /// <summary>Those outside of everything: none.</summary>
    public XmlNames()
        : this("", new SortedDictionary<string, string>(StringComparer.Ordinal))
    {
    }

    private XmlNames(string otherwise, SortedDictionary<string, string> prefixes) => (_default, _prefixes) = (otherwise, prefixes);

    /// <summary>A text that is the same for the same names.</summary>
    public string Key => string.Join(" ", _prefixes.Select(static p => $"{p.Key}={p.Value}").Prepend(_default));

    /// <summary>Whether a text can be the name of an element or attribute.</summary>
    public static bool IsName(string text)
    {
        try
        {
            XmlConvert.VerifyNCName(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>Whether a prefix has a namespace.</summary>
    public bool Has(string prefix) => _prefixes.ContainsKey(prefix);

    /// <summary>The namespace of an element or attribute; empty for none.</summary>
    public string Of(XmlNote? note, bool isAttribute) => note?.Namespace
        ?? (note?.Prefix is { } prefix && _prefixes.TryGetValue(prefix, out var known) ? known : isAttribute ? "" : _default);

    /// <summary>The names within an element.</summary>
    public XmlNames Within(XmlNote? note)
    {
        if (note?.Namespace is not { } said)
        {
            return this;
        }

        return note.Prefix is { } prefix ? new XmlNames(_default, new SortedDictionary<string, string>(_prefixes, StringComparer.Ordinal) { [prefix] = said }) : new XmlNames(said, _prefixes);
    }
}
