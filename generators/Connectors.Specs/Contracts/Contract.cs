using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>What a vendor's API looks like, read from its OpenAPI document or WSDL: the operations a spec can name.</summary>
/// <remarks>Immutable and equal by value; references between schemas are resolved by name, so that a recursive schema stays finite.</remarks>
public sealed record Contract
{
    /// <summary>The contracts it is put together from, as the spec names them; the empty text is that of the transport.</summary>
    public EquatableArray<string> Parts { get; init; } = new([""]);

    /// <summary>The operations.</summary>
    public EquatableArray<ContractOperation> Operations { get; init; }

    /// <summary>Named schemas; a <see cref="SchemaRef"/> by name points here.</summary>
    public EquatableArray<NamedSchema> Schemas { get; init; }

    /// <summary>This contract together with that of a single api, whose schemas have names of their own.</summary>
    /// <param name="name">The other as the spec names it.</param>
    /// <param name="other">The other, read under this name.</param>
    public Contract With(string name, Contract other) => this with
    {
        Parts = Parts.Append(name).ToEquatable(),
        Operations = Operations.Concat(other.Operations.Select(o => o with { Part = name })).ToEquatable(),
        Schemas = Schemas.Concat(other.Schemas).ToEquatable(),
    };

    /// <summary>The schema behind a reference; follows names. Null only for a name the document lacks, which its reader has reported.</summary>
    public ContractSchema? Resolve(SchemaRef? reference)
    {
        for (var hops = 0; reference is not null && hops < 32; hops++)
        {
            if (reference.Inline is { } schema)
            {
                return schema;
            }

            reference = Schemas.FirstOrDefault(s => s.Name == reference.Name)?.Schema;
        }

        return null;
    }
}

/// <summary>A schema that references name: by its key under <c>components/schemas</c>, or by the pointer to it where it stands elsewhere.</summary>
public sealed record NamedSchema(string Name, SchemaRef Schema);

/// <summary>A schema in place, or the name of one; exactly one is set.</summary>
public sealed record SchemaRef(string? Name, ContractSchema? Inline);

/// <summary>A method on a path.</summary>
public sealed record ContractOperation
{
    /// <summary>GET, POST, …; POST for a SOAP operation.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its placeholders: <c>/jobs/{job_id}/form</c>; for a SOAP operation its name: <c>GetJobs</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The contract it stands in, one of <see cref="Contract.Parts"/>.</summary>
    public string Part { get; init; } = "";

    /// <summary>How the operation travels in SOAP envelopes; null for REST.</summary>
    public SoapOperation? Soap { get; init; }

    /// <summary>The operation in messages: <c>GET /jobs</c>, or the name of a SOAP operation.</summary>
    public string Says => Soap is null ? $"{Method} {Path}" : $"'{Path}'";

    /// <summary>Its parameters, those of the path item included.</summary>
    public EquatableArray<ContractParameter> Parameters { get; init; }

    /// <summary>The request body; null when it takes none. In SOAP what stands in the input element, whose own value, where it is a single one, is named <c>text()</c>.</summary>
    public SchemaRef? Body { get; init; }

    /// <summary>The bodies it takes besides one of JSON: forms and files.</summary>
    public EquatableArray<ContractForm> Forms { get; init; }

    /// <summary>Whether a body must be sent.</summary>
    public bool BodyRequired { get; init; }

    /// <summary>What its bodies are written in; their schemas are then as paths see them.</summary>
    public FormatKind Format { get; init; }

    /// <summary>What <see cref="Body"/> is put into on its way; null where it travels as it is.</summary>
    public ResourceEnvelope? Envelope { get; init; }

    /// <summary>The body in XML, as an OpenAPI document has it; null where it takes none.</summary>
    public XmlContent? Xml { get; init; }

    /// <summary>The element that <see cref="Body"/> is in XML without an envelope; null otherwise.</summary>
    public XmlNode? Root { get; init; }

    /// <summary>Why the layout of its bodies in XML is unknown; null where it is known.</summary>
    public string? Unclear { get; init; }

    /// <summary>The element that is sent, in its envelope where there is one; null where that is no XML.</summary>
    public ContractElement? Input => Soap is { } soap ? soap.Input with { Schema = Body ?? soap.Input.Schema } : Element(Root, Body);

    /// <summary>The element of a successful reply, in its envelope where there is one; null where that is no XML.</summary>
    public ContractElement? Output => Soap?.Output ?? Element(Success?.Root, Success?.Body);

    /// <summary>The replies; status 0 is <c>default</c>, 1 to 5 a range (4 for <c>4XX</c>).</summary>
    public EquatableArray<ContractReply> Replies { get; init; }

