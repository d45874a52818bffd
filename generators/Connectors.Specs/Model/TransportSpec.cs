namespace Connectors.Specs.Model;

/// <summary>Where and how the vendor is spoken to.</summary>
public sealed record TransportSpec
{
    /// <summary>The named bases; the first is the default.</summary>
    public EquatableArray<ApiSpec> Apis { get; init; }

    /// <summary>Path of the contract as the spec writes it, relative to the spec: <c>contracts/laura.openapi.yaml</c>.</summary>
    public required string Contract { get; init; }

    /// <summary>Hosts that requests may go to besides those of <see cref="Apis"/>; <c>*.example.com</c> allows subdomains.</summary>
    public EquatableArray<string> Hosts { get; init; }

    /// <summary>Constants sent with every request.</summary>
    public EquatableArray<SentValue> Send { get; init; }

    /// <summary>Whether the server speaks HTTP/1.1 only.</summary>
    public bool OldHttp { get; init; }

    /// <summary>Whether redirects to hosts of the connector are followed.</summary>
    public bool FollowsRedirects { get; init; }

    /// <summary>How much may be asked for in which time.</summary>
    public LimitSpec Limits { get; init; } = new();

    /// <summary>What replies mean; the first rule that holds decides, then the meaning HTTP gives the status.</summary>
    public EquatableArray<ReplyRule> Errors { get; init; }

    /// <summary>IANA zone of times without offset, where a field names none; null when the spec declares none.</summary>
    public string? Zone { get; init; }

    /// <summary>The language localised texts are taken in first; null when the spec declares none.</summary>
    public Template? Language { get; init; }

    /// <summary>Texts that mean "nothing", besides the empty text.</summary>
    public EquatableArray<string> Nulls { get; init; }
}

/// <summary>A named base address.</summary>
/// <param name="Name">The name used in <c>name:/path</c>; the default api of a spec with <c>rest:</c> is <c>main</c>.</param>
/// <param name="Base">Scheme, host and base path.</param>
/// <param name="Soap">The version of SOAP spoken there, 11 or 12; 0 for REST.</param>
/// <param name="Contract">Its own contract, relative to the spec; empty when it is that of the transport.</param>
public sealed record ApiSpec(string Name, Template Base, int Soap = 0, string Contract = "")
{
    /// <summary>What bodies are written in; of no meaning in SOAP.</summary>
    public ApiFormat Format { get; init; } = ApiFormat.Json;

    /// <summary>How its requests are authenticated; null for as the connection says.</summary>
    public EquatableArray<AuthSpec>? Auth { get; init; }

    /// <summary>How much may be asked of it, counted by itself; null where it is counted with the other apis.</summary>
    public LimitSpec? Limits { get; init; }

    /// <summary>Whether it is an endpoint of OAuth 2, which no contract describes and which gets nothing that the transport sends with every request.</summary>
    public bool IsTokenEndpoint { get; init; }

    /// <summary>Whether its address comes from a reply, so that it is known only then.</summary>
    public bool IsLearnt => Base.Parts.Any(static p => p is TemplatePart.Taken);
}

/// <summary>How much may be asked for in which time.</summary>
public sealed record LimitSpec
{
    /// <summary>Request windows that all hold; empty when the vendor names none.</summary>
    public EquatableArray<RateSpec> Rates { get; init; }

    /// <summary>How many requests may be under way at once; at least 1.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Where every reply says how many requests are left; null when it does not.</summary>
    public AnnouncedLimit? Announced { get; init; }
}

/// <summary>How many requests are left, as replies say.</summary>
/// <param name="Left">The header with the number.</param>
/// <param name="More">When there are more.</param>
public sealed record AnnouncedLimit(string Left, RetryWait More);

/// <summary>At most <paramref name="Requests"/> in any window of <paramref name="Seconds"/> seconds.</summary>
public sealed record RateSpec(int Requests, int Seconds);

/// <summary>Where a value stands in a request (grammar 1, Place).</summary>
/// <param name="Kind">Query, header, cookie, path or body.</param>
/// <param name="Name">The parameter's name; for the body, the dotted path in it: <c>filters[0].value</c>.</param>
public sealed record Place(PlaceKind Kind, string Name);

/// <summary>The places a value can stand in.</summary>
public enum PlaceKind
{
    /// <summary>A query parameter.</summary>
    Query,

    /// <summary>A request header.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A placeholder of the path.</summary>
    Path,

    /// <summary>A member of the request body: of the JSON, or of the operation's input element.</summary>
    Body,

