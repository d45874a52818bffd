namespace Connectors.Specs.Model;

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

    /// <summary>Tests that must all hold for the request to be sent; what the step takes is not there otherwise.</summary>
    public EquatableArray<GivenTest> When { get; init; }

    /// <summary>The list of the input for each item of which the request is sent; null where it is sent once.</summary>
    public string? ForEach { get; init; }

    /// <summary>Looks for the record first; where there is one, the request is not sent and the values are taken from what was found.</summary>
    public FindSpec? Find { get; init; }

    /// <summary>The model of the record that the request makes; null where it makes none. <see cref="Take"/> then has <c>remote_id</c>, unless the vendor does not tell it (<c>take: none</c>).</summary>
    public string? Creates { get; init; }

    /// <summary>Where the files stand that the action lists; null where the reply has none to list.</summary>
    public GivenFilesSpec? Gives { get; init; }

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
    RequestSpec Request, VendorPath Records, EquatableArray<WhereSpec> Where, EquatableArray<TakenValue> Take, EquatableArray<ReplyRule> On)
{
    /// <summary>How the list is paged.</summary>
    public PagingSpec Paging { get; init; } = PagingSpec.None;
}

/// <summary>A value that a found record must have.</summary>
/// <param name="Path">Where it stands in the record; of several values there, one is enough.</param>
/// <param name="Value">The text.</param>
public sealed record WhereSpec(VendorPath Path, Template Value);

/// <summary>What a reply means for a step.</summary>
/// <param name="Rule">Status, tests, meaning.</param>
/// <param name="Take">When not empty, the reply says that the record exists already, and these values are taken of it: the step has succeeded.</param>
public sealed record StepRule(ReplyRule Rule, EquatableArray<TakenValue> Take);

/// <summary>A condition on what an action is given, and on what earlier steps took.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Of">
/// What is looked at: an input or a group of inputs (<see cref="TemplatePart.Input"/>), a row of the item (<see cref="TemplatePart.Item"/>), a connection
/// field, a value that an earlier step took.
/// </param>
/// <param name="Value">The text it is compared with; a unified value of an input. Null for <see cref="GivenTestKind.Set"/>.</param>
/// <param name="Negate">Whether the test must not hold.</param>
public sealed record GivenTest(GivenTestKind Kind, TemplatePart Of, string? Value, bool Negate);

/// <summary>What a <see cref="GivenTest"/> asks.</summary>
public enum GivenTestKind
{
    /// <summary>It is the text.</summary>
    Is,

    /// <summary>It starts with the text.</summary>
    Starts,

    /// <summary>It is given; of a list, at least one item.</summary>
    Set,
}
