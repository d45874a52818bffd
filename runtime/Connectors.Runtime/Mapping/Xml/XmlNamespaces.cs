namespace Connectors.Runtime.Mapping.Xml;

/// <summary>What prefixes mean where a reader is.</summary>
internal sealed class XmlNamespaces
{
    /// <summary>The namespace of declarations of namespaces.</summary>
    public const string Declarations = "http://www.w3.org/2000/xmlns/";

    private const string Reserved = "http://www.w3.org/XML/1998/namespace";

    private readonly Dictionary<string, string> _bound = new(StringComparer.Ordinal) { ["xml"] = Reserved, ["xmlns"] = Declarations };
    private readonly Stack<(string Prefix, string? Before)> _declared = [];

    // Most names have no prefix.
    private string _default = "";

    /// <summary>How many declarations hold; to be given to <see cref="Return"/>.</summary>
    public int Count => _declared.Count;

    /// <summary>The declarations after the first <paramref name="count"/> with what they declare, in any order.</summary>
    public IEnumerable<(string Prefix, string Namespace)> Since(int count) => _declared.Take(_declared.Count - count).Select(d => (d.Prefix, Of(d.Prefix)!));

    /// <summary>What a prefix means; the empty one is that of names without any. Null when it is not declared.</summary>
    public string? Of(string prefix) => prefix.Length == 0 ? _default : _bound.GetValueOrDefault(prefix);

    /// <returns>False when it cannot mean that.</returns>
    public bool Declare(string prefix, string ns)
    {
        if (prefix == "xmlns" || ns == Declarations || (prefix == "xml") != (ns == Reserved) || (prefix.Length > 0 && ns.Length == 0))
        {
            return false;
        }

        _declared.Push((prefix, Of(prefix)));
        Set(prefix, ns);
        return true;
    }

    /// <summary>Takes the last declarations back, but for the first <paramref name="count"/>.</summary>
    public void Return(int count)
    {
        while (_declared.Count > count)
        {
            var (prefix, before) = _declared.Pop();
            Set(prefix, before);
        }
    }

    private void Set(string prefix, string? ns)
    {
        if (prefix.Length == 0)
        {
            _default = ns!;
        }
        else if (ns is null)
        {
            _bound.Remove(prefix);
        }
        else
        {
            _bound[prefix] = ns;
        }
    }
}
