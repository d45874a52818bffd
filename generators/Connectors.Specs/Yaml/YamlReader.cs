using Connectors.Specs.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Connectors.Specs.Yaml;

/// <summary>Reads YAML (and JSON, which is YAML in flow style) into nodes that know their places.</summary>
public static class YamlReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>The most nodes a text may stand for, every use of an alias counted anew.</summary>
    public const int MaxNodes = 100_000;

    /// <summary>
    /// Reads <paramref name="source"/>. Total: whatever the text, mistakes become diagnostics inside the file and nothing is thrown.
    /// Returns null when a mistake in the syntax, or the file's size, ended the reading, or when the file is empty.
    /// </summary>
    public static YamlNode? Read(SourceText source, DiagnosticBag diagnostics)
    {
        var lines = new LineMap(source.Text);
        if (source.Text.Length > MaxLength)
        {
            diagnostics.Report(DiagnosticRules.YamlTooLarge, source.Path, lines.Span(0, 0), $"The file has {source.Text.Length} characters; at most {MaxLength} are read.");
            return null;
        }

        var build = new Build(source, lines, diagnostics);
        try
        {
            return build.Document();
        }
        catch (ReadingEnded)
        {
            return null;
        }
        catch (YamlException e)
        {
            YamlTrap.Report(source, lines, diagnostics, e.Start.Index, e.End.Index, e.Message);
            return null;
        }
#pragma warning disable CA1031 // The parser throws more than it documents on texts that are far from YAML; none of it may leave.
        catch (Exception)
        {
            YamlTrap.Report(source, lines, diagnostics, source.Text.Length, source.Text.Length, "the text ends where YAML expects more");
            return null;
        }
#pragma warning restore CA1031
    }

    /// <summary>Thrown after a diagnostic has said why reading cannot go on.</summary>
#pragma warning disable CA1032, CA1064 // Never leaves this class.
    private sealed class ReadingEnded : Exception;
