using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Vocabulary;

/// <summary>What the reader makes of a vocabulary file, and of one with mistakes.</summary>
public sealed class VocabularyReaderTests
{
    private const string Good = """
        vocabulary: test
        common:
          id: { type: string, base: true, doc: The id. }
          remote_id: { type: string, required: true, doc: The vendor's id. }
        enums:
          colour: { doc: A colour., open: [RED, GREEN] }
        objects:
          part:
            doc: A part.
            members:
              size: { type: integer, doc: Its size. }
              mark: { type: string, doc: What stands on it. }
          reply:
            doc: A reply.
            members:
              thing_id: { ref: things, doc: The thing. }
              text: { union: words, doc: The text. }
        unions:
          words:
            doc: Words.
            cases:
              LONG: { doc: Many., members: { many: { type: string, doc: Many words. } } }
              CHOICE: { doc: Chosen., members: { chosen: { option_of: thing_id, doc: The option. } } }
        models:
          things:
            type: Thing
            id: x_things
            label: Things
            doc: A thing.
            fields:
              colour: { enum: colour, doc: Its colour. }
              parts: { object: part, list: true, required: true, doc: Its parts. }
          links:
            type: Link
            id: x_links
            label: Links
            doc: A link.
            joins: [from_id, to_id]
            fields:
              from_id: { ref: things, required: true, doc: One. }
              to_id: { ref: things, required: true, doc: The other. }
        actions:
          make:
            id: x_make
            label: Make
            doc: Makes.
            makes: { things: {}, links: { from_id: things } }
            groups: { thing: { required: true, doc: The thing. } }
            inputs:
              thing.name: { type: string, required: true, doc: Its name. }
              thing.colour: { enum: colour, becomes: things.colour, doc: Its colour. }
              thing.mark: { type: string, becomes: things.parts.mark, doc: What stands on its part. }
              thing.data: { type: bytes, one_of: content, doc: Its content. }
              thing.data_url: { type: file_url, one_of: content, doc: Where its content is. }
              thing.kind: { type: media_type, describes: content, doc: What its content is. }
              thing.sort: { type: string, accepted: true, doc: What it is. }
          paint:
            id: x_paint
            label: Paint
            doc: Paints.
            changes: things
            inputs:
              thing_id: { ref: things, required: true, doc: The thing. }
              colour: { enum: colour, becomes: things.colour, doc: Its colour. }
        features:
          magic: { label: Magic, doc: It works. }
        """;

    [Fact]
    public void A_vocabulary_is_read_in_the_order_of_the_file()
    {
        var vocabulary = Read(Good, out var diagnostics)!;

        Assert.Empty(diagnostics);
        Assert.Equal("test", vocabulary.Category);
        Assert.Equal(["id", "remote_id", "colour", "parts"], vocabulary.Model("things")!.Fields.Select(f => f.Name));
        Assert.Equal(["from_id", "to_id", "id"], vocabulary.Model("links")!.Fields.Select(f => f.Name));
        Assert.Equal(new FieldType { Name = "parts", Type = new TypeRef.Object("part"), List = true, Required = true, Doc = "Its parts." }, vocabulary.Model("things")!.Field("parts"));
        Assert.Equal([new MadeModel("things", default), new MadeModel("links", new([new MadeLink("from_id", "things")]))], vocabulary.Actions[0].Makes);
        Assert.Equal(("things", "thing"), (vocabulary.Actions[1].Changes, vocabulary.Actions[0].Input("thing.data")!.Group));
        Assert.Equal(new FieldType { Name = "thing.data", Type = new TypeRef.Scalar(ScalarKind.Bytes), OneOf = "content", Doc = "Its content." }, vocabulary.Actions[0].Input("thing.data"));
        Assert.True(vocabulary.Actions[0].Input("thing.sort") is { Accepted: true, Becomes: null });
        Assert.Equal([new InputGroup("thing", List: false, Required: true, "The thing.")], vocabulary.Actions[0].Groups);
    }

    [Fact]
    public void The_same_text_gives_an_equal_vocabulary() => Assert.Equal(Read(Good, out _), Read(Good, out _));

