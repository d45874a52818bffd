using Connectors.Specs.Model;

namespace Connectors.Specs.Vocabulary;

/// <summary>The unified vocabulary: what connectors of a category can read and write. Immutable and equal by value.</summary>
public sealed record VocabularySpec
{
    /// <summary>The category: <c>ats</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Enumerations by name, in the order of the file.</summary>
    public EquatableArray<EnumType> Enums { get; init; }

    /// <summary>Object types by name.</summary>
    public EquatableArray<ObjectType> Objects { get; init; }

    /// <summary>Union types by name.</summary>
    public EquatableArray<UnionType> Unions { get; init; }

    /// <summary>The models, in canonical (accordion) order.</summary>
    public EquatableArray<ModelType> Models { get; init; }

    /// <summary>The actions, in canonical order.</summary>
    public EquatableArray<ActionType> Actions { get; init; }

    /// <summary>The features, in canonical order.</summary>
    public EquatableArray<FeatureType> Features { get; init; }

    /// <summary>The model of that name, or null.</summary>
    public ModelType? Model(string name) => Models.FirstOrDefault(m => m.Name == name);

    /// <summary>The enumeration of that name, or null.</summary>
    public EnumType? Enum(string name) => Enums.FirstOrDefault(e => e.Name == name);

    /// <summary>The object type of that name, or null.</summary>
    public ObjectType? Object(string name) => Objects.FirstOrDefault(o => o.Name == name);

    /// <summary>The union type of that name, or null.</summary>
    public UnionType? Union(string name) => Unions.FirstOrDefault(u => u.Name == name);
}

/// <summary>An enumeration of the vocabulary.</summary>
/// <param name="Name">Its name: <c>job_status</c>.</param>
/// <param name="Open">Whether a vendor's own text passes through where no value fits.</param>
/// <param name="Values">The values, in order.</param>
/// <param name="Doc">What it says.</param>
public sealed record EnumType(string Name, bool Open, EquatableArray<string> Values, string Doc);

/// <summary>An object type: <c>location</c>.</summary>
public sealed record ObjectType(string Name, EquatableArray<FieldType> Members, string Doc);

/// <summary>A union: exactly one case, told apart by its name.</summary>
/// <param name="Name">Its name: <c>question_format</c>.</param>
/// <param name="Discriminator">The JSON member that names the case (<c>type</c>); null when the set member tells (<c>{"checked":true}</c>).</param>
/// <param name="Cases">The cases, in order.</param>
/// <param name="Doc">What it says.</param>
public sealed record UnionType(string Name, string? Discriminator, EquatableArray<UnionCase> Cases, string Doc);

/// <summary>A case of a union.</summary>
public sealed record UnionCase(string Name, EquatableArray<FieldType> Members, string Doc);

/// <summary>A model: records with an identity.</summary>
public sealed record ModelType
{
    /// <summary>Its name in specs and exports: <c>jobs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The C# type: <c>Job</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>The id in the unified API: <c>ats_jobs</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The title on coverage pages: <c>Job-specific screening questions</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What a record is.</summary>
    public required string Doc { get; init; }

    /// <summary>For join models the reference fields, two or more, that identify a row (<c>job_id, question_id</c>); empty where <c>remote_id</c> does.</summary>
    public EquatableArray<string> Joins { get; init; }

    /// <summary>The fields in canonical order of coverage pages. Base rows (id, changed_at, remote_deleted_at) have <see cref="FieldType.Base"/> set.</summary>
    public EquatableArray<FieldType> Fields { get; init; }