    /// <summary>A member of a SOAP header element: <c>Session.Token</c>.</summary>
    SoapHeader,
}

/// <summary>A value and the place it is sent in.</summary>
/// <param name="At">The place.</param>
/// <param name="Values">One text, or several for a parameter that takes a list.</param>
/// <param name="Style">How several values are written.</param>
/// <param name="Json">How the text is written in a JSON body.</param>
public sealed record SentValue(Place At, EquatableArray<Template> Values, ListStyle Style, JsonKind Json = JsonKind.String)
{
    /// <summary>Whether a single text is a list of one in a JSON body.</summary>
    public bool IsList { get; init; }
}

/// <summary>How a list is written in a query.</summary>
public enum ListStyle
{
    /// <summary><c>a=1&amp;a=2</c></summary>
    Repeat,

    /// <summary><c>a=1,2</c></summary>
    Csv,

    /// <summary><c>a=1 2</c></summary>
    Space,

    /// <summary><c>a=1|2</c></summary>
    Pipe,
}

/// <summary>Text with placeholders, every one of them checked: <c>/jobs/{parent.remote_id}/form</c>.</summary>
/// <param name="Parts">Literals and placeholders in order.</param>
public sealed record Template(EquatableArray<TemplatePart> Parts);

/// <summary>A literal or a placeholder of a <see cref="Template"/>.</summary>
public abstract record TemplatePart
{
    private protected TemplatePart() { }

    /// <summary>Text sent as it stands.</summary>
    public sealed record Literal(string Text) : TemplatePart;

    /// <summary>A value of the connection: <c>{connection.subdomain}</c>.</summary>
    /// <param name="Field">The field; of an option's part, field and part: <c>region.api</c>.</param>
    public sealed record Connection(string Field) : TemplatePart
    {
        /// <summary>Whether it may be missing, so that what is made of it is not sent.</summary>
        public bool Optional { get; init; }
    }

    /// <summary>The vendor's id of the parent record: <c>{parent.remote_id}</c>.</summary>
    /// <param name="Part">Which part of an id of two parts, from 1: <c>{parent.remote_id.1}</c>; 0 for the whole id.</param>
    public sealed record Parent(int Part = 0) : TemplatePart;

    /// <summary>The vendor's id of the record a detail is looked up for: <c>{record.remote_id}</c>.</summary>
    /// <param name="Part">Which part of an id of two parts, from 1; 0 for the whole id.</param>
    public sealed record Record(int Part = 0) : TemplatePart;

    /// <summary>The value that a read with <c>for_each</c> over values is made for: <c>{each.language}</c>.</summary>
    public sealed record Each(string Name) : TemplatePart;

    /// <summary>The text that a row of a table is made for: <c>{value}</c>.</summary>
    public sealed record RowText : TemplatePart;

    /// <summary>A value that an entry of what authenticates took: <c>{token}</c>, <c>{auth.base}</c>.</summary>
    public sealed record Taken(string Name) : TemplatePart;

    /// <summary>A value that an earlier step of the action took: <c>{steps.applicant.remote_id}</c>.</summary>
    public sealed record Step(string Name, string Value) : TemplatePart;

    /// <summary>A value of the action's input, which is not within a list: <c>{input.candidate.email_address}</c>.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Part">Which part of an id of two parts it is, 1 or 2 (<c>{input.application_id.2}</c>); 0 for the whole value.</param>
    public sealed record Input(string Row, int Part = 0) : TemplatePart;

    /// <summary>A value of the item that the step is sent for, or that stands in a list: <c>{item.name}</c>.</summary>
    public sealed record Item(string Row) : TemplatePart;

    /// <summary>The time at which the request is made: <c>{now}</c>, <c>{now.unix_seconds}</c>.</summary>
    /// <param name="Form"><c>datetime</c>, <c>unix_seconds</c>, <c>unix_ms</c> or <c>date</c>.</param>
    public sealed record Now(string Form) : TemplatePart;

    /// <summary>A placeholder of a path that an input of the action fills: <c>{job_id}</c>.</summary>
    public sealed record Placed(string Name) : TemplatePart;

    /// <summary>A value of the environment the connector runs in: <c>{environment.source_name}</c>.</summary>
    public sealed record Environment(string Name) : TemplatePart;
}

/// <summary>A request: method, address and what is sent.</summary>
public sealed record RequestSpec
{
    /// <summary>GET, POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>Name of the api it goes to.</summary>
    public required string Api { get; init; }

    /// <summary>The path below the base; without parts for SOAP, whose requests all go to the base itself.</summary>
    public required Template Path { get; init; }

