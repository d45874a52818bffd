using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml;
using Connectors.Runtime.Mapping.Xml;

namespace Connectors.Runtime.Tests.Mapping.Xml;

/// <summary>
/// The reader of .NET is the measure: whatever a document is made of, both take it and show the same, or both refuse it. A build compares some thousands of documents;
/// <c>CONNECTORS_FUZZ=1000000 dotnet test tests/Connectors.Runtime.Tests -c Release --filter FullyQualifiedName~Utf8XmlReader</c> as many as it says.
/// </summary>
public sealed class Utf8XmlReaderTests
{
    private const int InBuilds = 6_000;

    /// <summary>What documents are made of, whole and in halves.</summary>
    private static readonly string[] Pieces =
    [
        "<a>", "</a>", "<a/>", "<b x='1'>", "</b>", "<b y=\"2\" />", "<p:a>", "</p:a>", "<p:a p:x='1' x='2'/>", "<a xmlns='u'>", "<a xmlns=''>", "<a xmlns:p='v' p:x='1'>", "<p:b xmlns:p='u'>", "</p:b>",
        "<a xmlns:p=''/>", "<a xmlns:xml='u'/>", "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:xmlns='u'/>", "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns:q='http://www.w3.org/XML/1998/namespace'/>", "<a x='1' x='2'/>", "<a xmlns:p='v' xmlns:q='v' p:x='1' q:x='2'/>",
        "<a xmlns='u' xmlns='v'/>", "<q:a/>", "<a q:x='1'/>", "<xml:a/>", "<xmlns:a/>", "<a xmlns:q='w'><q:b q:z='3'></q:b ></a\n>", "<a xml:space='preserve'>", "<a xml:space=' default'>", "<a xml:space='x'/>", "<a xml:lang='de'/>",
        "text", " ", "\n", "\r\n", "\r", "\t", "  x  ", "&amp;", "&lt;p&gt;", "&quot;&apos;", "&#65;", "&#x1F600;", "&#0;", "&#xD800;", "&#xFFFE;", "&#13;", "&#10;", "&#32;", "&#x20;", "&#x110000;", "&#99999999999;",
        "&#;", "&#x;", "&#xg;", "&#65", "&amp", "&;", "&", "& ", "&nbsp;", "&a;", "&lt", "&apo;", "&#X41;", "&#000000000000000000000000000000000000065;",
        "<![CDATA[", "]]>", "<![CDATA[<x>&amp;]]]]>", "<![CDATA[]]>", "<![CDATA[ \r\n ]]>", "<!-- c -->", "<!---->", "<!-- -- -->", "<!--->", "<!-- --->", "<!--", "-->",
        "<?pi x?>", "<?pi?>", "<?pi?x?>", "<?p:i x?>", "<??>", "<? pi?>", "<?xml?>", "<?XML x?>", "<?xml-style x?>", "<?pi/?>", "<?pi>?>", "<?xml version='1.0'?>", "<?xml version='1.1'?>", "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>",
        "<!DOCTYPE a>", "<!ENTITY x 'y'>", "<!", "<![", "<?", "<", ">", "</", "/>", "/", "=", "\"", "'", "]]", "]", "?>", "?", "!", "-", "--",
        "<a x=1/>", "<a x/>", "<a x='<'/>", "<a x='>'/>", "<a x='a&lt;\t\r\n\rb&#10;&#x9;'/>", "<a x = '1'\ty\n=\r\"'\"/>", "<a x='1'y='2'/>", "<a / >", "<a x='&'/>", "<a x='&bad;'/>", "<a x='", "< a/>", "<1/>", "<-a/>", "<a.b-c_1/>", "<a:/>", "<:a/>", "<a:b:c/>",
        "<é/>", "<a é='ö'>", "<à:b xmlns:à='u'/>", "é", "€", "😀", "\uFFFD", "\uFFFE", "\uFFFF", "\uFEFF", "\u0001", "\0", "\u007F", "\u0085", "\u2028", "Ａ", "ﻼ", "\u3000",
    ];

