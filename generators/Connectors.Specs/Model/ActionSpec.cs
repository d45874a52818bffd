namespace Connectors.Specs.Model;

/// <summary>An action the connector performs: requests in order, and where the values of the unified input stand in them.</summary>
public sealed record ActionSpec
{
    /// <summary>The vocabulary's name: <c>create_application</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The requests in the order they are sent: a step comes after those whose values it uses, otherwise the spec's order stands.</summary>
    public EquatableArray<StepSpec> Steps { get; init; }

    /// <summary>The covered rows that can be there once, in the vocabulary's order.</summary>
    public EquatableArray<InputSpec> Inputs { get; init; }

    /// <summary>The covered rows that come in lists, by group, in the vocabulary's order.</summary>
    public EquatableArray<InputListSpec> Lists { get; init; }

    /// <summary>Groups that the vocabulary lets be left out and the vendor does not, because a row in them is required whatever else is given.</summary>
    public EquatableArray<string> RequiredGroups { get; init; }

    /// <summary>How a row is sent, by its whole name (<c>attachments.data</c>); null where it is not.</summary>
    public InputSpec? Input(string row) =>
        Inputs.FirstOrDefault(i => i.Row == row) ?? Lists.SelectMany(l => l.Items.Where(i => l.Group + "." + i.Row == row)).FirstOrDefault();
}

/// <summary>One request of an action.</summary>
public sealed record StepSpec
{
    /// <summary>The name that inputs and later steps know it by.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The request. Its path may hold <see cref="TemplatePart.Placed"/> parts, which inputs fill; what it sends may use
    /// <see cref="TemplatePart.Input"/>, <see cref="TemplatePart.Step"/> and <see cref="TemplatePart.Environment"/>.
    /// </summary>
    public required RequestSpec Request { get; init; }

    /// <summary>Looks for the record first; where there is one, the request is not sent and the values are taken from what was found.</summary>
    public FindSpec? Find { get; init; }

    /// <summary>The model of the record that the request makes; null where it makes none. <see cref="Take"/> then has <c>remote_id</c>.</summary>
    public string? Creates { get; init; }

    /// <summary>What is lifted out of the reply for later steps and for the answer. A name that is a text field of the model made fills that field.</summary>
    public EquatableArray<TakenValue> Take { get; init; }

    /// <summary>What replies mean for this request, before the transport's rules.</summary>
    public EquatableArray<StepRule> On { get; init; }

    /// <summary>Whether the spec says that sending it twice does no harm (<c>repeatable: true</c>).</summary>
    public bool Repeatable { get; init; }
}

/// <summary>Looks for a record that may be there already.</summary>
/// <param name="Request">The request that lists candidates for it.</param>
/// <param name="Records">Where they stand in the reply; the first that passes is it.</param>
/// <param name="Where">Paths within a record and the text each must have, capitals and small letters being the same.</param>
/// <param name="Take">What is lifted out of the record; the names of the step's own <see cref="StepSpec.Take"/>.</param>
/// <param name="On">What replies mean; one that means <see cref="ReplyMeaning.Empty"/> finds nothing.</param>
public sealed record FindSpec(
    RequestSpec Request, VendorPath Records, EquatableArray<WhereSpec> Where, EquatableArray<TakenValue> Take, EquatableArray<ReplyRule> On);

/// <summary>A value that a found record must have.</summary>
/// <param name="Path">Where it stands in the record.</param>
/// <param name="Value">The text.</param>
public sealed record WhereSpec(VendorPath Path, Template Value);

/// <summary>What a reply means for a step.</summary>
/// <param name="Rule">Status, tests, meaning.</param>
/// <param name="Take">When not empty, the reply says that the record exists already, and these values are taken of it: the step has succeeded.</param>
public sealed record StepRule(ReplyRule Rule, EquatableArray<TakenValue> Take);

/// <summary>A covered row of an action's input.</summary>
public sealed record InputSpec
{
    /// <summary>The row: <c>candidate.location.zip_code</c>; within a list its last names only: <c>content_type</c>.</summary>
    public required string Row { get; init; }

