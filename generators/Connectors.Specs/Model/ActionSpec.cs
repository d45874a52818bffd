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

    /// <summary>The covered rows that come in lists, by group, in the vocabulary's order; a group that is sent in several ways has an entry for each.</summary>
    public EquatableArray<InputListSpec> Lists { get; init; }

    /// <summary>What the vendor takes of files, and whether it takes addresses in their place, by the group they stand in.</summary>
    public EquatableArray<FileSpec> Files { get; init; }

    /// <summary>Groups that the vocabulary lets be left out and the vendor does not, because a row in them is required whatever else is given.</summary>
    public EquatableArray<string> RequiredGroups { get; init; }

    /// <summary>How a row is sent, by its whole name (<c>attachments.data</c>); null where it is not.</summary>
    public InputSpec? Input(string row) => InputsOf(row).FirstOrDefault();

    /// <summary>All ways a row is sent in; several where its list is.</summary>
    public IEnumerable<InputSpec> InputsOf(string row) =>
        Inputs.Where(i => i.Row == row).Concat(Lists.SelectMany(l => l.Items.Where(i => l.Group + "." + i.Row == row)));
}

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
/// <param name="Step">The step; empty within a list, where the list says it, unless the step repeats for each item.</param>
/// <param name="At">The place in its request: in the body <c>.</c> for the whole, and with a position for an item of a list that the vendor wants around it, <c>data[0].Email</c>.</param>
/// <param name="Kind">The contract's type of a value there; of a list, that of its items.</param>
/// <param name="Many">Whether the contract has a list there: a single value is then its only item.</param>
public sealed record InputPlace(string Step, Place At, JsonKind Kind, bool Many = false)
{
    /// <summary>Which part of an id of two parts stands there, 1 or 2; 0 for the whole value.</summary>
    public int Part { get; init; }
}

/// <summary>Covered rows that come in a list: attachments, answers.</summary>
public sealed record InputListSpec
{
    /// <summary>The vocabulary's group: <c>attachments</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The vendor's lists, in one step or in several; body places only. Empty where the items are sent by steps that repeat for each of them.</summary>
    public EquatableArray<InputPlace> Places { get; init; }

    /// <summary>The covered rows of an item, in the vocabulary's order.</summary>
    public EquatableArray<InputSpec> Items { get; init; }

    /// <summary>
    /// Where the items are members of an object: the name of a member, whose <see cref="TemplatePart.Placed"/> parts are rows of the item. <see cref="Places"/> are then objects,
    /// <c>.</c> the body itself, and the path <c>.</c> of a row is the member. Null where they are items of a list.
    /// </summary>
    public Template? Key { get; init; }

    /// <summary>What every item of the vendor's lists says besides; places are relative to the item.</summary>
    public EquatableArray<SentValue> With { get; init; }

    /// <summary>How many items the contract or the spec takes; null when any number.</summary>
    public int? Max { get; init; }

    /// <summary>Whether the contract requires an item.</summary>
    public bool Required { get; init; }

    /// <summary>A sentence of the spec for the coverage page.</summary>
    public string? Note { get; init; }
}
