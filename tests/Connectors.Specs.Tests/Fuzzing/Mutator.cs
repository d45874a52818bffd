using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Tests.Fuzzing;

/// <summary>Spoils a text in YAML or XML: its bytes, its lines, or its tree. The same seed spoils it in the same way.</summary>
/// <param name="original">The text to start from, whose pieces are put where they do not belong.</param>
internal sealed partial class Mutator(string original)
{
    private static readonly string[] Awkward =
    [
        "{", "}", "[", "]", ":", ": ", ",", "- ", "? ", "*a", "&a ", "*", "&", "!", "!!binary ", "|", ">", "|2-\n", "'", "\"", "%YAML 1.2\n", "@", "`", "#", " #", "---\n", "...\n", "<<: ", "\t",
        "\0", "\r", "\r\n", "\u0085", "\u2028", "\uFEFF", "\uD800", "\uDC00", "𝄞", "\u200B", "ü", "~", "null", "-0", "1e999", "99999999999999999999", "-1", "0x7f", ".", "..", "[]", "[", "[0]", "[-1]", "[99999999999]",
        "[a=b", "[=]", "a.b.c", "{parent.remote_id}", "{connection.}", "{{", "}}", "{}", "parent.remote_id", "parent", "detail", "detail.x", "yyyy-MM-dd", "QQQ", "Europe/Nowhere", "120/minute", "1m",
        "#/components/schemas/Job", "#/components/schemas", "#", "$ref", "allOf", "oneOf", "from", "each", "one_of", "switch", "match", "first_of", "join", "list", "value", "with", "within", "for_each",
        "otherwise", "true", "false", "TEXT", "UNKNOWN", "<", "</", "/>", "<a>", "</a>", "<a/>", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "&#0;", "<?a?>", "xmlns=\"\"", "xmlns:t=\"urn:x\"", "name=\"a b\"", "\"tns:\"", "\":x\"", "\"unbounded\"", "\"-1\"", "\"encoded\"", "\"rpc\"", "<xs:any/>", "<xs:choice>", "<xs:redefine schemaLocation=\"x\"/>",
        "^(a+)+$", "(", "\\", "%41", "/", "//", "https://", "http://[::1", "{connection.subdomain}.",
    ];

    private readonly List<(int Start, int Length)> _pieces = original.StartsWith('<') ? [.. Markup().Matches(original).Select(m => (m.Index, m.Length))] : [.. Nodes(original).Select(n => (n.Span.Start, n.Span.Length))];
    private readonly TreeMutator? _tree = original.StartsWith('<') ? null : new(original);

    /// <summary>The text, spoilt one to four times; every other seed keeps it YAML.</summary>
    public string Mutate(int seed) => seed % 2 == 0 && _tree is not null ? _tree.Mutate(seed, Awkward) : Spoil(seed);

    private string Spoil(int seed)
    {
        var random = new Random(seed);
        var text = original;
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            text = random.Next(12) switch
            {
                0 => Cut(text, random, longest: 8),
                1 => Cut(text, random, longest: 400),
                2 => text.Insert(random.Next(text.Length + 1), Pick(Awkward, random)),
                3 => Flip(text, random),
                4 => text[..random.Next(text.Length + 1)],
                5 => Repeat(text, random),
                6 => Lines(text, random),
                7 => Deepen(text, random),
                8 => Replace(text, random, Pick(Awkward, random)),
                _ => Replace(text, random, Text(Pick(_pieces, random))),
            };
        }

        return text;
    }

    private static T Pick<T>(IReadOnlyList<T> items, Random random) => items[random.Next(items.Count)];

    private static string Cut(string text, Random random, int longest)
    {
        var at = random.Next(text.Length + 1);
        return text.Remove(at, Math.Min(text.Length - at, random.Next(1, longest)));
    }

    private static string Flip(string text, Random random)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var characters = text.ToCharArray();
        var at = random.Next(characters.Length);
        characters[at] = (char)(characters[at] ^ (1 << random.Next(8)));
        return new string(characters);
    }

    private static string Repeat(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var piece = text.Substring(at, Math.Min(text.Length - at, random.Next(1, 200)));
        return text.Insert(random.Next(text.Length + 1), string.Concat(Enumerable.Repeat(piece, random.Next(1, 20))));
    }

    /// <summary>Takes a line out, doubles it, moves it or changes its indentation.</summary>
    private static string Lines(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var at = random.Next(lines.Count);
        var line = lines[at];
        switch (random.Next(5))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, line);
                break;
            case 2:
                lines.RemoveAt(at);
                lines.Insert(random.Next(lines.Count + 1), line);
                break;
            case 3:
                lines[at] = new string(' ', random.Next(1, 12)) + line;
                break;
            default:
                lines[at] = line.TrimStart();
                break;
        }

        return string.Join('\n', lines);
    }

    /// <summary>Puts many brackets, or anchors that double what is before them, where something stood.</summary>
    private static string Deepen(string text, Random random)
    {
        var depth = random.Next(2, 200);
        var bomb = new StringBuilder("[&a0 [x, x]");
        var doublings = random.Next(2, 40);
        for (var i = 1; i < doublings; i++)
        {
            bomb.Append(CultureInfo.InvariantCulture, $", &a{i} [*a{i - 1}, *a{i - 1}]");
        }

        return text.Insert(random.Next(text.Length + 1), random.Next(3) switch
        {
            0 => new string('[', depth) + new string(']', random.Next(depth + 1)),
            1 => string.Concat(Enumerable.Repeat("{ a: ", depth)) + new string('}', random.Next(depth + 1)),
            _ => bomb + "]",
        });
    }

    /// <summary>Puts a text where a node of the original stood, or roughly there after other mutations.</summary>
    private string Replace(string text, Random random, string by)
    {
        var piece = Pick(_pieces, random);
        var start = Math.Min(piece.Start, text.Length);
        return text.Remove(start, Math.Min(piece.Length, text.Length - start)).Insert(start, by);
    }

    private string Text((int Start, int Length) piece) => original.Substring(piece.Start, piece.Length);

    /// <summary>Tags, attributes and their values.</summary>
    [GeneratedRegex("</?[\\w:]+|[\\w:]+=\"[^\"]*\"|/?>")]
    private static partial Regex Markup();

    private static List<YamlNode> Nodes(string text)
    {
        var nodes = new List<YamlNode>();
        Collect(YamlReader.Read(new SourceText("original", text), new DiagnosticBag())!);
        return nodes;

        void Collect(YamlNode node)
        {
            nodes.Add(node);
            foreach (var child in node is YamlSequence list ? list.Items : node is YamlMapping mapping ? mapping.Entries.SelectMany(e => new[] { e.Key, e.Value }) : [])
            {
                Collect(child);
            }
        }
    }
}