    private static readonly byte[][] BrokenLetters = [[0x80], [0xC3], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xEF, 0xBF], [0xE2, (byte)'<']];

    [Fact]
    public void What_the_reader_of_dotnet_takes_is_shown_alike_and_what_it_refuses_is_refused()
    {
        var count = Environment.GetEnvironmentVariable("CONNECTORS_FUZZ") is { } wanted ? int.Parse(wanted, CultureInfo.InvariantCulture) : InBuilds;
        var taken = 0;
        var differences = new ConcurrentBag<string>();

        Parallel.For(0, count, seed =>
        {
            var random = new Random(seed);
            var document = random.Next(3) == 0 ? Loose(random) : Spoilt(random, Whole(random));
            using var measure = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(document).TrimStart('\uFEFF')), Safe);
            using var reader = new Utf8XmlReader(new Dripping(document, random), XmlBounds.Default);
            var (expected, shown) = (Shown(measure), Shown(reader));
            if (expected != shown)
            {
                differences.Add($"{Encoding.UTF8.GetString(document)}\nseed {seed}, expected {expected}\nshown {shown}");
            }

            Interlocked.Add(ref taken, expected == Refused ? 0 : 1);
        });

        Assert.True(differences.IsEmpty, string.Join("\n\n", differences.OrderBy(d => d.Length).Take(5)));
        Assert.InRange(taken, count / 10, count * 9 / 10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void What_is_broken_is_said_with_its_line_and_column(string mark)
    {
        using var reader = Open(mark + "<a>\n  <é></c></a>");

        var error = Assert.Throws<XmlException>(() => Shown(reader, refused: false));

        Assert.Equal((2, 8), (error.LineNumber, error.LinePosition));
        Assert.Equal("a.é", reader.Path(0));
    }

    [Fact]
    public void A_tag_that_was_there_before_means_what_its_prefix_means_where_it_stands()
    {
        using var reader = Open("<r xmlns:p='u'><p:a/><q xmlns:p='v'><p:a/></q><p:a/></r>");
        var meant = new List<string>();
        while (reader.Read())
        {
            meant.AddRange(reader.LocalName == "a" ? [reader.NamespaceURI] : []);
        }

        Assert.Equal(["u", "v", "u"], meant);
    }

    [Fact]
    public void A_document_larger_than_allowed_is_refused()
    {
        var document = "<a>" + new string(' ', 100_000) + "</a>";

        Assert.Throws<XmlException>(() => Shown(Open(document, new XmlBounds { Document = 50_000 }), refused: false));
        Assert.NotEmpty(Shown(Open(document, new XmlBounds { Document = document.Length }), refused: false));
    }

    private const string Refused = "refused";

    private static Utf8XmlReader Open(string document, XmlBounds? bounds = null) => new(new MemoryStream(Encoding.UTF8.GetBytes(document)), bounds ?? XmlBounds.Default);

    private static XmlReaderSettings Safe => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    private static byte[] Loose(Random random) => Encoding.UTF8.GetBytes("<a>" + string.Concat(random.GetItems(Pieces, random.Next(1, 6))) + "</a>");

    // A document as it should be, with all that may be in one.
    private static byte[] Whole(Random random)
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "" : "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- c -->");
        Element(0);
        return Encoding.UTF8.GetBytes(text.ToString() + (random.Next(3) == 0 ? "\n<!-- c --> <?pi?>\n" : ""));

        void Element(int depth)
        {
            var name = (string[])["a", "b", "p:c", "d-1", "ö"] is var names ? names[random.Next(names.Length)] : "";
            text.Append('<').Append(name);
            if (depth == 0 || random.Next(4) == 0)
            {
                text.Append(" xmlns:p='u").Append(random.Next(3)).Append('\'');
            }

            if (random.Next(4) == 0)
            {
                text.Append("\n xmlns=\"v").Append(random.Next(3)).Append('"');
            }

            foreach (var attribute in (string[])["x", "p:x", "y", "xml:space"])
            {
                if (random.Next(5) == 0)
                {
                    text.Append(' ').Append(attribute).Append("='").Append(attribute == "xml:space" ? "preserve" : Letters()).Append('\'');
                }
            }

            if (random.Next(4) == 0)
            {
                text.Append("/>");
                return;
            }

            text.Append('>');
            for (var children = random.Next(depth > 5 ? 1 : 5); children > 0; children--)
            {
                switch (random.Next(6))
                {
                    case 0:
                        text.Append(Letters()).Append("<![CDATA[").Append(Letters()).Append("]]>");
                        break;
                    case 1:
                        text.Append(Letters()).Append("<!-- c -->").Append(Letters());
                        break;
                    case 2:
                        text.Append("\r\n  ");
                        break;
                    case 3 when random.Next(40) == 0:
                        text.Append(random.Next(2) == 0 ? "<![CDATA[" : "").Insert(text.Length, Letters() + "x]\r\n", random.Next(100, 12_000));
                        text.Append(text.ToString().LastIndexOf("<![CDATA[", StringComparison.Ordinal) > text.ToString().LastIndexOf("]]>", StringComparison.Ordinal) ? "]]>" : " ");
                        break;
                    default:
                        Element(depth + 1);
                        break;
                }
            }

            text.Append(random.Next(3) == 0 ? Letters() : "").Append("</").Append(name).Append('>');
        }

        string Letters() => string.Concat(random.GetItems((string[])["a", "Text ", "ö", "€", "😀", "&amp;", "&#233;", " ", "\n", "\r\n", "\t", "]", "Ａ"], random.Next(8)));
    }

    // None, a few or many things wrong with it.
    private static byte[] Spoilt(Random random, byte[] document)
    {
        var bytes = document.ToList();
        for (var edits = random.Next(4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = random.Next(Math.Min(12, bytes.Count - at + 1));
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 2:
                    bytes.InsertRange(at, BrokenLetters[random.Next(BrokenLetters.Length)]);
                    break;
                case 3 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    // All that a reader shows within the root; pieces of a text are one.
    private static string Shown(XmlReader reader, bool refused = true)
    {
        var all = new StringBuilder();
        try
        {
            for (var last = XmlNodeType.None; reader.Read(); last = reader.NodeType)
            {
                if (reader.NodeType == XmlNodeType.XmlDeclaration || (reader.NodeType == XmlNodeType.Whitespace && reader.Depth == 0))
                {
                    continue;
                }

                var goesOn = reader.NodeType == last && last is XmlNodeType.Text or XmlNodeType.CDATA;
                all.Append(goesOn ? "" : $"\n{reader.NodeType} {reader.Depth} {reader.Prefix}:{reader.LocalName} {{{reader.NamespaceURI}}} {reader.IsEmptyElement} ").Append(Escaped(reader));
                for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                {
                    all.Append(CultureInfo.InvariantCulture, $" {reader.Depth} {reader.Prefix}:{reader.LocalName}{{{reader.NamespaceURI}}}={Escaped(reader)}");
                }

                reader.MoveToElement();
            }

            return all.ToString();
        }
        catch (XmlException) when (refused)
        {
            return Refused;
        }
    }

    private static string Escaped(XmlReader reader) => reader.Value.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Gives few bytes at once, as a network may.</summary>
    private sealed class Dripping(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        private readonly int _most = random.Next(4) switch { 0 => 1, 1 => 7, 2 => 200, _ => int.MaxValue };

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, _most == int.MaxValue ? count : random.Next(_most) + 1));
    }
}