    /// <summary>The contract's own path for it: <c>/jobs/{job_id}/form</c>, or the name of the SOAP operation: <c>GetJobs</c>; also the key of this endpoint in <c>remote_data</c>.</summary>
    public required string ContractPath { get; init; }

    /// <summary>How the values for the body are written.</summary>
    public BodyForm Form { get; init; }

    /// <summary>
    /// Hosts of an address that another step took: <see cref="Path"/> is the whole address then, it may be on these hosts alone, and no credentials are sent
    /// to it. Empty for a request to the vendor's API.
    /// </summary>
    public EquatableArray<string> Hosts { get; init; }

    /// <summary>Constants and connection values sent with it.</summary>
    public EquatableArray<SentValue> Send { get; init; }

    /// <summary>The place among them that names the fields which are wanted; null where none does.</summary>
    public Place? Selects { get; init; }

    /// <summary>The envelope, when the api speaks SOAP: the operation is then <see cref="ContractPath"/>, and values for the body are placed in it by path.</summary>
    public SoapRequest? Soap { get; init; }

    /// <summary>How its bodies are XML without an envelope, values for the body being placed by path, too; null where they are not.</summary>
    public XmlRequest? Xml { get; init; }

    /// <summary>How its bodies differ from the JSON that paths see; null where they do not, and in XML.</summary>
    public WireFormat? Format { get; init; }

    /// <summary>The element of a reply in XML, in its envelope where there is one; null where replies are no XML.</summary>
    public XmlNode? Output => Soap?.Output ?? Xml?.Output;
}

/// <summary>How the body of a request is written.</summary>
public enum BodyForm
{
    /// <summary>As JSON; where the api speaks SOAP, as an envelope, and where the contract has it in XML, as an element.</summary>
    Json,

    /// <summary>As multipart/form-data (RFC 7578), files as parts of their own.</summary>
    Multipart,

    /// <summary>As application/x-www-form-urlencoded.</summary>
    UrlEncoded,

    /// <summary>It is a file.</summary>
    Binary,
}

/// <summary>How a request is written as a SOAP envelope.</summary>
/// <param name="Version">11 or 12.</param>
/// <param name="Action">The SOAPAction, or the action parameter of 1.2.</param>
/// <param name="Input">The element in the Body with everything that the spec, its paging, its since or its log-in may send, in schema order.</param>
/// <param name="Headers">The elements of the header that the contract has for the operation and something fills, likewise. A WS-Security header is not among them.</param>
/// <param name="Output">The element that the Body of a reply holds.</param>
public sealed record SoapRequest(int Version, string Action, XmlTree Input, EquatableArray<XmlTree> Headers, XmlNode Output);

/// <summary>How a request and its replies are written in XML without an envelope.</summary>
/// <param name="Input">The element that is sent, with everything that the spec, its paging, its since or its log-in may send, in the contract's order; null where it has no body, or another.</param>
/// <param name="Output">The element of a successful reply; null where that is no XML.</param>
/// <param name="Sends">The media type of what is sent.</param>
/// <param name="Accepts">The media type that is asked for.</param>
public sealed record XmlRequest(XmlTree? Input, XmlNode? Output, string Sends, string Accepts);

/// <summary>An element or attribute that may be written, with what stands in it; in schema order.</summary>
/// <param name="Path">
/// The dotted path that values are placed by: <c>Page</c>, <c>Filter.Since</c>; empty for the top of the body, the element's name for the top of a
/// header: <c>Session</c>, with <c>Session.Token</c> in it. Attributes and texts are named as in the contract: <c>Source.attr(id)</c>, <c>Source.text()</c>.
/// </param>
/// <param name="Kind">Element, attribute or text.</param>
/// <param name="Name">The local name.</param>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Type">How a value placed here is written; of each, where several values are placed and the element is repeated. Object where it has children, and nothing is placed here itself.</param>
/// <param name="Nillable">Whether a null is written as <c>xsi:nil</c>: where it is required and has no value.</param>
/// <param name="Required">Whether it is written even where nothing in it has a value.</param>
/// <param name="Children">What stands in it: attributes, the text, elements.</param>
public sealed record XmlTree(
    string Path,
    XmlNodeKind Kind,
    string Name,
    string Namespace,
    JsonKind Type,
    bool Nillable,
    bool Required,
    EquatableArray<XmlTree> Children)
{
    /// <summary>Whether the element is written once for each item of a list that stands at its path; the paths of its children then start at the item.</summary>
    public bool Repeats { get; init; }
}