    /// <summary>The reply that covers a status: its own entry, else that of its range, else <c>default</c>; null when none is there.</summary>
    public ContractReply? Reply(int status) =>
        Replies.FirstOrDefault(r => r.Status == status) ?? Replies.FirstOrDefault(r => r.Status == status / 100) ?? Replies.FirstOrDefault(r => r.Status == 0);

    /// <summary>The first reply with a status of 200 to 299, else that of the range 2XX, or null.</summary>
    public ContractReply? Success =>
        Replies.Where(r => r.Status is >= 200 and < 300).OrderBy(r => r.Status).FirstOrDefault() ?? Replies.FirstOrDefault(r => r.Status == 2);

    private static ContractElement? Element(XmlNode? root, SchemaRef? schema) => root is null || schema is null ? null : new ContractElement(root.Name, root.Namespace, schema);
}

/// <summary>A body that is no JSON.</summary>
/// <param name="Form">How it is written.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Schema">What stands in it.</param>
public sealed record ContractForm(BodyForm Form, string MediaType, SchemaRef Schema);

/// <summary>A parameter of an operation.</summary>
public sealed record ContractParameter
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Query, header, cookie or path.</summary>
    public required PlaceKind In { get; init; }

    /// <summary>Whether it must be sent.</summary>
    public bool Required { get; init; }

    /// <summary>Its schema.</summary>
    public required SchemaRef Schema { get; init; }

    /// <summary>How a list is written, from <c>style</c> and <c>explode</c>.</summary>
    public ListStyle Style { get; init; }

    /// <summary>Whether it is an object whose members are sent in brackets (<c>style: deepObject</c>): <c>page[number]=2</c>.</summary>
    public bool Deep { get; init; }

    /// <summary>Whether a name in a query is this parameter's, or that of a member of it.</summary>
    public bool Has(string name) => name == Name || (Deep && name.Length > Name.Length + 2 && name[Name.Length] == '[' && name[name.Length - 1] == ']' && name.StartsWith(Name, StringComparison.Ordinal));

    /// <summary>The members that a name in brackets leads down: <c>number</c> for <c>page[number]</c>; none for the parameter's own name.</summary>
    public IEnumerable<string> Members(string name) => name.Length <= Name.Length ? [] : name.Substring(Name.Length + 1, name.Length - Name.Length - 2).Split(["]["], StringSplitOptions.None);
}

/// <summary>A reply of an operation.</summary>
/// <param name="Status">The status; 0 for <c>default</c>, 1 to 5 for a range (4 for <c>4XX</c>).</param>
/// <param name="Body">The body as paths see it; null when there is none.</param>
/// <param name="Headers">Names of documented headers with their schemas.</param>
public sealed record ContractReply(int Status, SchemaRef? Body, EquatableArray<ContractHeader> Headers)
{
    /// <summary>What a line or row of it is, where it may be written in such a format.</summary>
    public EquatableArray<ContractRows> Rows { get; init; }

    /// <summary>The body in XML, as an OpenAPI document has it; null where there is none.</summary>
    public XmlContent? Xml { get; init; }

    /// <summary>The element that <see cref="Body"/> is in XML without an envelope; null otherwise.</summary>
    public XmlNode? Root { get; init; }
}

/// <summary>A body in XML, as an OpenAPI document has it.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Schema">Its schema, with <see cref="ContractSchema.Xml"/>.</param>
public sealed record XmlContent(string MediaType, SchemaRef Schema);

/// <summary>The lines or rows of a reply.</summary>
/// <param name="Kind">The format.</param>
/// <param name="Row">The schema of one.</param>
public sealed record ContractRows(FormatKind Kind, SchemaRef Row);

/// <summary>A documented reply header.</summary>
public sealed record ContractHeader(string Name, SchemaRef? Schema, string? Example);

/// <summary>The part of a JSON schema that a spec is checked against and a sandbox is built from. <c>allOf</c> is merged by the reader.</summary>
public sealed record ContractSchema
{
    /// <summary>The JSON type; <see cref="JsonKind.Any"/> when none is given.</summary>
    public JsonKind Type { get; init; }

    /// <summary>Whether null is allowed (3.0 <c>nullable</c>, 3.1 a type list with null).</summary>
    public bool Nullable { get; init; }

    /// <summary>
    /// The format: <c>uuid</c>, <c>date-time</c>, <c>email</c>, …; in XML <c>byte</c> for base64, <c>uri</c>, and for times the name that XML Schema has for
    /// them (<c>xs:dateTime</c>, <c>xs:date</c>, <c>xs:time</c>), since they may come with or without an offset.
    /// </summary>
    public string? Format { get; init; }

