using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Tests.Contracts;

/// <summary>What the schemas of an OpenAPI document and their xml notes become.</summary>
public sealed class XmlViewTests
{
    [Theory]
    [InlineData("{ type: string }", "a: String <a>")]
    [InlineData("{ type: integer, xml: { name: b } }", "b: Integer <b>")]
    [InlineData("{ type: integer, xml: { attribute: true } }", "a: Integer @a")]
    [InlineData("{ type: integer, xml: { nodeType: attribute, name: b } }", "b: Integer @b")]
    [InlineData("{ type: string, xml: { namespace: 'urn:x' } }", "a: String <{urn:x}a>")]
    [InlineData("{ type: string, xml: { attribute: true, namespace: 'urn:x', prefix: x } }", "a: String @{urn:x}a")]
    [InlineData("{ type: array, items: { type: number } }", "a: Array of Number <a>")]
    [InlineData("{ type: array, xml: { name: c }, items: { type: number } }", "a: Array of Number <c>", "c")]
    [InlineData("{ type: array, items: { type: number, xml: { name: b } } }", "b: Array of Number <b>")]
    [InlineData("{ type: array, xml: { wrapped: true }, items: { type: number, xml: { name: b } } }", "a: Object <a>")]
    [InlineData("{ type: object, properties: { b: { type: string, xml: { nodeType: text } }, c: { type: string, xml: { attribute: true } } } }", "a: Object <a>")]
    [InlineData("{ type: object, properties: { b: { type: integer, xml: { nodeType: cdata } } } }", "a: Integer <a>")]
    [InlineData("{ oneOf: [{ type: integer }, { type: string }] }", "a: String <a>")]
    [InlineData("{ oneOf: [{ type: integer }, { type: number }] }", "a: Number <a>")]
    [InlineData("{ }", "a: String <a>")]
    [InlineData("{ type: object }", "a: Object <a>")]
    [InlineData("{ type: string, nullable: true }", "a: String <a nil>")]
    [InlineData("{ $ref: '#/components/schemas/Named' }", "other: Object <other>")]
    [InlineData("{ allOf: [{ $ref: '#/components/schemas/Named' }] }", "other: Object <other>")]
    [InlineData("{ allOf: [{ $ref: '#/components/schemas/Named' }, { properties: { c: { type: string } } }] }", "a: Object <a>")]
    public void A_property_becomes_an_element_an_attribute_or_a_text(string schema, string becomes, string? name = null)
    {
        var contract = Seen($"{{ type: object, xml: {{ name: root }}, properties: {{ a: {schema} }} }}");

        Assert.Equal(name is null ? becomes : name + becomes[1..], Says(contract, Assert.Single(Body(contract).Properties)));
    }

    [Fact]
    public void An_element_can_have_what_any_alternative_has()
    {
        var contract = Seen("{ xml: { name: root }, oneOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { type: object, properties: { a: { type: string }, b: { type: integer } } }, { type: string }] }");

        Assert.Equal(["text(): String <>", "a: String <a>", "b: Integer <b>"], Body(contract).Properties.Select(p => Says(contract, p)));
        Assert.DoesNotContain(Body(contract).Properties, p => p.Required);
    }

    [Theory]
    [InlineData("{ type: array, items: { $ref: '#/components/schemas/Plain' }, xml: { name: all } }", "all", "Plain: Array of Object <Plain>")]
    [InlineData("{ type: array, items: { $ref: '#/components/schemas/Named' }, xml: { name: all } }", "all", "other: Array of Object <other>")]
    [InlineData("{ $ref: '#/components/schemas/Plain' }", "Plain", "b: String <b>")]
    [InlineData("{ $ref: '#/components/schemas/Named' }", "other", "b: String <b>")]
    public void The_element_around_everything_has_the_name_of_its_schema(string schema, string root, string inside)
    {
        var contract = Seen(schema);

        Assert.Equal(root, Operation(contract).Output!.Name);
        Assert.Equal(inside, Says(contract, Assert.Single(Body(contract).Properties)));
    }