#pragma warning restore CA1032, CA1064

    /// <summary>Builds nodes of the parser's events.</summary>
    private sealed class Build(SourceText source, LineMap lines, DiagnosticBag diagnostics)
    {
        private readonly Parser _parser = new(new StringReader(source.Text));
        private readonly Dictionary<AnchorName, (YamlNode Node, int Nodes, int Height)> _anchors = [];
        private readonly HashSet<AnchorName> _open = [];
        private int _nodes;

        /// <summary>The deepest level reached in the node being built, what aliases stand for included.</summary>
        private int _deepest;

        public YamlNode? Document()
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _))
            {
                Report(DiagnosticRules.YamlEmpty, lines.Span(0, 0), "The file is empty.");
                return null;
            }

            _parser.Consume<DocumentStart>();
            var root = Node(1);
            _parser.Consume<DocumentEnd>();
            if (!_parser.Accept<StreamEnd>(out _))
            {
                Report(DiagnosticRules.YamlDocuments, Span(_parser.Current!), "A second document begins here; a file holds one.");
            }

            if (root is YamlScalar { IsEmpty: true })
            {
                Report(DiagnosticRules.YamlEmpty, root.Span, "The file is empty.");
                return null;
            }

            return root;
        }

        private YamlNode Node(int depth)
        {
            if (depth > MaxDepth)
            {
                throw TooLarge($"The nesting is deeper than {MaxDepth} levels.");
            }

            if (_parser.TryConsume<AnchorAlias>(out var alias))
            {
                return Follow(alias, depth);
            }

            var before = _nodes;
            var deepest = _deepest;
            _deepest = depth;
            Count(1);
            var anchor = ((NodeEvent)_parser.Current!).Anchor;
            if (!anchor.IsEmpty)
            {
                _open.Add(anchor);
            }

            YamlNode node = _parser.TryConsume<SequenceStart>(out var sequence) ? Sequence(sequence, depth)
                : _parser.TryConsume<MappingStart>(out var mapping) ? Mapping(mapping, depth)
                : Scalar(_parser.Consume<Scalar>());
            if (!anchor.IsEmpty)
            {
                _open.Remove(anchor);
                _anchors[anchor] = (node, _nodes - before, _deepest - depth);
            }

            _deepest = Math.Max(_deepest, deepest);
            return node;
        }

        private YamlNode Follow(AnchorAlias alias, int depth)
        {
            var name = alias.Value;
            if (!_anchors.TryGetValue(name, out var target) || _open.Contains(name))
            {
                Report(DiagnosticRules.YamlAlias, Span(alias), _open.Contains(name)
                    ? $"The alias '*{name.Value}' stands inside the node it stands for."
                    : $"Nothing is marked '&{name.Value}' before this; if the text '*{name.Value}' was meant, quote it.");
                throw new ReadingEnded();
            }

            if (depth + target.Height > MaxDepth)
            {
                throw TooLarge($"With what '*{name.Value}' stands for, the nesting is deeper than {MaxDepth} levels.");
            }

            Count(target.Nodes);
            _deepest = Math.Max(_deepest, depth + target.Height);
            return target.Node.UsedAt(Span(alias));
        }

        private YamlScalar Scalar(Scalar e) => new(e.Value, e.Style is not (ScalarStyle.Plain or ScalarStyle.Any), Span(e));

        private YamlSequence Sequence(SequenceStart start, int depth)
        {
            var items = new List<YamlNode>();
            while (!_parser.Accept<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            var end = _parser.Consume<SequenceEnd>();
            return new YamlSequence(items, Span(start, end, start.Style == SequenceStyle.Flow, items.LastOrDefault()));
        }

        private YamlMapping Mapping(MappingStart start, int depth)
        {
            var entries = new List<YamlEntry>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            YamlNode? last = null;
            while (!_parser.Accept<MappingEnd>(out _))
            {
                var key = Node(depth + 1);
                var value = last = Node(depth + 1);
                if (key is not YamlScalar name)
                {
                    Report(DiagnosticRules.YamlKey, key.Span, $"A key must be a text, but this is {key.Kind}; if a text was meant, quote it.");
                }
                else if (!keys.Add(name.Text))
                {
                    Report(DiagnosticRules.YamlDuplicateKey, name.Span, $"The key '{name.Text}' is given twice.");
                }
                else
                {
                    entries.Add(new YamlEntry(name, value));
                    YamlTrap.CheckEntry(source, diagnostics, start.Style == MappingStyle.Flow, name, value);
                }
            }

            var end = _parser.Consume<MappingEnd>();
            return new YamlMapping(entries, Span(start, end, start.Style == MappingStyle.Flow, last));
        }

        private void Count(int nodes)
        {
            _nodes += nodes;
            if (_nodes > MaxNodes)
            {
                throw TooLarge($"The file stands for more than {MaxNodes} nodes.");
            }
        }

        private ReadingEnded TooLarge(string message)
        {
            Report(DiagnosticRules.YamlTooLarge, Span(_parser.Current!), message);
            return new ReadingEnded();
        }

        /// <summary>The parser ends flow collections before their bracket, and block collections where the next token begins; here they end after the bracket or the last child.</summary>
        private TextSpan Span(ParsingEvent start, ParsingEvent end, bool flow, YamlNode? last) =>
            flow || last is null
                ? lines.Span(Start(start), end.Start.Index + (flow ? 1 : 0))
                : lines.Span(Start(start), last.Place.Start + last.Place.Length);

        private TextSpan Span(ParsingEvent e) => lines.Span(Start(e), e.End.Index);

        /// <summary>Where a node begins; the parser counts the mark before it, <c>&amp;name</c>, to it.</summary>
        private long Start(ParsingEvent e)
        {
            if (e is not NodeEvent { Anchor.IsEmpty: false } || source.Text[(int)e.Start.Index] != '&')
            {
                return e.Start.Index;
            }

            var at = (int)e.Start.Index + 1 + ((NodeEvent)e).Anchor.Value.Length;
            while (at < source.Text.Length && (char.IsWhiteSpace(source.Text[at]) || source.Text[at] == '#'))
            {
                at = source.Text[at] == '#' ? LineEnd(at) : at + 1;
            }

            return e is Scalar ? Math.Min(at, e.End.Index) : at;
        }

        private int LineEnd(int at)
        {
            var end = source.Text.IndexOf('\n', at);
            return end < 0 ? source.Text.Length : end;
        }

        private void Report(DiagnosticRule rule, TextSpan span, string message) => diagnostics.Report(rule, source.Path, span, message);
    }
}
