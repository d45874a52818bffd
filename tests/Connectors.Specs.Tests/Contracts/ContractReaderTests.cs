using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Tests.Contracts;

/// <summary>What the reader makes of OpenAPI documents, and of ones with mistakes.</summary>
public sealed class ContractReaderTests
{
    [Fact]
    public void Json_is_read_like_yaml()
    {
        const string Json = """
            { "openapi": "3.0.3", "paths": { "/a": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "type": "object", "properties": { "x": { "type": "string" } } } } } } } } } } }
            """;
        const string Yaml = """
            openapi: 3.0.3
            paths:
              /a:
                get:
                  responses:
                    "200": { content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } }
            """;

        Assert.Equal(Read(Yaml), Read(Json));
        Assert.Equal(JsonKind.String, Assert.Single(Read(Json).Operations[0].Success!.Body!.Inline!.Properties).Schema.Inline!.Type);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/vnd.api+json", true)]
    [InlineData("\"*/*\"", true)]
    [InlineData("text/plain", false)]
    public void The_json_content_is_taken(string type, bool taken)
    {
        var contract = Parse(Document("{ }").Replace("application/json", type, StringComparison.Ordinal), out var diagnostics)!;

        Assert.Equal(taken, contract.Operations[0].Success!.Body is not null);
        Assert.Equal(taken ? [] : ["CONN3105"], diagnostics.Select(d => d.Rule.Id));
    }

    [Theory]
    [InlineData("3.0.3", "{ type: string, nullable: true }")]
    [InlineData("3.1.0", "{ type: [string, \"null\"] }")]
    [InlineData("3.1.0", "{ anyOf: [{ type: string }, { type: \"null\" }] }")]
    [InlineData("3.1.0", "{ type: string, enum: [null] }")]
    [InlineData("3.0.3", "{ nullable: true, allOf: [{ $ref: \"#/components/schemas/Text\" }] }")]
    [InlineData("3.1.0", "{ $ref: \"#/components/schemas/Text\", type: [string, \"null\"] }")]
    public void Null_is_allowed_in_the_words_of_each_version(string version, string schema) =>
        Assert.True(Schema(schema, "Text: { type: string }", version) is { Type: JsonKind.String, Nullable: true });

    [Fact]
    public void Several_types_are_alternatives() => Assert.Equal(
        [JsonKind.String, JsonKind.Integer],
        Schema("{ type: [string, integer] }", version: "3.1.0").Alternatives.Select(a => a.Inline!.Type));

    [Fact]
    public void Parts_of_allOf_are_merged()
    {
        var schema = Schema(
            "{ required: [b, z], allOf: [{ $ref: \"#/components/schemas/Base\" }, { properties: { b: { type: integer }, c: { type: boolean } } }] }",
            "Base: { type: object, required: [a], properties: { a: { type: string }, b: {} } }");

        Assert.Equal(JsonKind.Object, schema.Type);
        Assert.Equal([("a", true), ("b", true), ("c", false), ("z", true)], schema.Properties.Select(p => (p.Name, p.Required)));
        Assert.Equal(JsonKind.Integer, schema.Properties[1].Schema.Inline!.Type);
    }

    [Fact]
    public void Bounds_and_values_of_merged_parts_are_the_narrower_ones()
    {
        var schema = Schema("{ allOf: [{ type: number, minimum: 1, maximum: 9, enum: [1, 2, 3] }, { type: integer, minimum: 2, maximum: 20, enum: [2, 3, 4] }] }");

        Assert.True(schema is { Type: JsonKind.Integer, Minimum: 2, Maximum: 9 });
        Assert.Equal(["2", "3"], schema.Enum);
    }

    [Theory]
    [InlineData("oneOf")]
    [InlineData("anyOf")]
    public void Choices_are_alternatives(string keyword) => Assert.Equal(
        [null, "Text"],
        Schema($"{{ {keyword}: [{{ type: integer }}, {{ $ref: \"#/components/schemas/Text\" }}] }}", "Text: { type: string }").Alternatives.Select(a => a.Name));

    [Fact]
    public void A_recursive_schema_is_finite()
    {
        var contract = Read(Document("{ $ref: \"#/components/schemas/Node\" }", "Node: { type: object, properties: { next: { $ref: \"#/components/schemas/Node\" }, all: { type: array, items: { $ref: \"#/components/schemas/Node\" } } } }"));

        var node = contract.Schemas.Single(s => s.Name == "Node");
        Assert.Equal(["Node", null], node.Schema.Inline!.Properties.Select(p => p.Schema.Name));
        Assert.Same(node.Schema.Inline, contract.Resolve(node.Schema.Inline.Properties[0].Schema));
    }

    [Fact]
    public void A_reference_to_any_place_in_the_file_is_followed()
    {
        var contract = Read(Document("{ $ref: \"#/components/schemas/A%7E1b/properties/c~1d\" }", "A/b: { type: object, properties: { c/d: { type: boolean } } }"));

        Assert.Equal(JsonKind.Boolean, contract.Resolve(contract.Operations[0].Success!.Body)!.Type);
    }

    [Fact]
    public void A_name_for_another_name_leads_to_the_schema()
    {
        var contract = Read(Document("{ $ref: \"#/components/schemas/One\" }", "One: { $ref: \"#/components/schemas/Two\" }", "Two: { type: string }"));

        Assert.Equal("Two", contract.Operations[0].Success!.Body!.Name);
        Assert.Equal(JsonKind.String, contract.Resolve(new SchemaRef("One", null))!.Type);
    }

    [Fact]
    public void Additional_members_have_a_schema_or_are_refused()
    {
        Assert.Equal(JsonKind.Integer, Schema("{ type: object, additionalProperties: { type: integer } }").AdditionalProperties!.Inline!.Type);
        Assert.True(Schema("{ type: object, additionalProperties: false }") is { Closed: true, AdditionalProperties: null });
        Assert.True(Schema("{ type: object, additionalProperties: true }") is { Closed: false, AdditionalProperties: null });
    }

    [Fact]
    public void Parameters_responses_headers_and_bodies_may_be_references()
    {
        var contract = Read("""
            openapi: 3.0.3
            paths:
              /a/{id}:
                parameters: [{ $ref: "#/components/parameters/Id" }, { name: q, in: query, schema: { type: string } }]
                post:
                  parameters: [{ name: q, in: query, required: true, schema: { type: integer } }]
                  requestBody: { $ref: "#/components/requestBodies/New" }
                  responses:
                    2XX: { $ref: "#/components/responses/Done" }
            components:
              parameters: { Id: { name: id, in: path, required: true, schema: { type: integer } } }
              requestBodies: { New: { required: true, content: { application/json: { schema: { type: object } } } } }
              responses: { Done: { description: done, headers: { X-Left: { $ref: "#/components/headers/Left" } } } }
              headers: { Left: { schema: { type: integer } } }
            """);
        var operation = Assert.Single(contract.Operations);

        Assert.Equal([("id", PlaceKind.Path, JsonKind.Integer), ("q", PlaceKind.Query, JsonKind.Integer)], operation.Parameters.Select(p => (p.Name, p.In, p.Schema.Inline!.Type)));
        Assert.True(operation is { BodyRequired: true, Body.Inline.Type: JsonKind.Object });
        Assert.Equal("X-Left", Assert.Single(operation.Reply(204)!.Headers).Name);
        Assert.Same(operation.Replies[0], operation.Success);
    }

    [Theory]
    [InlineData("in: query", ListStyle.Repeat)]
    [InlineData("in: query, explode: false", ListStyle.Csv)]
    [InlineData("in: query, style: spaceDelimited, explode: false", ListStyle.Space)]
    [InlineData("in: query, style: pipeDelimited, explode: false", ListStyle.Pipe)]
    [InlineData("in: query, style: pipeDelimited, explode: true", ListStyle.Repeat)]
    [InlineData("in: header", ListStyle.Csv)]
    public void Lists_are_written_as_style_and_explode_say(string place, ListStyle style)
    {
        var contract = Read(Document("{}").Replace("get:", $"get:\n      parameters: [{{ name: p, {place}, schema: {{ type: array }} }}]", StringComparison.Ordinal));

        Assert.Equal(style, Assert.Single(contract.Operations[0].Parameters).Style);
    }

    [Theory]
    [InlineData("CONN3101", "swagger: \"2.0\"\npaths: {}", "swagger")]
    [InlineData("CONN3101", "openapi: 4.0.0\npaths: {}", "4.0.0")]
    [InlineData("CONN3101", "[1]", "[1]")]
    [InlineData("CONN3202", "<definitions/>", "definitions")]
    [InlineData("CONN0008", "# nothing", "")]
    public void What_is_no_openapi_document_gives_no_contract(string id, string text, string place)
    {
        Assert.Null(Parse(text, out var diagnostics));
        var found = Assert.Single(diagnostics);
        Assert.Equal((id, place), (found.Rule.Id, text.Substring(found.Span.Start, found.Span.Length)));
    }

    [Theory]
    [InlineData("CONN3102", "{ type: text }", "text")]
    [InlineData("CONN3102", "[string]", "[string]")]
    [InlineData("CONN3102", "{ type: object, properties: [a] }", "[a]")]
    [InlineData("CONN3102", "{ type: string, maxLength: long }", "long")]
    [InlineData("CONN3102", "{ type: string, nullable: maybe }", "maybe")]
    [InlineData("CONN3102", "{ required: [[a]] }", "[a]")]
    [InlineData("CONN3102", "{ required: a }", "a")]
    [InlineData("CONN3103", "{ $ref: \"#/components/schemas/Jobs\" }", "\"#/components/schemas/Jobs\"")]
    [InlineData("CONN3103", "{ $ref: \"#\" }", "\"#\"")]
    [InlineData("CONN3103", "{ $ref: \"#/components/schemas/Loop\" }", "\"#/components/schemas/Loop\"")]
    [InlineData("CONN3104", "{ $ref: \"common.yaml#/Job\" }", "\"common.yaml#/Job\"")]
    [InlineData("CONN3105", "{ not: { type: string } }", "not")]
    [InlineData("CONN3105", "{ $ref: \"#/components/schemas/Job\", type: string }", "type")]
    [InlineData("CONN3105", "{ exclusiveMinimum: true, minimum: 2 }", "true")]
    [InlineData("CONN3106", "{ allOf: [{ type: string }, { type: integer }] }", "{ type: integer }")]
    [InlineData("CONN3106", "{ allOf: [{ enum: [a] }, { enum: [b] }] }", "{ enum: [b] }")]
    public void What_is_wrong_with_a_schema_is_reported_where_it_stands(string id, string schema, string place)
    {
        var text = Document(schema, "Job: { type: object }", "Loop: { $ref: \"#/components/schemas/Loop\" }");

        Assert.NotNull(Parse(text, out var diagnostics));
        Assert.Contains((id, place), diagnostics.Select(d => (d.Rule.Id, text.Substring(d.Span.Start, d.Span.Length))));
    }

    [Theory]
    [InlineData("CONN3102", "  /a:", "  a:", "a")]
    [InlineData("CONN3102", "\"200\":", "ok:", "ok")]
    [InlineData("CONN3102", "    get:", "    post: {}\n    get:", "post")]
    [InlineData("CONN3102", "    get:", "    parameters: [{ name: q, in: form }]\n    get:", "{ name: q, in: form }")]
    [InlineData("CONN3102", "    get:", "    parameters: [{ name: q, in: query }, { name: q, in: query }]\n    get:", "{ name: q, in: query }")]
    [InlineData("CONN3103", "    get:", "    parameters: [{ $ref: \"#/components/parameters/Id\" }]\n    get:", "\"#/components/parameters/Id\"")]
    [InlineData("CONN3105", "    get:", "    get:\n      callbacks: {}", "callbacks")]
    [InlineData("CONN3108", "  /a:", "  /a/{id}:", "get")]
    [InlineData("CONN3108", "    get:", "    parameters: [{ name: id, in: path }]\n    get:", "get")]
    public void What_is_wrong_with_an_operation_is_reported_where_it_stands(string id, string good, string bad, string place)
    {
        var text = Document("{}").Replace(good, bad, StringComparison.Ordinal);

        Assert.NotNull(Parse(text, out var diagnostics));
        Assert.Contains((id, place), diagnostics.Select(d => (d.Rule.Id, text.Substring(d.Span.Start, d.Span.Length))));
    }

    [Fact]
    public void A_keyword_that_is_not_looked_at_is_mentioned_once()
    {
        Parse(Document("{ properties: { a: { type: array, minItems: 1 }, b: { type: array, minItems: 1 }, c: { type: array, minItems: 1 } } }"), out var diagnostics);

        Assert.Equal("'minItems' is not looked at, here and in 2 more places.", Assert.Single(diagnostics).Message);
    }

    [Fact]
    public void A_schema_that_is_part_of_itself_is_reported()
    {
        Assert.NotNull(Parse(Document("{}", "A: { allOf: [{ $ref: \"#/components/schemas/B\" }] }", "B: { allOf: [{ $ref: \"#/components/schemas/A\" }] }"), out var diagnostics));
        Assert.Equal("CONN3103", Assert.Single(diagnostics).Rule.Id);
    }

    [Fact]
    public void A_long_chain_of_parts_ends_with_a_diagnostic()
    {
        var chain = Enumerable.Range(0, 3000).Select(i => $"S{i}: {{ allOf: [{{ $ref: \"#/components/schemas/S{i + 1}\" }}] }}").Append("S3000: { type: string }");

        Assert.NotNull(Parse(Document("{}", [.. chain]), out var diagnostics));
        Assert.Contains(diagnostics, d => d.Rule.Id == "CONN3107");
    }

    [Fact]
    public void Parts_that_multiply_end_with_a_diagnostic()
    {
        var wide = $"Wide: {{ properties: {{ {string.Join(", ", Enumerable.Range(0, 500).Select(i => $"p{i}: {{}}"))} }} }}";
        var users = Enumerable.Range(0, 1000).Select(i => $"U{i}: {{ allOf: [{{ $ref: \"#/components/schemas/Wide\" }}] }}");

        Assert.NotNull(Parse(Document("{}", [wide, .. users]), out var diagnostics));
        Assert.Contains(diagnostics, d => d.Rule.Id == "CONN3107");
    }

    private static string Document(string schema, params string[] schemas) => $$"""
        openapi: 3.0.3
        paths:
          /a:
            get:
              responses:
                "200": { content: { application/json: { schema: {{schema}} } } }
        components:
          schemas:
            Unused: { type: string }
            {{string.Join("\n    ", schemas)}}
        """;

    private static ContractSchema Schema(string schema, string components = "", string version = "3.0.3")
    {
        var contract = Read(Document(schema, components).Replace("3.0.3", version, StringComparison.Ordinal));
        return contract.Resolve(contract.Operations[0].Success!.Body)!;
    }

    private static Contract Read(string text)
    {
        var contract = Parse(text, out var diagnostics);
        Assert.Empty(diagnostics);
        return contract!;
    }

    private static Contract? Parse(string text, out IReadOnlyList<SpecDiagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        var contract = ContractReader.Read(new SourceText("test.openapi.yaml", text), bag);
        diagnostics = bag.ToDiagnostics();
        return contract;
    }
}
