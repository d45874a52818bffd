using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs.Tests.Contracts;

/// <summary>What the reader makes of WSDL documents, and of ones with mistakes.</summary>
public sealed class WsdlReaderTests
{
    /// <summary>A WSDL of one operation <c>Ask</c> whose reply is the element <c>Reply</c>; with no line breaks but those of the parts.</summary>
    private static string Document(string reply, string types = "", string binding = "style=\"document\"", string body = "<soap:body use=\"literal\"/>") => $"""
        <definitions targetNamespace="urn:a" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:a="urn:a" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"><types><xs:schema targetNamespace="urn:a" elementFormDefault="qualified"><xs:element name="Ask" type="xs:string"/>
        {reply}
        {types}
        </xs:schema></types><message name="In"><part name="p" element="a:Ask"/></message><message name="Out"><part name="p" element="a:Reply"/></message>
        <portType name="Port"><operation name="Ask"><input message="a:In"/><output message="a:Out"/></operation></portType>
        <binding name="Soap" type="a:Port"><soap:binding transport="http://schemas.xmlsoap.org/soap/http" {binding}/>
        <operation name="Ask"><soap:operation soapAction="urn:ask"/><input>{body}</input><output><soap:body use="literal"/></output></operation></binding></definitions>
        """;

    private static string Sequence(string elements, string more = "") => $"<xs:element name=\"Reply\"><xs:complexType><xs:sequence>{elements}</xs:sequence>{more}</xs:complexType></xs:element>";

    [Theory]
    [InlineData("xs:string", JsonKind.String, null)]
    [InlineData("xs:token", JsonKind.String, null)]
    [InlineData("xs:anyURI", JsonKind.String, "uri")]
    [InlineData("xs:boolean", JsonKind.Boolean, null)]
    [InlineData("xs:int", JsonKind.Integer, "int32")]
    [InlineData("xs:long", JsonKind.Integer, "int64")]
    [InlineData("xs:unsignedByte", JsonKind.Integer, "int32")]
    [InlineData("xs:integer", JsonKind.Integer, null)]
    [InlineData("xs:decimal", JsonKind.Number, null)]
    [InlineData("xs:double", JsonKind.Number, "double")]
    [InlineData("xs:dateTime", JsonKind.String, "xs:dateTime")]
    [InlineData("xs:date", JsonKind.String, "xs:date")]
    [InlineData("xs:base64Binary", JsonKind.String, "byte")]
    [InlineData("xs:anyType", JsonKind.Any, null)]
    public void Built_in_types_have_a_kind_and_a_format(string type, JsonKind kind, string? format)
    {
        var schema = Reply(Document($"<xs:element name=\"Reply\" type=\"{type}\"/>"));
        Assert.Equal((kind, format), (schema.Type, schema.Format));
    }

    [Fact]
    public void Attributes_come_before_the_text_and_elements_and_are_told_apart_from_elements_of_their_name()
    {
        var schema = Reply(Document(Sequence("""<xs:element name="id" type="xs:string"/><xs:element name="n" type="xs:int" minOccurs="0"/>""", """<xs:attribute name="id" type="xs:int" use="required"/><xs:attribute name="k" type="xs:string"/>""")));
        Assert.Equal(["attr(id):Attribute:True", "k:Attribute:False", "id:Element:True", "n:Element:False"], schema.Properties.Select(p => $"{p.Name}:{p.Xml!.Kind}:{p.Required}"));
        Assert.Equal(["", "", "urn:a", "urn:a"], schema.Properties.Select(p => p.Xml!.Namespace));
    }

    [Fact]
    public void A_text_beside_attributes_is_a_member_of_its_own_and_alone_it_is_the_value()
    {
        const string Noted = """<xs:complexType name="Noted"><xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="unit" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>""";
        const string Bare = """<xs:complexType name="Bare"><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent></xs:complexType>""";
        var schema = Reply(Document("<xs:element name=\"Reply\" type=\"a:Noted\"/>", Noted));
        Assert.Equal(["unit", "text()"], schema.Properties.Select(p => p.Name));
        Assert.Equal(JsonKind.Integer, schema.Properties[1].Schema.Inline!.Type);
        Assert.Equal(JsonKind.Integer, Reply(Document("<xs:element name=\"Reply\" type=\"a:Bare\"/>", Bare)).Type);
    }

