using Connectors.Specs.Model;

namespace Connectors.Specs.Contracts;

/// <summary>What a vendor's API looks like, read from its OpenAPI document: the operations a spec can name.</summary>
/// <remarks>Immutable and equal by value; references between schemas are resolved by name, so that a recursive schema stays finite.</remarks>
public sealed record Contract
{
    /// <summary>The operations.</summary>
    public EquatableArray<ContractOperation> Operations { get; init; }

    /// <summary>Named schemas; a <see cref="SchemaRef"/> by name points here.</summary>
    public EquatableArray<NamedSchema> Schemas { get; init; }

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
    /// <summary>GET, POST, …</summary>
    public required string Method { get; init; }

    /// <summary>The path with its placeholders: <c>/jobs/{job_id}/form</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Its parameters, those of the path item included.</summary>
    public EquatableArray<ContractParameter> Parameters { get; init; }

    /// <summary>The JSON request body; null when it takes none.</summary>
    public SchemaRef? Body { get; init; }

    /// <summary>Whether a body must be sent.</summary>
    public bool BodyRequired { get; init; }

    /// <summary>The replies; status 0 is <c>default</c>, 1 to 5 a range (4 for <c>4XX</c>).</summary>
    public EquatableArray<ContractReply> Replies { get; init; }

    /// <summary>The reply that covers a status: its own entry, else that of its range, else <c>default</c>; null when none is there.</summary>
    public ContractReply? Reply(int status) =>
        Replies.FirstOrDefault(r => r.Status == status) ?? Replies.FirstOrDefault(r => r.Status == status / 100) ?? Replies.FirstOrDefault(r => r.Status == 0);

    /// <summary>The first reply with a status of 200 to 299, else that of the range 2XX, or null.</summary>
    public ContractReply? Success =>
        Replies.Where(r => r.Status is >= 200 and < 300).OrderBy(r => r.Status).FirstOrDefault() ?? Replies.FirstOrDefault(r => r.Status == 2);
}

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
}

/// <summary>A reply of an operation.</summary>
/// <param name="Status">The status; 0 for <c>default</c>, 1 to 5 for a range (4 for <c>4XX</c>).</param>
/// <param name="Body">The JSON body; null when there is none.</param>
/// <param name="Headers">Names of documented headers with their schemas.</param>
public sealed record ContractReply(int Status, SchemaRef? Body, EquatableArray<ContractHeader> Headers);

/// <summary>A documented reply header.</summary>
public sealed record ContractHeader(string Name, SchemaRef? Schema, string? Example);

/// <summary>The part of a JSON schema that a spec is checked against and a sandbox is built from. <c>allOf</c> is merged by the reader.</summary>
public sealed record ContractSchema
{
    /// <summary>The JSON type; <see cref="JsonKind.Any"/> when none is given.</summary>
    public JsonKind Type { get; init; }

    /// <summary>Whether null is allowed (3.0 <c>nullable</c>, 3.1 a type list with null).</summary>
    public bool Nullable { get; init; }

    /// <summary>The format: <c>uuid</c>, <c>date-time</c>, <c>email</c>, …</summary>
    public string? Format { get; init; }

    /// <summary>The allowed values as text; empty when any is.</summary>
    public EquatableArray<string> Enum { get; init; }

    /// <summary>The members of an object.</summary>
    public EquatableArray<SchemaProperty> Properties { get; init; }

    /// <summary>Whether other members are refused (<c>additionalProperties: false</c>).</summary>
    public bool Closed { get; init; }

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

    /// <summary>A regular expression for texts.</summary>
    public string? Pattern { get; init; }

    /// <summary>An example, as text.</summary>
    public string? Example { get; init; }

    /// <summary>The default, as text.</summary>
    public string? Default { get; init; }

    /// <summary>What the document says of it.</summary>
    public string? Description { get; init; }
}

/// <summary>A member of an object schema.</summary>
public sealed record SchemaProperty(string Name, SchemaRef Schema, bool Required);
