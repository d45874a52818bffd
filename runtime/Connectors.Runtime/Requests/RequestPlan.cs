using System.Collections.Immutable;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Soap;

namespace Connectors.Runtime.Requests;

/// <summary>What a template may use: the connection, and where it applies the parent's or the record's vendor id.</summary>
public readonly struct RequestScope(ConnectionValues connection, string? parentRemoteId = null, string? recordRemoteId = null, IReadOnlyDictionary<string, string>? taken = null)
{
    /// <summary>The connection.</summary>
    public ConnectionValues Connection { get; } = connection;

    /// <summary>The vendor's id of the parent record.</summary>
    public string ParentRemoteId { get; } = parentRemoteId ?? "";

    /// <summary>The vendor's id of the record a detail is looked up for.</summary>
    public string RecordRemoteId { get; } = recordRemoteId ?? "";

    /// <summary>The value that a read over values is made for; empty where it is made once.</summary>
    public string Each { get; init; } = "";

    /// <summary>When the request is made.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>A value that an entry of what authenticates took (<see cref="SessionPlan.Take"/>).</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidOperationException">No entry before has taken it.</exception>
    public string Taken(string name) =>
        taken is not null && taken.TryGetValue(name, out var value) ? value : throw new InvalidOperationException($"There is no session that gives '{name}'.");
}

/// <summary>Text made at run time from a template of the spec. The runtime escapes it for the place it stands in; a path escapes its own placeholders.</summary>
public delegate string RequestText(in RequestScope scope);

/// <summary>The places a value can stand in.</summary>
public enum Place
{
    /// <summary>A query parameter.</summary>
    Query,

    /// <summary>A request header.</summary>
    Header,

    /// <summary>A cookie.</summary>
    Cookie,

    /// <summary>A placeholder of the path, <c>{page}</c> for example.</summary>
    Path,

    /// <summary>A member of the request body by dotted path, items of lists by their position (<c>filters[0].value</c>): of the JSON, or of the element, in SOAP that in the Body.</summary>
    Body,

    /// <summary>A member of a SOAP header element, by dotted path.</summary>
    SoapHeader,
}

/// <summary>A named place.</summary>
public readonly record struct PlaceName(Place Place, string Name);

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

/// <summary>How a text is written in a JSON body.</summary>
public enum BodyKind
{
    /// <summary>As a string.</summary>
    Text,

    /// <summary>As it stands: a number, true or false.</summary>
    Literal,
}

/// <summary>A value and where it is sent.</summary>
public sealed record SentValue(PlaceName At, ImmutableArray<RequestText> Values, ListStyle Style = ListStyle.Repeat, BodyKind Body = BodyKind.Text)
{
    /// <summary>Whether a single text is an array in a JSON body all the same.</summary>
    public bool IsList { get; init; }

    /// <summary>The optional connection fields that it is made of: where one of them has no value, nothing is sent.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];
}

/// <summary>A request as the spec declares it.</summary>
public sealed record RequestPlan
{
    /// <summary>The method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>Index of the api in <see cref="ConnectorDefinition.Apis"/>.</summary>
    public int Api { get; init; }

    /// <summary>The path below the base, placeholders escaped as path segments (<see cref="Uri.EscapeDataString(string)"/>).</summary>
    public required RequestText Path { get; init; }

    /// <summary>The contract's path, for telemetry and messages: <c>/jobs/{job_id}/form</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What is sent with it.</summary>
    public ImmutableArray<SentValue> Send { get; init; } = [];

    /// <summary>How the body is written, where it is no XML.</summary>
    public BodyForm Form { get; init; }

    /// <summary>
    /// Hosts of an address that another step took: the path is the whole address then, it may be on these hosts alone, and no credentials are sent to it.
    /// Empty for a request to the vendor's API.
    /// </summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>The envelope; null where the api does not speak SOAP.</summary>
    public SoapPlan? Soap { get; init; }

    /// <summary>How bodies are written in XML without an envelope; null where they are not.</summary>
    public XmlPlan? Xml { get; init; }

    /// <summary>What bodies are written in; null where that is plain JSON, or XML.</summary>
    public BodyFormat? Format { get; init; }
}