    [Theory]
    [InlineData("""<xs:element name="x" type="xs:int" maxOccurs="unbounded"/>""")]
    [InlineData("""<xs:element name="x" type="xs:int" maxOccurs="2"/>""")]
    [InlineData("""<xs:sequence maxOccurs="unbounded"><xs:element name="x" type="xs:int"/></xs:sequence>""")]
    [InlineData("""<xs:element name="x" type="xs:int"/><xs:element name="y" type="xs:int"/><xs:element name="x" type="xs:int"/>""")]
    [InlineData("""<xs:choice maxOccurs="unbounded"><xs:element name="x" type="xs:int"/><xs:element name="y" type="xs:int"/></xs:choice>""")]
    public void What_may_come_again_is_a_list(string elements)
    {
        var x = Reply(Document(Sequence(elements))).Properties.Single(p => p.Name == "x").Schema.Inline!;
        Assert.Equal((JsonKind.Array, JsonKind.Integer), (x.Type, x.Items!.Inline!.Type));
    }

    [Fact]
    public void Alternatives_of_a_choice_are_numbered_and_none_is_required()
    {
        var schema = Reply(Document(Sequence("""
            <xs:choice><xs:element name="x" type="xs:int"/><xs:sequence><xs:element name="y" type="xs:int"/><xs:element name="z" type="xs:int"/></xs:sequence></xs:choice>
            <xs:choice minOccurs="0"><xs:element name="v" type="xs:int"/><xs:choice><xs:element name="w" type="xs:int"/></xs:choice></xs:choice>
            """)));
        Assert.Equal(
            [("x", new XmlChoice(1, 1, true)), ("y", new XmlChoice(1, 2, true)), ("z", new XmlChoice(1, 2, true)), ("v", new XmlChoice(2, 1, false)), ("w", new XmlChoice(2, 2, false))],
            schema.Properties.Select(p => (p.Name, p.Xml!.Choice!)));
        Assert.All(schema.Properties, p => Assert.False(p.Required));
    }

    [Fact]
    public void A_derived_type_has_what_its_base_has_first()
    {
        const string Types = """
            <xs:complexType name="Base" abstract="true"><xs:sequence><xs:element name="first" type="xs:int"/></xs:sequence><xs:attribute name="b" type="xs:int"/></xs:complexType>
            <xs:complexType name="Derived"><xs:complexContent><xs:extension base="a:Base"><xs:sequence><xs:element name="second" type="xs:int"/></xs:sequence><xs:attribute name="d" type="xs:int"/></xs:extension></xs:complexContent></xs:complexType>
            """;
        Assert.Equal(["b", "d", "first", "second"], Reply(Document("<xs:element name=\"Reply\" type=\"a:Derived\"/>", Types)).Properties.Select(p => p.Name));
    }

    [Fact]
    public void A_restriction_keeps_the_attributes_but_those_it_prohibits()
    {
        const string Types = """
            <xs:complexType name="Base"><xs:sequence><xs:element name="x" type="xs:int" minOccurs="0"/></xs:sequence><xs:attribute name="a" type="xs:int"/><xs:attribute name="b" type="xs:int"/></xs:complexType>
            <xs:complexType name="Less"><xs:complexContent><xs:restriction base="a:Base"><xs:sequence/><xs:attribute name="b" use="prohibited"/></xs:restriction></xs:complexContent></xs:complexType>
            """;
        Assert.Equal(["a"], Reply(Document("<xs:element name=\"Reply\" type=\"a:Less\"/>", Types)).Properties.Select(p => p.Name));
    }

    [Fact]
    public void Facets_and_nillable_are_kept()
    {
        const string Types = """<xs:simpleType name="Grade"><xs:restriction base="xs:int"><xs:minInclusive value="1"/><xs:maxInclusive value="6"/></xs:restriction></xs:simpleType><xs:simpleType name="Best"><xs:restriction base="a:Grade"><xs:enumeration value="1"/><xs:enumeration value="2"/></xs:restriction></xs:simpleType>""";
        var schema = Reply(Document(Sequence("""<xs:element name="x" type="a:Best" nillable="true"/>"""), Types)).Properties[0];
        var x = schema.Schema.Inline!;
        Assert.Equal((1m, 6m, true, true), (x.Minimum, x.Maximum, x.Nullable, schema.Xml!.Nillable));
        Assert.Equal(["1", "2"], x.Enum);
    }

    [Fact]
    public void A_type_that_holds_itself_stays_finite()
    {
        const string Types = """<xs:complexType name="Node"><xs:sequence><xs:element name="child" type="a:Node" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>""";
        var contract = Read(Document("<xs:element name=\"Reply\" type=\"a:Node\"/>", Types), out var found)!;
        Assert.Empty(found);
        Assert.Equal("{urn:a}Node", contract.Operations[0].Success!.Body!.Name);
        Assert.Equal("{urn:a}Node", contract.Resolve(contract.Operations[0].Success!.Body)!.Properties[0].Schema.Inline!.Items!.Name);
    }