    [Fact]
    public void A_namespace_without_prefix_is_that_of_what_stands_within()
    {
        var contract = Seen(
            "{ type: object, xml: { name: root, namespace: 'urn:d' }, properties: { a: { type: object, xml: { namespace: 'urn:p', prefix: p }, properties: { b: { type: string }, c: { type: string, xml: { prefix: p } }, d: { type: string, xml: { attribute: true } } } } } }");

        var a = Assert.Single(Body(contract).Properties);
        Assert.Equal(["d: String @d", "b: String <{urn:d}b>", "c: String <{urn:p}c>"], contract.Resolve(a.Schema)!.Properties.Select(p => Says(contract, p)));
        Assert.Equal("a: Object <{urn:p}a>", Says(contract, a));
    }

    [Fact]
    public void A_schema_that_holds_itself_stays_finite()
    {
        var contract = Seen("{ $ref: '#/components/schemas/Tree' }");

        var child = Assert.Single(Body(contract).Properties);
        Assert.Same(Body(contract), contract.Resolve(contract.Resolve(child.Schema)!.Items));
    }

    [Fact]
    public void What_an_element_has_besides_an_attribute_of_its_name_is_told_apart()
    {
        var contract = Seen("{ type: object, xml: { name: root }, properties: { a: { type: string }, b: { type: string, xml: { name: a, attribute: true } } } }");

        Assert.Equal(["attr(a): String @a", "a: String <a>"], Body(contract).Properties.Select(p => Says(contract, p)));
    }

    [Theory]
    [InlineData("{ type: object, properties: { a: { type: string } } }", "its reply 200 has no name for the element around everything")]
    [InlineData("{ type: object, xml: { name: 'a b' } }", "'a b' cannot be the name of an element or attribute")]
    [InlineData("{ type: object, xml: { name: r }, properties: { a: { type: string, xml: { prefix: x } } } }", "the prefix 'x' of 'a' has no namespace here")]
    [InlineData("{ type: object, xml: { name: r }, properties: { a: { type: object, xml: { attribute: true } } } }", "'a' is said to be an attribute, but it is an object or a list")]
    [InlineData("{ type: object, xml: { name: r }, properties: { a: { type: array, items: { type: string }, xml: { attribute: true } } } }", "'a' is a list, whose items are elements")]
    [InlineData("{ type: object, xml: { name: r }, properties: { a: { type: string }, b: { type: string, xml: { name: a, namespace: 'urn:x' } } } }", "two elements 'a' stand side by side in different namespaces")]
    [InlineData("{ $ref: '#/components/schemas/Lists' }", "'Lists' is a list of lists more than 80 levels deep, or without end")]
    [InlineData("{ type: object, xml: { name: r }, properties: { a: { $ref: '#/components/schemas/Faulty' } } }", "'@id' cannot be the name")]
    public void What_the_contract_leaves_unclear_is_told_of_the_operation(string schema, string said) => Assert.StartsWith(said, Operation(Seen(schema)).Unclear, StringComparison.Ordinal);

    [Fact]
    public void A_mistake_in_a_schema_that_an_operation_does_not_use_is_none_of_its() => Assert.Null(Operation(Seen("{ $ref: '#/components/schemas/Plain' }")).Unclear);

    [Theory]
    [InlineData("xml: text", "'xml' is a mapping")]
    [InlineData("xml: { attribute: yes }", "'attribute' is true or false")]
    [InlineData("xml: { nodeType: comment }", "A node is one of element, attribute, text, cdata and none")]
    [InlineData("xml: { name: [a] }", "'name' is a text")]
    public void A_note_with_a_mistake_is_reported(string note, string said)
    {
        var diagnostics = new DiagnosticBag();
        ContractReader.Read(new SourceText("contract.yaml", Document($"{{ type: object, properties: {{ a: {{ type: string, {note} }} }} }}")), diagnostics);

        Assert.Contains(diagnostics.ToDiagnostics(), d => d.Rule.Id == "CONN3102" && d.Message.StartsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_contract_has_in_JSON_stays_JSON()
    {
        var contract = ContractFormats.Apply(Read(Document("{ type: object }").Replace("application/xml", "application/json", StringComparison.Ordinal)), [Api]);

        Assert.Equal((FormatKind.Json, null), (Operation(contract).Format, Operation(contract).Output));
    }

    /// <summary>Whatever notes stand in a contract, it is seen without an exception, and every member has its node.</summary>
    [Fact]
    public void Notes_in_any_order_are_seen()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 500; i++)
        {
            var contract = Seen(Schema(random, 0));
            if (Operation(contract) is { Output: { } output, Unclear: null })
            {
                Walk(contract, output.Schema, new HashSet<string>(StringComparer.Ordinal));
            }
        }
    }