    /// <summary>Where the value is sent: in one step or in several. Within a list, relative to the item. Empty where <see cref="Write"/> knows the places.</summary>
    public EquatableArray<InputPlace> Places { get; init; }

    /// <summary>How the unified value is written for the vendor.</summary>
    public WriteSpec Write { get; init; } = new WriteSpec.Plain();

    /// <summary>What is sent when nothing of the row's group is given; null for nothing.</summary>
    public Template? Default { get; init; }

    /// <summary>
    /// Whether the vendor or the vocabulary requires it, within its group: where nothing of the group is given, it may be missing unless the group is required too.
    /// Of inputs of which exactly one is given (<c>one_of</c>) none is; the media type of a file is not where the file may come from an address, which then tells it.
    /// </summary>
    public bool Required { get; init; }

    /// <summary>The longest text in characters that the contract takes; null when it names no length.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression that the contract wants the written text to match; null for none, and where <see cref="Write"/> makes it hold.</summary>
    public string? Pattern { get; init; }

    /// <summary>The values the contract takes; empty when any, and where <see cref="Write"/> makes it hold.</summary>
    public EquatableArray<string> Values { get; init; }

    /// <summary>A sentence of the spec for the coverage page.</summary>
    public string? Note { get; init; }
}

/// <summary>A place of an input in a request.</summary>
/// <param name="Step">The step; empty within a list, where the list says it.</param>
/// <param name="At">The place in its request.</param>
/// <param name="Kind">The contract's type of a value there; of a list, that of its items.</param>
/// <param name="Many">Whether the contract has a list there: a single value is then its only item.</param>
public sealed record InputPlace(string Step, Place At, JsonKind Kind, bool Many = false);

/// <summary>Covered rows that come in a list: attachments, answers.</summary>
public sealed record InputListSpec
{
    /// <summary>The vocabulary's group: <c>attachments</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The vendor's lists, in one step or in several; body places only.</summary>
    public EquatableArray<InputPlace> Places { get; init; }

    /// <summary>The covered rows of an item, in the vocabulary's order.</summary>
    public EquatableArray<InputSpec> Items { get; init; }

    /// <summary>How many items the contract or the spec takes; null when any number.</summary>
    public int? Max { get; init; }

    /// <summary>Whether the contract requires an item.</summary>
    public bool Required { get; init; }

    /// <summary>A sentence of the spec for the coverage page.</summary>
    public string? Note { get; init; }
}

/// <summary>How a unified value is written for the vendor: conversions in the other direction.</summary>
public abstract record WriteSpec
{
    private protected WriteSpec() { }

    /// <summary>As it is: a text, number or boolean; a reference by the vendor's id.</summary>
    public sealed record Plain : WriteSpec;

    /// <summary>Translated by a table; a value it does not name cannot be sent.</summary>
    /// <param name="Entries">Vendor value and unified value.</param>
    public sealed record Map(EquatableArray<MapEntry> Entries) : WriteSpec;

    /// <summary>A time, date or number in the vendor's form.</summary>
    public sealed record Convert(Conversion As) : WriteSpec;

    /// <summary>A file's bytes, in base64.</summary>
    public sealed record File : WriteSpec;

    /// <summary>The answer of a question, by the question's format; a format without a case cannot be sent.</summary>
    public sealed record ByFormat(EquatableArray<FormatCase> Cases) : WriteSpec;
}

/// <summary>Where and how an answer of one format is written.</summary>
/// <param name="Format">The vocabulary's case: <c>SINGLE_SELECT</c>.</param>
/// <param name="Places">Where in the item; of a file none, see <paramref name="Members"/>.</param>
/// <param name="Write">How.</param>
/// <param name="Members">Of a file: its covered members (<c>name</c>, <c>content_type</c>, <c>data</c>) with their places.</param>
public sealed record FormatCase(string Format, EquatableArray<InputPlace> Places, WriteSpec Write, EquatableArray<InputSpec> Members);
