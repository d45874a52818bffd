using Connectors.Specs.Diagnostics;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Tests.Yaml;

public class YamlReaderTests
{
    [Fact]
    public void Every_scalar_is_text()
    {
        var root = Mapping("a: no\nb: 1.10\nc: ~\nd: \"on\"\ne:\n");
        Assert.Equal(["no", "1.10", "~", "on", ""], root.Entries.Select(e => ((YamlScalar)e.Value).Text));
        Assert.True(((YamlScalar)root["d"]!).Quoted);
        Assert.True(((YamlScalar)root["e"]!).IsEmpty);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Places_are_those_of_an_editor(string newline)
    {
        var text = string.Join(newline, "a: 1", "models:", "  jobs: { name: \"x y\", list: [p, q] }", "z: ö𝄞 end");
        var root = Mapping(text);
        var jobs = (YamlMapping)((YamlMapping)root["models"]!)["jobs"]!;
        Assert.Equal((2, 8, 2, 37), Place(jobs));
        Assert.Equal((2, 16, 2, 21), Place(jobs["name"]!));
        Assert.Equal("\"x y\"", Slice(text, jobs["name"]!));
        Assert.Equal("[p, q]", Slice(text, jobs["list"]!));
        Assert.Equal("ö𝄞 end", Slice(text, root["z"]!));
        Assert.Equal("jobs: { name: \"x y\", list: [p, q] }", Slice(text, root["models"]!));
    }

    [Fact]
    public void Json_reads_as_well()
    {
        var root = Mapping("{\"a\": {\"b\": [1, true, null, \"x: \\u0041\"]},\n \"c\":{}}");
        Assert.Equal(["1", "true", "null", "x: A"], ((YamlSequence)((YamlMapping)root["a"]!)["b"]!).Items.Select(i => ((YamlScalar)i).Text));
    }

    [Fact]
    public void Aliases_cannot_build_a_tree_deeper_than_the_limit()
    {
        var half = YamlReader.MaxDepth / 2;
        var text = $"a: &a {new string('[', half)}{new string(']', half)}\nb: &b {new string('[', half)}*a{new string(']', half)}\n";
        var bag = new DiagnosticBag();

        Assert.Null(YamlReader.Read(new SourceText("deep.yaml", text), bag));
        Assert.Equal(("CONN0004", 1), bag.ToDiagnostics().Select(d => (d.Rule.Id, d.Span.Line)).Single());
    }

    [Fact]
    public void An_alias_stands_for_its_node()
    {
        const string Text = "a: &x { b: 1 }\nc: *x\nd: &y [*x]\ne: *y\n";
        var root = Mapping(Text);
        var through = ((YamlMapping)root["c"]!).Entries[0];

        Assert.Null(root["a"]!.Use);
        Assert.Equal(("{ b: 1 }", "*x"), (Slice(Text, root["c"]!), Text.Substring(root["c"]!.Place.Start, root["c"]!.Place.Length)));
        Assert.Equal(("1", "1", 1), (((YamlScalar)through.Value).Text, Slice(Text, through.Value), through.Key.Place.Line));
        Assert.Equal((3, 2, null), (((YamlSequence)root["e"]!).Items[0].Use is { } use ? (use.Place.Line, use.Of?.Place.Line, use.Of?.Of) : default));
    }

    [Theory]
    [InlineData("a: &x { b: 1 }", "{ b: 1 }")]
    [InlineData("a: &x\n  b: 1\n", "b: 1")]
    [InlineData("a: &x # why\n  - b\n", "- b")]
    [InlineData("a: &x text", "text")]
    [InlineData("a: &x\nb: 1", "")]
    public void The_mark_before_a_node_is_no_part_of_it(string text, string node) => Assert.Equal(node, Slice(text, Mapping(text)["a"]!));

    [Fact]
    public void A_block_that_ends_with_an_alias_ends_there()
    {
        const string Text = "a: &x { y: 1 }\nb:\n  c: *x\nd: 2\n";

        Assert.Equal("c: *x", Slice(Text, Mapping(Text)["b"]!));
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", "CONN0003", 2, 0)]
    [InlineData("a: \"open", "CONN0001", null, null)]
    [InlineData("a: [1, 2", "CONN0001", 0, 3)]
    [InlineData("a: { from: x, map: { b: c }\nd: { e: f }\n", "CONN0001", null, null)]
    [InlineData("a: { from: x, map: { b: c }\n", "CONN0001", 0, 3)]
    [InlineData("a:\n  b: 1\n c: 2", "CONN0001", 2, 1)]
    [InlineData("", "CONN0008", 0, 0)]
    [InlineData("# only a comment\n", "CONN0008", null, null)]
    [InlineData("a: 1\n---\nb: 2", "CONN0007", 1, 0)]
    [InlineData("a: &x [ *x ]", "CONN0005", 0, 8)]
    [InlineData("a: *nothing", "CONN0005", 0, 3)]
    [InlineData("[1, 2]: x", "CONN0006", 0, 0)]
    [InlineData("{ get: /jobs/{parent.remote_id}/form }", "CONN0002", 0, 13)]
    [InlineData("rest: {connection.host}", "CONN0002", 0, 7)]
    [InlineData("rest: {connection.host}/api", "CONN0002", null, null)]
    [InlineData("{ path: links[rel=apply].href }", "CONN0002", 0, 13)]
    [InlineData("{ note: first, second }", "CONN0002", 0, 15)]
    [InlineData("a: @x", "CONN0002", 0, 3)]
    [InlineData("a: `x`", "CONN0002", 0, 3)]
    [InlineData("a: *", "CONN0002", 0, 3)]
    [InlineData("{ a: * }", "CONN0002", 0, 5)]
    [InlineData("a: b: c", "CONN0002", 0, 4)]
    [InlineData("{ a: b: c }", "CONN0002", 0, 6)]
    [InlineData("a: %x", "CONN0002", 0, 3)]
    public void A_mistake_is_reported_at_its_place(string text, string id, int? line, int? column)
    {
        var diagnostics = new DiagnosticBag();
        YamlReader.Read(new SourceText("x.yaml", text), diagnostics);
        var found = diagnostics.ToDiagnostics()[0];
        Assert.Equal(id, found.Rule.Id);
        if (line is not null)
        {
            Assert.Equal((line, column), (found.Span.Line, found.Span.Column));
        }
    }

    [Fact]
    public void Every_duplicate_key_is_reported()
    {
        var diagnostics = new DiagnosticBag();
        YamlReader.Read(new SourceText("x.yaml", "a: 1\na: 2\nb: { c: 1, c: 2 }\n"), diagnostics);
        Assert.Equal([1, 2], diagnostics.ToDiagnostics().Select(d => d.Span.Line));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused()
        => Assert.Equal("CONN0004", Only(new string('a', YamlReader.MaxLength + 1)));

    [Fact]
    public void Nesting_that_is_too_deep_is_refused()
        => Assert.Equal("CONN0004", Only(new string('[', 500_000)));

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" +
            string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Equal("CONN0004", Only(text));
    }

    private static string Only(string text)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(YamlReader.Read(new SourceText("x.yaml", text), diagnostics));
        return Assert.Single(diagnostics.ToDiagnostics()).Rule.Id;
    }

    private static YamlMapping Mapping(string text)
    {
        var diagnostics = new DiagnosticBag();
        var root = YamlReader.Read(new SourceText("x.yaml", text), diagnostics);
        Assert.Empty(diagnostics.ToDiagnostics());
        return Assert.IsType<YamlMapping>(root);
    }

    private static (int, int, int, int) Place(YamlNode node) => (node.Span.Line, node.Span.Column, node.Span.EndLine, node.Span.EndColumn);

    private static string Slice(string text, YamlNode node) => text.Substring(node.Span.Start, node.Span.Length);
}