    private static ApiSpec Api => new("main", new Template(default)) { Format = new ApiFormat(FormatKind.Xml) };

    private static void Walk(Contract contract, SchemaRef reference, HashSet<string> met)
    {
        if (reference.Name is { } name && !met.Add(name))
        {
            return;
        }

        var schema = contract.Resolve(reference);
        Assert.NotNull(schema);
        Assert.NotEqual(JsonKind.Any, schema.Type);
        Assert.Equal(schema.Properties.Count, schema.Properties.Select(p => p.Name).Distinct().Count());
        foreach (var property in schema.Properties)
        {
            Assert.NotNull(property.Xml);
            Walk(contract, contract.Resolve(property.Schema)?.Items ?? property.Schema, met);
        }
    }

    private static string Schema(Random random, int depth)
    {
        string[] notes =
        [
            "", "", "", ", xml: { name: n }", ", xml: { attribute: true }", ", xml: { nodeType: text }", ", xml: { wrapped: true }", ", xml: { namespace: 'urn:1' }",
            ", xml: { namespace: 'urn:2', prefix: p }", ", xml: { prefix: p }", ", nullable: true", ", xml: { name: n, wrapped: true }", ", xml: { nodeType: element, name: m }",
        ];
        var note = notes[random.Next(notes.Length)];
        return random.Next(depth > 3 ? 3 : 8) switch
        {
            0 => $"{{ type: string{note} }}",
            1 => random.Next(2) == 0 ? "{ $ref: '#/components/schemas/Tree' }" : "{ $ref: '#/components/schemas/Lists' }",
            2 => $"{{ type: integer{note} }}",
            3 => $"{{ type: array, items: {Schema(random, depth + 1)}{note} }}",
            4 => $"{{ oneOf: [{Schema(random, depth + 1)}, {Schema(random, depth + 1)}]{note} }}",
            5 => $"{{ allOf: [{{ $ref: '#/components/schemas/Named' }}], properties: {{ z: {Schema(random, depth + 1)} }}{note} }}",
            _ => $"{{ type: object, properties: {{ a: {Schema(random, depth + 1)}, b: {Schema(random, depth + 1)}, c: {Schema(random, depth + 1)} }}{note} }}",
        };
    }

    private static Contract Seen(string schema) => ContractFormats.Apply(Read(Document(schema)), [Api]);

    private static ContractOperation Operation(Contract contract) => contract.Operations[0];

    private static ContractSchema Body(Contract contract) => contract.Resolve(Operation(contract).Success!.Body)!;

    private static string Says(Contract contract, SchemaProperty property)
    {
        var schema = contract.Resolve(property.Schema)!;
        var node = property.Xml!;
        var full = node.Namespace.Length == 0 ? node.Name : $"{{{node.Namespace}}}{node.Name}";
        var kind = schema.Type == JsonKind.Array ? $"Array of {contract.Resolve(schema.Items)!.Type}" : $"{schema.Type}";
        return $"{property.Name}: {kind} {(node.Kind == XmlNodeKind.Attribute ? "@" + full : $"<{full}{(node.Nillable ? " nil" : "")}>")}";
    }

    private static Contract Read(string document)
    {
        var diagnostics = new DiagnosticBag();
        var contract = ContractReader.Read(new SourceText("contract.yaml", document), diagnostics);
        Assert.DoesNotContain(diagnostics.ToDiagnostics(), d => d.Rule.Severity == SpecSeverity.Error);
        return contract!;
    }

    private static string Document(string schema) => $$"""
        openapi: 3.0.3
        info: { title: t, version: "1" }
        paths: { /a: { get: { responses: { "200": { description: ok, content: { application/xml: { schema: {{schema}} } } } } } } }
        components:
          schemas:
            Plain: { type: object, properties: { b: { type: string } } }
            Named: { type: object, xml: { name: other }, properties: { b: { type: string } } }
            Tree: { type: object, xml: { name: tree }, properties: { child: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }
            Lists: { type: array, items: { $ref: "#/components/schemas/Lists" } }
            Faulty: { type: object, properties: { "@id": { type: string } } }
        """;
}
