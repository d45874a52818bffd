namespace Connectors.Specs.Model;

/// <summary>What the bodies of an api are written in.</summary>
/// <param name="Kind">The format.</param>
/// <param name="Separator">Of CSV: what stands between columns.</param>
public sealed record ApiFormat(FormatKind Kind, char Separator = ',')
{
    /// <summary>JSON as paths see it.</summary>
    public static ApiFormat Json { get; } = new(FormatKind.Json);
}

/// <summary>The formats.</summary>
public enum FormatKind
{
    /// <summary>JSON as paths see it.</summary>
    Json,

    /// <summary>JSON:API: resources with attributes, relationships and what is included.</summary>
    JsonApi,

    /// <summary>A JSON value in each line.</summary>
    JsonLines,

    /// <summary>Rows of columns, the first with their names.</summary>
    Csv,

    /// <summary>XML without an envelope.</summary>
    Xml,
}

/// <summary>How the bodies of a request differ from the JSON that paths see.</summary>
public abstract record WireFormat
{
    private protected WireFormat() { }

    /// <summary>JSON:API.</summary>
    /// <param name="Joins">The relationships, dotted from the resource, whose records are joined from <c>included</c>; one below another after it.</param>
    /// <param name="Envelope">What the body is put into; null where none is sent.</param>
    public sealed record JsonApi(EquatableArray<string> Joins, ResourceEnvelope? Envelope) : WireFormat;

    /// <summary>A JSON value in each line: paths see the list of them.</summary>
    public sealed record JsonLines : WireFormat;

    /// <summary>Rows of columns: paths see a list of objects.</summary>
    /// <param name="Separator">What stands between columns.</param>
    /// <param name="Literals">The columns that are numbers, true or false.</param>
    public sealed record Csv(char Separator, EquatableArray<string> Literals) : WireFormat;
}

/// <summary>The resource that the flat body of a JSON:API request becomes.</summary>
/// <param name="Type">Its type; empty where the body says it.</param>
/// <param name="Relations">The members of the body that are relationships; all others are attributes, but for the id.</param>
public sealed record ResourceEnvelope(string Type, EquatableArray<ResourceRelation> Relations);

/// <summary>A relationship in the body of a JSON:API request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of what it leads to; empty where the body says it.</param>
public sealed record ResourceRelation(string Name, string Type);
