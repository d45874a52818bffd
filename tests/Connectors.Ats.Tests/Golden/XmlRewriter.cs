using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Connectors.Ats.Tests.Golden;

/// <summary>
/// Writes an XML document in another of the many forms that say the same: other prefixes, the default namespace, declarations further up or down, another order of
/// attributes, other quotes, character references, CDATA, comments, processing instructions, layout.
/// </summary>
internal sealed class XmlRewriter
{
    private readonly StringBuilder _text = new();
    private readonly Random _random;

    private XmlRewriter(Random random) => _random = random;

    /// <summary>Another form of a document.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="random">Chooses the form.</param>
    public static string Rewrite(string xml, Random random)
    {
        var rewriter = new XmlRewriter(random);
        rewriter.Write(XDocument.Parse(xml, LoadOptions.PreserveWhitespace).Root!, new Dictionary<string, string> { [""] = "", ["xml"] = XNamespace.Xml.NamespaceName });
        return rewriter._text.ToString();
    }

    private void Write(XElement element, IReadOnlyDictionary<string, string> above)
    {
        var names = new Names(above, _random);
        if (_random.Next(4) == 0)
        {
            // One that nobody needs here, and perhaps somebody below.
            names.TryDeclare(names.Any(), element.DescendantsAndSelf().Last().Name.NamespaceName);
        }

        var name = names.Of(element.Name, isAttribute: false);
        List<string> inTag = [.. element.Attributes().Where(a => !a.IsNamespaceDeclaration).Select(a => $" {names.Of(a.Name, isAttribute: true)}{Space()}={Space()}{Quoted(a.Value)}")];
        inTag.AddRange(names.Declared.Select(d => $" xmlns{(d.Key.Length == 0 ? "" : ":" + d.Key)}={Quoted(d.Value)}"));
        _text.Append('<').Append(name).AppendJoin("", inTag.OrderBy(_ => _random.Next()));
        if (!element.Nodes().Any() && _random.Next(2) == 0)
        {
            _text.Append(" />");
            return;
        }

        _text.Append('>');
        Content(element, names.Scope);
        _text.Append("</").Append(name).Append(Space()).Append('>');
    }

    private void Content(XElement element, IReadOnlyDictionary<string, string> scope)
    {
        var holdsElements = element.HasElements && element.Nodes().OfType<XText>().All(t => string.IsNullOrWhiteSpace(t.Value));
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XElement child:
                    Write(child, scope);
                    break;
                case XText text when holdsElements || string.IsNullOrWhiteSpace(text.Value) && text is not XCData:
                    _text.Append(holdsElements && _random.Next(3) == 0 ? "" : text.Value);
                    Aside();
                    break;
                case XText text:
                    Text(text.Value);
                    break;
            }
        }
    }

    // A text in pieces, each plain, as references or as CDATA. Space at the very beginning or end must be CDATA: in a piece of its own it would be layout.
    private void Text(string value)
    {
        for (var at = 0; at < value.Length;)
        {
            var length = Math.Min(value.Length - at, _random.Next(1, 12));
            if (at + length < value.Length && char.IsHighSurrogate(value[at + length - 1]))
            {
                length++;
            }

            var piece = value.Substring(at, Math.Min(length, value.Length - at));
            at += piece.Length;
            var edge = string.IsNullOrWhiteSpace(piece) && (at == piece.Length || at == value.Length);
            switch (edge ? 2 : _random.Next(4))
            {
                case 0:
                    _text.Append(Escaped(piece));
                    break;
                case 1:
                    _text.AppendJoin("", piece.EnumerateRunes().Select(r => _random.Next(2) == 0 ? $"&#{r.Value};" : $"&#x{r.Value.ToString("X", CultureInfo.InvariantCulture)};"));
                    break;
                default:
                    _text.Append("<![CDATA[").Append(piece).Append("]]>");
                    break;
            }

            if (!edge)
            {
                Aside();
            }
        }
    }

    private void Aside() => _text.Append(_random.Next(8) switch
    {
        0 => "<!-- <t:Titel>kein Element</t:Titel> -->",
        1 => "<?hinweis nichts?>",
        _ => "",
    });

    private string Quoted(string value) => _random.Next(2) == 0
        ? $"\"{Escaped(value).Replace("\"", "&quot;", StringComparison.Ordinal)}\""
        : $"'{Escaped(value).Replace("'", "&#39;", StringComparison.Ordinal)}'";

    private string Space() => _random.Next(6) == 0 ? "\n " : "";

    private static string Escaped(string value) =>
        value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The prefixes of one start tag.</summary>
    private sealed class Names(IReadOnlyDictionary<string, string> above, Random random)
    {
        private static readonly string[] Prefixes = ["a", "b", "t", "soap", "ns1", "Stelle", "xsi", "_"];

        private readonly Dictionary<string, string> _scope = new(above);
        private readonly Dictionary<string, string> _declared = [];
        private readonly HashSet<string> _used = [];

        public IReadOnlyDictionary<string, string> Scope => _scope;

        public IReadOnlyDictionary<string, string> Declared => _declared;

        public string Any() => Prefixes[random.Next(Prefixes.Length)] + (random.Next(4) == 0 ? random.Next(9).ToString(CultureInfo.InvariantCulture) : "");

        /// <summary>A name with one of the prefixes that its namespace has, or with a new one.</summary>
        public string Of(XName name, bool isAttribute)
        {
            // An attribute without a prefix has no namespace, whatever the default is.
            if (isAttribute && name.NamespaceName.Length == 0)
            {
                return name.LocalName;
            }

            var known = _scope.Where(s => s.Value == name.NamespaceName && !(isAttribute && s.Key.Length == 0)).Select(s => s.Key).ToList();
            var prefix = known.Count > 0 && random.Next(3) > 0 ? known[random.Next(known.Count)] : null;
            while (prefix is null)
            {
                var wanted = name.NamespaceName.Length == 0 || (!isAttribute && random.Next(3) == 0) ? "" : Any();
                prefix = TryDeclare(wanted, name.NamespaceName) ? wanted : null;
            }

            _used.Add(prefix);
            return prefix.Length == 0 ? name.LocalName : $"{prefix}:{name.LocalName}";
        }

        /// <summary>Declares a prefix; false when this start tag has it already, or it cannot stand for that.</summary>
        public bool TryDeclare(string prefix, string ns)
        {
            if ((ns.Length == 0 && prefix.Length > 0) || _used.Contains(prefix) || !_declared.TryAdd(prefix, ns))
            {
                return _scope.GetValueOrDefault(prefix) == ns;
            }

            _scope[prefix] = ns;
            return true;
        }
    }
}