    [Theory]
    [InlineData("CONN2101", "label: Things", "title: Things", "title")]
    [InlineData("CONN2101", "open: [RED, GREEN]", "values: [RED, GREEN]", "colour")]
    [InlineData("CONN2101", "doc: A thing.", "doc: [A thing.]", "[A thing.]")]
    [InlineData("CONN2101", "list: true", "list: yes", "yes")]
    [InlineData("CONN2101", "joins: [from_id, to_id]", "joins: from_id", "from_id")]
    [InlineData("CONN2101", "colour: { enum: colour, doc: Its colour. }", "colour: red", "red")]
    [InlineData("CONN2102", "size: { type: integer,", "size: { type: int,", "int")]
    [InlineData("CONN2102", "size: { type: integer,", "size: { type: integer, enum: colour,", "size")]
    [InlineData("CONN2102", "size: { type: integer,", "size: { required: true,", "size")]
    [InlineData("CONN2103", "enum: colour", "enum: color", "color")]
    [InlineData("CONN2103", "object: part", "object: parts", "parts")]
    [InlineData("CONN2103", "thing_id: { ref: things", "thing_id: { ref: thing", "thing")]
    [InlineData("CONN2103", "thing_id: { ref: things", "thing_id: { type: string", "text")]
    [InlineData("CONN2103", "size: { type: integer", "size: { option_of: size", "size")]
    [InlineData("CONN2104", "id: x_links", "id: x_things", "links")]
    [InlineData("CONN2104", "type: Link", "type: Part", "links")]
    [InlineData("CONN2104", "[RED, GREEN]", "[RED, RED]", "RED")]
    [InlineData("CONN2104", "parts: { object: part", "remote_id: { object: part", "remote_id")]
    [InlineData("CONN2105", "size: {", "from: {", "from")]
    [InlineData("CONN2105", "many: {", "one_of: {", "one_of")]
    [InlineData("CONN2105", "parts: { object: part, list: true, required: true, doc: Its parts. }\n", "parts: { object: part, doc: Its part. }\n", null)]
    [InlineData("CONN2106", "type: Thing", "type: thing", "thing")]
    [InlineData("CONN2106", "size: {", "Size: {", "Size")]
    [InlineData("CONN2106", "[RED, GREEN]", "[red, GREEN]", "red")]
    [InlineData("CONN2106", "thing.name:", "thing..name:", "thing..name")]
    [InlineData("CONN2107", "joins: [from_id, to_id]", "joins: [from_id]", "[from_id]")]
    [InlineData("CONN2107", "to_id: { ref: things, required: true,", "to_id: { ref: things,", "[from_id, to_id]")]
    [InlineData("CONN2107", "  remote_id: { type: string, required: true, doc: The vendor's id. }\n", "", "things")]
    [InlineData("CONN2108", "chosen: {", "many: {", "CHOICE")]
    [InlineData("CONN2108", "members: { many: { type: string, doc: Many words. } }", "members: {}", "LONG")]
    [InlineData("CONN2108", "    doc: Words.", "    doc: Words.\n    discriminator: many", "LONG")]
    [InlineData("CONN2109", "size: { type: integer", "size: { object: part", "part")]
    [InlineData("CONN2110", "groups: { thing: { required: true, doc: The thing. } }", "groups: {}", "thing.name")]
    [InlineData("CONN2110", "groups: { thing:", "groups: { other: { doc: Another. }, thing:", "other")]
    [InlineData("CONN2101", "thing.sort: { type: string, accepted: true", "thing.sort: { type: string, base: true", "base")]
    [InlineData("CONN2101", "size: { type: integer, doc", "size: { type: integer, accepted: true, doc", "accepted")]
    [InlineData("CONN2102", "thing.data: { type: bytes", "thing.data: { type: byte", "byte")]
    [InlineData("CONN2102", "size: { type: integer, doc", "size: { type: email, doc", "email")]
    [InlineData("CONN2103", "makes: { things: {}", "makes: { thing: {}", "thing")]
    [InlineData("CONN2103", "changes: things", "changes: thing", "changes")]
    [InlineData("CONN2103", "becomes: things.parts.mark", "becomes: things.parts.length", "becomes")]
    [InlineData("CONN2103", "becomes: things.parts.mark", "becomes: thing.parts", "becomes")]
    [InlineData("CONN2103", "becomes: things.parts.mark", "becomes: things.id", "becomes")]
    [InlineData("CONN2103", "becomes: things.parts.mark", "becomes: things", "becomes")]
    [InlineData("CONN2103", "thing.name: { type: string", "thing.name: { type: answer", "thing.name")]
    [InlineData("CONN2103", "describes: content", "describes: contents", "describes")]
    [InlineData("CONN2111", "links: { from_id: things }", "links: { to_id: links }", "to_id")]
    [InlineData("CONN2111", "links: { from_id: things }", "links: { name: things }", "name")]
    [InlineData("CONN2111", "makes: { things: {}, links: { from_id: things } }", "makes: { links: {} }", "becomes")]
    [InlineData("CONN2111", "changes: things", "changes: links", "changes")]
    [InlineData("CONN2111", "thing_id: { ref: things, required: true", "thing_id: { ref: things", "changes")]
    [InlineData("CONN2111", "becomes: things.parts.mark", "becomes: things.colour", "becomes")]
    [InlineData("CONN2111", "becomes: things.parts.mark", "becomes: things.parts", "becomes")]
    [InlineData("CONN2112", "thing.data: { type: bytes, one_of: content", "thing.data: { type: bytes, one_of: contents", "thing.data")]
    [InlineData("CONN2112", "thing.data: { type: bytes, one_of: content", "thing.data: { type: bytes, required: true, one_of: content", "thing.data")]
    [InlineData("CONN0003", "label: Things", "label: Things\n    label: Things", "label")]
    public void A_mistake_is_reported_where_it_stands(string id, string good, string bad, string? place)
    {
        var text = place is null ? Good.Replace("size: {", "value: {", StringComparison.Ordinal) : Good;
        Assert.Contains(good, text, StringComparison.Ordinal);
        text = text.Replace(good, bad, StringComparison.Ordinal);

        Assert.Null(Read(text, out var diagnostics));
        Assert.Contains((id, place ?? "value"), diagnostics.Select(d => (d.Rule.Id, text.Substring(d.Span.Start, d.Span.Length))));
    }

    [Fact]
    public void A_member_of_items_may_be_called_value() =>
        Assert.NotNull(Read(Good.Replace("size: {", "value: {", StringComparison.Ordinal), out _));

    [Fact]
    public void Several_mistakes_are_reported_at_once()
    {
        Read(Good.Replace("enum: colour, doc", "enum: color, doc", StringComparison.Ordinal).Replace("type: Link", "type: link", StringComparison.Ordinal), out var diagnostics);

        Assert.Equal(["CONN2103", "CONN2106"], diagnostics.Select(d => d.Rule.Id));
        Assert.EndsWith("did you mean 'colour'?", diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static VocabularySpec? Read(string text, out IReadOnlyList<SpecDiagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        var vocabulary = VocabularyReader.Read(new SourceText("test.yaml", text), bag);
        diagnostics = bag.ToDiagnostics();
        return vocabulary;
    }
}