    /// <summary>The field of that name, or null.</summary>
    public FieldType? Field(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

/// <summary>A field, member or input.</summary>
public sealed record FieldType
{
    /// <summary>Its name; inputs of actions are dotted paths (<c>candidate.location.zip_code</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The type of the value, or of the items where <see cref="List"/> is set.</summary>
    public required TypeRef Type { get; init; }

    /// <summary>Whether it is a list.</summary>
    public bool List { get; init; }

    /// <summary>Whether a value must be there: a record without it is set aside, a list item without it falls out. A list that is required is empty rather than null.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the store gives it (id, changed_at, remote_deleted_at); a spec does not map it.</summary>
    public bool Base { get; init; }

    /// <summary>What it says.</summary>
    public string Doc { get; init; } = "";

    /// <summary>Of an input: the field of a model that shows the value when it is read back (<c>candidates.first_name</c>, <c>candidates.email_addresses.email_address</c>); null where none does.</summary>
    public string? Becomes { get; init; }

    /// <summary>Of an input: the name it shares with the inputs of its group of which exactly one must be given; null for none.</summary>
    public string? OneOf { get; init; }

    /// <summary>Of an input: the choice of its group (<see cref="OneOf"/>) that it tells something about, as a media type does of a file's content: it is covered wherever one input of the choice is; null for none.</summary>
    public string? Describes { get; init; }

    /// <summary>Of an input: whether every connector takes it, whether or not it sends it; it is no row of coverage where it is not sent.</summary>
    public bool Accepted { get; init; }

    /// <summary>Of an input: the level above it, <c>candidate.location</c>; empty for none.</summary>
    public string Group => LevelOf(Name);

    /// <summary>The level above a dotted path; empty for none.</summary>
    public static string LevelOf(string path) => path.LastIndexOf('.') is > 0 and var dot ? path.Substring(0, dot) : "";

    /// <summary>The last name of a dotted path.</summary>
    public static string LastOf(string path) => path.Substring(path.LastIndexOf('.') + 1);
}

/// <summary>The type of a value.</summary>
public abstract record TypeRef
{
    private protected TypeRef() { }

    /// <summary>A scalar.</summary>
    public sealed record Scalar(ScalarKind Kind) : TypeRef;

    /// <summary>An enumeration of the vocabulary.</summary>
    public sealed record Enum(string Name) : TypeRef;

    /// <summary>An object type of the vocabulary.</summary>
    public sealed record Object(string Name) : TypeRef;

    /// <summary>A union of the vocabulary.</summary>
    public sealed record Union(string Name) : TypeRef;

    /// <summary>A reference to a record of a model; a spec gives the vendor's id.</summary>
    public sealed record Reference(string Model) : TypeRef;

    /// <summary>A reference to an option of the question that the sibling member <paramref name="Of"/> references; a spec gives the vendor's option id.</summary>
    public sealed record Option(string Of) : TypeRef;

    /// <summary>An option as <see cref="Option"/>, or a boolean (the answer of a yes/no question).</summary>
    public sealed record OptionOrBoolean(string Of) : TypeRef;
}

/// <summary>The scalar types.</summary>
public enum ScalarKind
{
    /// <summary>A text; an empty one is null.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A point in time; on the wire ISO 8601 with Z.</summary>
    DateTime,

    /// <summary>Any JSON.</summary>
    Any,

    /// <summary>Of inputs: an e-mail address.</summary>
    Email,

    /// <summary>Of inputs: a telephone number.</summary>
    Phone,

    /// <summary>Of inputs: an ISO 3166-1 alpha-2 code.</summary>
    Country,

    /// <summary>Of inputs: an address of http or https.</summary>
    Url,

    /// <summary>Of inputs: a media type, <c>application/pdf</c>.</summary>
    MediaType,

    /// <summary>Of inputs: bytes in base64, the content of a file.</summary>
    Bytes,

    /// <summary>Of inputs: an address whose content is the content of a file.</summary>
    FileUrl,

    /// <summary>Of inputs: an id as the vendor writes it, of something that is no model: a text, or a number in digits.</summary>
    RemoteId,

    /// <summary>Of inputs: the answer of a question, as the question's format asks for it.</summary>
    Answer,
}

/// <summary>An action.</summary>
/// <param name="Name">Its name in specs: <c>create_candidate</c>.</param>
/// <param name="Id">The id in the unified API: <c>ats_create_candidate</c>.</param>
/// <param name="Label">The title on coverage pages.</param>
/// <param name="Doc">What it does.</param>
/// <param name="Inputs">Its inputs in canonical order; names are dotted paths, and an input is required within its group.</param>
public sealed record ActionType(string Name, string Id, string Label, string Doc, EquatableArray<FieldType> Inputs)
{
    /// <summary>The levels above the inputs: <c>candidate.location</c>, <c>attachments</c>.</summary>
    public EquatableArray<InputGroup> Groups { get; init; }

    /// <summary>The models of the records it makes, first the one that the action answers with; empty where it makes none.</summary>
    public EquatableArray<MadeModel> Makes { get; init; }

    /// <summary>The model of the record it changes, which an input refers to; null where it changes none.</summary>
    public string? Changes { get; init; }

    /// <summary>Of an action that lists files, the enumeration that says what each of them is; null where it lists none.</summary>
    public string? GivesFiles { get; init; }

    /// <summary>The input of that name, or null.</summary>
    public FieldType? Input(string name) => Inputs.FirstOrDefault(i => i.Name == name);

    /// <summary>The group of that name, or null.</summary>
    public InputGroup? Group(string name) => Groups.FirstOrDefault(g => g.Name == name);

    /// <summary>The list that an input comes in: its group, or the nearest one above that is a list; null where there is one value at most.</summary>
    public InputGroup? ListOf(FieldType input) =>
        Groups.Where(g => g.List && input.Name.StartsWith(g.Name + ".", StringComparison.Ordinal)).OrderByDescending(static g => g.Name.Length).FirstOrDefault();

    /// <summary>Whether an input tells something about one that is sent, so that it is taken with it.</summary>
    /// <param name="input">The input.</param>
    /// <param name="isSent">Whether the input of a name is sent.</param>
    public bool GoesWith(FieldType input, Func<string, bool> isSent) =>
        input.Describes is { } choice && Inputs.Any(i => i.OneOf == choice && i.Group == input.Group && isSent(i.Name));

    /// <summary>
    /// What the question of an answer can ask for: the union that is the field <c>format</c> of the model that the ref beside the input leads to;
    /// null where there is none, which a vocabulary that has been read without mistakes does not have.
    /// </summary>
    /// <param name="input">An input of the type <see cref="ScalarKind.Answer"/>.</param>
    /// <param name="vocabulary">Knows the models.</param>
    public UnionType? FormatsOf(FieldType input, VocabularySpec vocabulary) => Inputs
        .Where(i => i.Group == input.Group)
        .Select(i => i.Type is TypeRef.Reference(var model) && vocabulary.Model(model)?.Field("format")?.Type is TypeRef.Union(var union) ? vocabulary.Union(union) : null)
        .FirstOrDefault(static u => u?.Discriminator is not null);
}

/// <summary>A model a record of which comes of an action.</summary>
/// <param name="Model">The model.</param>
/// <param name="Links">Its reference fields that lead to another record made by the same action, by the other's model: <c>candidate_id</c> to <c>candidates</c>.</param>
public sealed record MadeModel(string Model, EquatableArray<MadeLink> Links);

/// <summary>A reference between two records that an action makes.</summary>
public sealed record MadeLink(string Field, string Model);

/// <summary>A level above inputs of an action.</summary>
/// <param name="Name">Its dotted path: <c>candidate.social_links</c>.</param>
/// <param name="List">Whether there can be several.</param>
/// <param name="Required">Whether it must be there, within the level above it.</param>
/// <param name="Doc">What it holds.</param>
public sealed record InputGroup(string Name, bool List, bool Required, string Doc);

/// <summary>A feature.</summary>
public sealed record FeatureType(string Id, string Label, string Doc);
