namespace Connectors.Specs.Model;

/// <summary>What a customer fills in, how requests are authenticated with it, and how it is tested.</summary>
public sealed record ConnectionSpec
{
    /// <summary>The fields of the form, in the order of the spec.</summary>
    public EquatableArray<ConnectionField> Fields { get; init; }

    /// <summary>How requests are authenticated, where their api says nothing else; the entries apply in order.</summary>
    public EquatableArray<AuthSpec> Auth { get; init; }

    /// <summary>The cheap request that tells whether the credentials work.</summary>
    public RequestSpec? Check { get; init; }

    /// <summary>How to obtain the credentials, step by step.</summary>
    public EquatableArray<string> Guide { get; init; }
}

/// <summary>One field of the connection form.</summary>
public sealed record ConnectionField
{
    /// <summary>The name used in <c>{connection.NAME}</c> and on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What the form calls it.</summary>
    public required string Label { get; init; }

    /// <summary>Whether the value must never be shown, logged or stored in the clear.</summary>
    public bool Secret { get; init; }

    /// <summary>A regular expression the whole value must match, or null.</summary>
    public string? Pattern { get; init; }

    /// <summary>A value to show as an example.</summary>
    public string? Example { get; init; }

    /// <summary>The value taken when none is given; null makes the field required.</summary>
    public string? Default { get; init; }

    /// <summary>The only values allowed; empty when any is.</summary>
    public EquatableArray<string> Options { get; init; }

    /// <summary>Whether it holds several values with commas between them.</summary>
    public bool List { get; init; }

    /// <summary>What each of <see cref="Options"/> stands for, by part: every option has the same parts; empty where options are no table.</summary>
    public EquatableArray<OptionPart> Parts { get; init; }

    /// <summary>The vendor's list that the value is chosen from; null where it is typed.</summary>
    public ChoiceSpec? Choose { get; init; }

    /// <summary>Whether the field may be left empty: what is made of it is then not sent.</summary>
    public bool Optional { get; init; }

    /// <summary>The actions that cannot do without a value of an optional field.</summary>
    public EquatableArray<string> RequiredFor { get; init; }

    /// <summary>Whether the caller of an action may say another value for that action alone.</summary>
    public bool PerAction { get; init; }

    /// <summary>Whether it tells one account from another: it is no secret, and reads are sent with it, in an address, as credentials or in what they ask for. A list says how much of an account is read, not whose.</summary>
    public bool TellsAccount { get; init; }
}

/// <summary>A part of what an option stands for.</summary>
/// <param name="Option">The option.</param>
/// <param name="Name">The part: <c>api</c>.</param>
/// <param name="Value">Its text.</param>
public sealed record OptionPart(string Option, string Name, string Value);

/// <summary>A vendor's list that a connection field is chosen from.</summary>
/// <param name="Request">Asks for it.</param>
/// <param name="Records">Where it stands in the reply.</param>
/// <param name="Value">What the field becomes, within a record.</param>
/// <param name="Label">What people see, within a record.</param>
public sealed record ChoiceSpec(RequestSpec Request, VendorPath Records, VendorPath Value, VendorPath Label)
{
    /// <summary>How the list is paged.</summary>
    public PagingSpec Paging { get; init; } = PagingSpec.None;
}

/// <summary>A value lifted out of a reply (grammar 3, Take).</summary>
/// <param name="Name">The name it is used by: <c>{token}</c>.</param>
/// <param name="From">Where it stands.</param>
public sealed record TakenValue(string Name, TakenFrom From)
{
    /// <summary>Whether only what follows the last slash is taken: the id at the end of an address.</summary>
    public bool LastSegment { get; init; }
}

/// <summary>Where a value stands in a reply.</summary>
public abstract record TakenFrom
{
    private protected TakenFrom() { }

    /// <summary>In the body, or in the SOAP fault.</summary>
    public sealed record Body(VendorPath Path) : TakenFrom;

    /// <summary>In a header.</summary>
    public sealed record Header(string Name) : TakenFrom;

    /// <summary>The status itself: <c>201</c>.</summary>
    public sealed record Status : TakenFrom;
}