    /// <summary>The allowed values as text; empty when any is.</summary>
    public EquatableArray<string> Enum { get; init; }

    /// <summary>The members of an object.</summary>
    public EquatableArray<SchemaProperty> Properties { get; init; }

    /// <summary>Whether other members are refused (<c>additionalProperties: false</c>).</summary>
    public bool Closed { get; init; }

    /// <summary>
    /// Whether it is a related resource of JSON:API as paths see it: <c>id</c> and <c>type</c> stand where it is referred to, everything else is joined from another place.
    /// </summary>
    public bool Joined { get; init; }

    /// <summary>The schema of other members, for objects used as maps.</summary>
    public SchemaRef? AdditionalProperties { get; init; }

    /// <summary>The items of a list.</summary>
    public SchemaRef? Items { get; init; }

    /// <summary>The alternatives of <c>oneOf</c> and <c>anyOf</c>; a path is valid when one of them has it.</summary>
    public EquatableArray<SchemaRef> Alternatives { get; init; }

    /// <summary>The smallest value.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>The largest value.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>The longest text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>How many items a list takes.</summary>
    public int? MaxItems { get; init; }

    /// <summary>A regular expression for texts.</summary>
    public string? Pattern { get; init; }

    /// <summary>An example, as text.</summary>
    public string? Example { get; init; }

    /// <summary>The default, as text.</summary>
    public string? Default { get; init; }

    /// <summary>What the document says of it.</summary>
    public string? Description { get; init; }

    /// <summary>How an OpenAPI document says that it stands in XML; null where it says nothing. What that comes to, <see cref="SchemaProperty.Xml"/> tells.</summary>
    public XmlNote? Xml { get; init; }
}

/// <summary>How a value stands in XML, in the words of OpenAPI (<c>xml</c>).</summary>
/// <param name="Kind">Element, attribute or the element's own text.</param>
/// <param name="Name">Its name; null for that of the property.</param>
/// <param name="Namespace">Its namespace; null where nothing is said.</param>
/// <param name="Prefix">The prefix of the namespace; null for none.</param>
/// <param name="Wrapped">Whether the items of a list have an element around them.</param>
public sealed record XmlNote(XmlNodeKind Kind, string? Name, string? Namespace, string? Prefix, bool Wrapped);

/// <summary>A member of an object schema.</summary>
/// <param name="Name">The name in paths. In XML an attribute and an element of one name are told apart as <c>attr(id)</c> and <c>id</c>; the text of an element with attributes is <c>text()</c>.</param>
/// <param name="Schema">Its schema; an element that may occur more than once is an <see cref="JsonKind.Array"/> of its occurrences.</param>
/// <param name="Required">Whether it must be there; never set for the elements of a choice.</param>
/// <param name="Xml">How it stands in XML; null in JSON. Properties stand in document order: attributes, the text, elements.</param>
public sealed record SchemaProperty(string Name, SchemaRef Schema, bool Required, XmlNode? Xml = null);

/// <summary>How an operation travels in SOAP envelopes (document/literal). Its input and output are <see cref="ContractOperation.Body"/> and the success reply's body.</summary>
/// <param name="Bindings">The versions it is offered in, SOAP 1.1 first where both are.</param>
/// <param name="Input">The element in the request's Body.</param>
/// <param name="Output">The element in the reply's Body.</param>
/// <param name="Headers">Elements that the binding puts into the request's Header.</param>
/// <param name="Faults">Elements a fault may carry in its detail. They stand in no reply of the operation, whose status 0 covers faults of every status.</param>
public sealed record SoapOperation(
    EquatableArray<SoapBinding> Bindings,
    ContractElement Input,
    ContractElement Output,
    EquatableArray<ContractElement> Headers,
    EquatableArray<ContractElement> Faults);

/// <summary>A version of SOAP that an operation is offered in.</summary>
/// <param name="Version">11 or 12.</param>
/// <param name="Action">The SOAPAction of 1.1, the action parameter of 1.2; empty for none.</param>
/// <param name="Location">The address the port names, for documentation.</param>
public sealed record SoapBinding(int Version, string Action, string Location);

/// <summary>An element that stands alone: in a body, a header or a fault.</summary>
public sealed record ContractElement(string Name, string Namespace, SchemaRef Schema)
{
    /// <summary>It without what stands in it.</summary>
    public XmlNode Node => new(XmlNodeKind.Element, Name, Namespace);
}
