using Connectors.Specs;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Tests.Soap;

/// <summary>Specs of vendors that speak SOAP.</summary>
internal static class SoapSpecs
{
    private static readonly Lazy<SandboxOptions> LazyCoveto = new(() => Compile(Read("coveto.yaml"), Read("contracts/coveto.wsdl"), Read("contracts/coveto.public.openapi.yaml")));

    public static SandboxOptions Coveto => LazyCoveto.Value;

    public static SandboxOptions Compile(string slug, string spec, string wsdl) => Compile(new SourceText($"{slug}.yaml", spec), new SourceText($"contracts/{slug}.wsdl", wsdl));

    private static SandboxOptions Compile(SourceText spec, SourceText contract, params SourceText[] others)
    {
        var compiled = SpecCompiler.Compile(spec, Vocabularies.Ats, contract, others);
        Assert.True(compiled.Success, string.Join('\n', compiled.Diagnostics.Select(d => $"{d.File}({d.Span.Line + 1}): {d.Message}")));
        return new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, ContractFiles = [contract, .. others], Vocabulary = Vocabularies.Ats };
    }

    private static SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "specs", path)));

    /// <summary>A vendor that lists people, with all that XML has: attributes, nil, choices, lists, an unordered group, types of every kind.</summary>
    /// <param name="page">What follows <c>call: List</c> in the spec, in flow style.</param>
    /// <param name="auth">How it is authenticated, in flow style.</param>
    public static SandboxOptions People(string page, string auth = "[]") => Compile(
        "people",
        $$"""
        connector: people
        name: People
        category: ats
        connection:
          fields:
            user: { label: User }
            key: { label: Key, secret: true }
          auth: {{auth}}
          check: { call: List }
        transport:
          soap: "https://people.example.com/ws"
          contract: contracts/people.wsdl
        models:
          users:
            read: { call: List, records: people.person{{page}} }
            fields:
              remote_id: id
              first_name: first
              email: mail
        """,
        """
        <wsdl:definitions targetNamespace="urn:people" xmlns:p="urn:people" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
            xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <wsdl:types><xs:schema targetNamespace="urn:people" elementFormDefault="unqualified">
            <xs:element name="key" type="xs:string"/>
            <xs:element name="list"><xs:complexType><xs:sequence>
              <xs:element name="page" type="xs:int" minOccurs="0"/><xs:element name="skip" type="xs:int" minOccurs="0"/><xs:element name="marker" type="xs:string" minOccurs="0"/><xs:element name="size" type="xs:int" minOccurs="0"/>
            </xs:sequence></xs:complexType></xs:element>
            <xs:element name="listed"><xs:complexType><xs:sequence>
              <xs:element name="people"><xs:complexType><xs:sequence><xs:element name="person" type="p:Person" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
              <xs:element name="next" type="xs:string" minOccurs="0"/>
            </xs:sequence><xs:attribute name="total" type="xs:int" use="required"/><xs:attribute name="done" type="xs:boolean" use="required"/></xs:complexType></xs:element>
            <xs:complexType name="Person"><xs:sequence>
              <xs:element name="first" type="xs:string" nillable="true"/>
              <xs:choice><xs:element name="mail" type="xs:string"/><xs:sequence><xs:element name="street" type="xs:string"/><xs:element name="house" type="xs:int"/></xs:sequence><xs:element name="phone" type="xs:string" maxOccurs="unbounded"/></xs:choice>
              <xs:element name="born" type="xs:date" nillable="true"/><xs:element name="wakes" type="xs:time"/><xs:element name="seen" type="xs:dateTime"/>
              <xs:element name="photo" type="xs:base64Binary"/><xs:element name="tag" type="xs:string" maxOccurs="unbounded"/><xs:element name="score" type="xs:decimal"/>
              <xs:element name="boss" type="p:Person" minOccurs="0"/>
              <xs:element name="note" minOccurs="0"><xs:complexType><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="lang" type="xs:string" use="required"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
            </xs:sequence><xs:attribute name="id" type="xs:int" use="required"/></xs:complexType>
          </xs:schema></wsdl:types>
          <wsdl:message name="In"><wsdl:part name="body" element="p:list"/></wsdl:message>
          <wsdl:message name="Out"><wsdl:part name="body" element="p:listed"/></wsdl:message>
          <wsdl:message name="Head"><wsdl:part name="head" element="p:key"/></wsdl:message>
          <wsdl:portType name="People"><wsdl:operation name="List"><wsdl:input message="p:In"/><wsdl:output message="p:Out"/></wsdl:operation></wsdl:portType>
          <wsdl:binding name="People" type="p:People"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
            <wsdl:operation name="List"><soap:operation soapAction="urn:people/list"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding>
          <wsdl:service name="People"><wsdl:port name="People" binding="p:People"><soap:address location="https://people.example.com/ws"/></wsdl:port></wsdl:service>
        </wsdl:definitions>
        """);
}