    [Fact]
    public void Elements_without_a_form_of_their_own_take_the_schemas()
    {
        var unqualified = Document(Sequence("""<xs:element name="x" type="xs:int"/><xs:element name="y" type="xs:int" form="qualified"/>""")).Replace(" elementFormDefault=\"qualified\"", "", StringComparison.Ordinal);
        Assert.Equal(["", "urn:a"], Reply(unqualified).Properties.Select(p => p.Xml!.Namespace));
    }

    [Fact]
    public void A_contract_may_be_spread_over_files_of_other_folders()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["x/types/b.xsd"] = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:b"><xs:include schemaLocation="../c.xsd"/></xs:schema>""",
            ["x/c.xsd"] = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="Thing"><xs:attribute name="k" type="Key"/></xs:complexType><xs:simpleType name="Key"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>""",
        };
        var main = Document("<xs:element name=\"Reply\" type=\"b:Thing\" xmlns:b=\"urn:b\"/>").Replace("<xs:element name=\"Ask\"", "<xs:import namespace=\"urn:b\" schemaLocation=\"types/b.xsd\"/><xs:element name=\"Ask\"", StringComparison.Ordinal);
        var source = new SourceText("x/a.wsdl", main);
        var siblings = ContractReader.Siblings(source, path => files.TryGetValue("x/" + path, out var text) ? new SourceText("x/" + path, text) : null);
        Assert.Equal(files.Keys, siblings.Select(s => s.Path));

        var bag = new DiagnosticBag();
        var contract = ContractReader.Read(source, siblings, bag)!;

        Assert.Empty(bag.ToDiagnostics());
        var thing = contract.Resolve(contract.Operations[0].Success!.Body)!;
        Assert.Equal(("k", JsonKind.Integer), (thing.Properties[0].Name, thing.Properties[0].Schema.Inline!.Type));
    }

    /// <summary>A change of a document without a mistake, the rule it breaks, and the name at the place.</summary>
    [Theory]
    [InlineData("</definitions>", "</definition>", "CONN3201", "definition")]
    [InlineData("<definitions", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><definitions", "CONN3201", "")]
    [InlineData("http://schemas.xmlsoap.org/wsdl/\"", "http://www.w3.org/ns/wsdl\"", "CONN3202", "definitions")]
    [InlineData("type=\"a:Port\"", "type=\"a:Prot\"", "CONN3203", "type")]
    [InlineData("type=\"a:Port\"", "type=\"z:Port\"", "CONN3203", "type")]
    [InlineData("message=\"a:Out\"", "message=\"a:Ou\"", "CONN3203", "message")]
    [InlineData("element=\"a:Reply\"", "element=\"a:Replay\"", "CONN3203", "element")]
    [InlineData("<operation name=\"Ask\"><soap", "<operation name=\"Aks\"><soap", "CONN3203", "name")]
    [InlineData("<binding name=\"Soap\"", "<binding", "CONN3203", "binding")]
    [InlineData("type=\"xs:int\"/>", "type=\"xs:itn\"/>", "CONN3204", "xs:element")]
    [InlineData("type=\"xs:int\"/>", "type=\"a:T\"/>", "CONN3204", "xs:element")]
    [InlineData("type=\"xs:int\"/>", "type=\"xs:int\" minOccurs=\"many\"/>", "CONN3204", "minOccurs")]
    [InlineData("<xs:element name=\"x\" type=\"xs:int\"/>", "<xs:element ref=\"a:y\"/>", "CONN3204", "xs:element")]
    [InlineData("<xs:element name=\"x\" type=\"xs:int\"/>", "<xs:group ref=\"a:y\"/>", "CONN3204", "xs:group")]
    [InlineData("<xs:element name=\"Ask\"", "<xs:import namespace=\"urn:b\"/><xs:element name=\"Ask\"", "CONN3205", "xs:import")]
    [InlineData("<xs:element name=\"Ask\"", "<xs:include schemaLocation=\"b.xsd\"/><xs:element name=\"Ask\"", "CONN3205", "xs:include")]
    [InlineData("<types>", "<import namespace=\"urn:b\" location=\"b.wsdl\"/><types>", "CONN3205", "location")]
    [InlineData("style=\"document\"", "style=\"rpc\"", "CONN3206", "operation")]
    [InlineData("<input><soap:body use=\"literal\"/>", "<input><soap:body use=\"encoded\"/>", "CONN3206", "soap:body")]
    [InlineData("<part name=\"p\" element=\"a:Reply\"/>", "<part name=\"p\" type=\"xs:string\"/>", "CONN3206", "type")]
    [InlineData("<part name=\"p\" element=\"a:Reply\"/>", "<part name=\"p\" element=\"a:Reply\"/><part name=\"q\" element=\"a:Ask\"/>", "CONN3206", "message")]
    [InlineData("<output message=\"a:Out\"/>", "", "CONN3206", "operation")]
    [InlineData("soap/http\"", "soap/smtp\"", "CONN3206", "transport")]
    [InlineData("<xs:element name=\"x\" type=\"xs:int\"/>", "<xs:any/>", "CONN3207", "xs:any")]
    public void A_mistake_is_reported_at_its_place(string right, string wrong, string id, string name)
    {
        var text = Document(Sequence("<xs:element name=\"x\" type=\"xs:int\"/>"));
        Assert.Contains(right, text, StringComparison.Ordinal);
        text = text.Replace(right, wrong, StringComparison.Ordinal);
        Read(text, out var found);
        Assert.Contains((id, name), found.Select(d => (d.Rule.Id, text.Substring(d.Span.Start, d.Span.Length))));
    }

    [Fact]
    public void What_cannot_be_called_is_left_out()
    {
        var contract = Read(Document(Sequence(""), binding: "style=\"rpc\""), out _)!;
        Assert.Empty(contract.Operations);
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_do_not_move_places()
    {
        var text = "\uFEFF" + Document("<!-- \u2028 \u0085 --><xs:element name=\"Reply\" type=\"a:None\"/>").Replace("\n", "\r\n", StringComparison.Ordinal);
        Read(text, out var found);
        var only = Assert.Single(found);
        Assert.Equal(("CONN3204", "xs:element"), (only.Rule.Id, text.Substring(only.Span.Start, only.Span.Length)));
    }

    [Fact]
    public void Groups_that_double_each_other_are_stopped()
    {
        var groups = string.Concat(Enumerable.Range(0, 40).Select(i => $"<xs:group name=\"g{i}\"><xs:sequence><xs:group ref=\"a:g{i + 1}\"/><xs:group ref=\"a:g{i + 1}\"/></xs:sequence></xs:group>"));
        Read(Document(Sequence("<xs:group ref=\"a:g0\"/>"), groups + "<xs:group name=\"g40\"><xs:sequence/></xs:group>"), out var found);
        Assert.Contains("CONN3208", found.Select(d => d.Rule.Id));
    }

    [Fact]
    public void Unions_that_double_each_other_are_read_once()
    {
        var types = string.Concat(Enumerable.Range(0, 50).Select(i => $"<xs:simpleType name=\"t{i}\"><xs:union memberTypes=\"a:t{i + 1} a:t{i + 1}\"/></xs:simpleType>"));
        Assert.Equal(JsonKind.String, Reply(Document("<xs:element name=\"Reply\" type=\"a:t0\"/>", types + "<xs:simpleType name=\"t50\"><xs:restriction base=\"xs:string\"/></xs:simpleType>")).Type);
    }

    [Fact]
    public void Coveto_is_read_whole()
    {
        var bag = new DiagnosticBag();
        var contract = ContractReader.Read(Files.Spec("contracts/coveto.wsdl"), bag)!;
        Assert.Empty(bag.ToDiagnostics());
        Assert.Equal(["Anmelden", "HoleStellen", "HoleBewerber", "HoleBewerbungen", "HoleFragen", "LegeBewerberAn", "LegeBewerbungAn"], contract.Operations.Select(o => o.Path));
        Assert.All(contract.Operations, o => Assert.Equal([11, 12], o.Soap!.Bindings.Select(b => b.Version)));
        Assert.Equal([0, 1, 1, 1, 1, 1, 1], contract.Operations.Select(o => o.Soap!.Headers.Count));
        Assert.All(contract.Operations, o => Assert.Equal("CovetoFehler", Assert.Single(o.Soap!.Faults).Name));
        Assert.Equal("https://demo.coveto.de/soap/v2", contract.Operations[0].Soap!.Bindings[0].Location);
    }

    private static ContractSchema Reply(string text)
    {
        var contract = Read(text, out var found)!;
        Assert.DoesNotContain(found, d => d.Rule.Severity == SpecSeverity.Error);
        return contract.Resolve(contract.Operations[0].Success!.Body)!;
    }

    private static Contract? Read(string text, out IReadOnlyList<SpecDiagnostic> found)
    {
        var bag = new DiagnosticBag();
        var contract = ContractReader.Read(new SourceText("test.wsdl", text), bag);
        found = bag.ToDiagnostics();
        return contract;
    }
}
