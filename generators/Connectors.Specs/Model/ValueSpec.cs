namespace Connectors.Specs.Model;

/// <summary>How a unified value is made of vendor data. The unified type it fills is the vocabulary's; see the field's name.</summary>
public abstract record ValueSpec
{
    private protected ValueSpec() { }

    /// <summary>The value at a path, converted; for a list field the items of the list at the path, or with <c>[]</c> the value taken of each item, each converted.</summary>
    public sealed record From(VendorPath Path, Conversion As) : ValueSpec;

    /// <summary>A constant (<c>value:</c>), as the vocabulary writes it.</summary>
    public sealed record Constant(string Text) : ValueSpec;

    /// <summary>A vendor value translated by a table.</summary>
    /// <param name="Path">The vendor's value.</param>
    /// <param name="Entries">Vendor value to unified value, in the order of the spec.</param>
    /// <param name="Otherwise">The unified value for the rest; null when the table names every value of the contract.</param>
    /// <param name="Own">The entries that a connection can bring, which win over these; null where it can bring none.</param>
    public sealed record Map(VendorPath Path, EquatableArray<MapEntry> Entries, string? Otherwise, OwnMap? Own = null) : ValueSpec;

    /// <summary>The value of the first case that holds.</summary>
    public sealed record Match(EquatableArray<MatchCase> Cases, string? Otherwise) : ValueSpec;

    /// <summary>A union chosen by the vendor's discriminator.</summary>
    /// <param name="Path">The discriminator.</param>
    /// <param name="Cases">Discriminator value to union case; of several cases of one value the first whose tests hold.</param>
    /// <param name="Otherwise">The case for the rest; null when the cases name every value of the contract.</param>
    public sealed record Switch(VendorPath Path, EquatableArray<SwitchCase> Cases, UnionValue? Otherwise) : ValueSpec;

    /// <summary>A union chosen by which vendor member is set; the first wins.</summary>
    public sealed record OneOf(EquatableArray<UnionValue> Cases) : ValueSpec;

    /// <summary>The first value that is there.</summary>
    public sealed record FirstOf(EquatableArray<ValueSpec> Values) : ValueSpec;

    /// <summary>Texts that are there, joined.</summary>
    public sealed record Join(EquatableArray<ValueSpec> Values, string Separator) : ValueSpec;

    /// <summary>An id of two parts; absent where one of them is.</summary>
    /// <param name="Parts">Two values at paths.</param>
    public sealed record Key(EquatableArray<VendorPath> Parts) : ValueSpec;

    /// <summary>A list written out; items without their required members fall out.</summary>
    public sealed record ListOf(EquatableArray<ValueSpec> Items) : ValueSpec;

    /// <summary>A list made of a vendor list; items without their required members fall out.</summary>
    /// <param name="Path">The vendor's list.</param>
    /// <param name="Item">How an item is made; its paths start at the item.</param>
    public sealed record Each(VendorPath Path, ValueSpec Item) : ValueSpec;

    /// <summary>One item of a vendor list. Items whose tests do not all hold, and items without what they must have, are passed over.</summary>
    /// <param name="Path">The vendor's list.</param>
    /// <param name="Where">The tests; their paths start at the item.</param>
    /// <param name="Order">Which of the items that are left.</param>
    /// <param name="Time">For the newest and the oldest: the item's time. An item without one comes after all others.</param>
    /// <param name="Item">How the value is made; its paths start at the item.</param>
    public sealed record Pick(VendorPath Path, EquatableArray<Test> Where, PickOrder Order, ValueSpec? Time, ValueSpec Item) : ValueSpec;

    /// <summary>A value made of the row that a table of the vendor's has for a key; null where the key is not there, and where the table has no such row, which is counted.</summary>
    /// <param name="Table">The table's name.</param>
    /// <param name="Path">The key, in the record.</param>
    /// <param name="Take">How the value is made; its paths start at the row.</param>
    public sealed record Row(string Table, VendorPath Path, ValueSpec Take) : ValueSpec;

    /// <summary>The record's place in its list, from 0; of a nested record, in the list it is nested in.</summary>
    public sealed record Position : ValueSpec;

    /// <summary>An object of the vocabulary with the members that are covered, in the vocabulary's order; null when all are.</summary>
    public sealed record ObjectOf(EquatableArray<MemberValue> Members) : ValueSpec;

    /// <summary>A value made by a C# partial method that the author writes; it is handed the value at the path as text.</summary>
    public sealed record Using(string Method, VendorPath Path) : ValueSpec;
}

/// <summary>A row of a <see cref="ValueSpec.Map"/>.</summary>
public sealed record MapEntry(string Vendor, string Unified);

/// <summary>Which item of a list is picked.</summary>
public enum PickOrder
{
    /// <summary>The first in the vendor's order.</summary>
    First,

    /// <summary>The last in the vendor's order.</summary>
    Last,

    /// <summary>The one with the latest time; of several the first.</summary>
    Newest,

    /// <summary>The one with the earliest time; of several the first.</summary>
    Oldest,
}

/// <summary>Entries that a connection can bring to a <see cref="ValueSpec.Map"/>.</summary>
/// <param name="Row">The row they are for: <c>jobs.status</c>, <c>candidates.location.country</c>.</param>
/// <param name="Values">The unified values there are; empty for any text.</param>
public sealed record OwnMap(string Row, EquatableArray<string> Values);

/// <summary>A case of a <see cref="ValueSpec.Match"/>: all tests hold, then the value.</summary>
public sealed record MatchCase(EquatableArray<Test> Tests, string Then);

/// <summary>A case of a <see cref="ValueSpec.Switch"/>.</summary>
public sealed record SwitchCase(string Vendor, UnionValue Value)
{
    /// <summary>What holds for the vendor's record; empty when the vendor's word alone tells the case.</summary>
    public EquatableArray<Test> Tests { get; init; }
}

/// <summary>One case of a vocabulary union with the members that are covered.</summary>
/// <param name="Case">The vocabulary's case: <c>SINGLE_SELECT</c>.</param>
/// <param name="Members">Its covered members in the vocabulary's order.</param>
public sealed record UnionValue(string Case, EquatableArray<MemberValue> Members);

/// <summary>A member of an object, a union case or a list item.</summary>
public sealed record MemberValue(string Name, ValueSpec Value);

/// <summary>How a vendor value becomes a unified one, or how a time is written into a request.</summary>
public sealed record Conversion
{
    /// <summary>The kind; <see cref="ConversionKind.Plain"/> when the types fit as they are.</summary>
    public required ConversionKind Kind { get; init; }

    /// <summary>Local time and date: the vendor's format in .NET's custom date and time words (<c>yyyy-MM-dd HH:mm</c>).</summary>
    public string? Format { get; init; }

    /// <summary>Local time and date: the IANA zone.</summary>
    public string? Zone { get; init; }

    /// <summary>Date: whether the last second of the day is meant, not the first.</summary>
    public bool EndOfDay { get; init; }

    /// <summary>Number: what the vendor's number is multiplied with.</summary>
    public decimal Times { get; init; } = 1;

    /// <summary>Text and id: what stands before it and is taken off (<c>strip:</c>); a text that begins otherwise is none. Null for nothing.</summary>
    public string? Strip { get; init; }

    /// <summary>No conversion.</summary>
    public static Conversion Plain { get; } = new() { Kind = ConversionKind.Plain };
}

/// <summary>The conversions (<c>as:</c>).</summary>
public enum ConversionKind
{
    /// <summary>The types fit: text, number, boolean, or an id of any scalar type.</summary>
    Plain,

    /// <summary>An object of texts by language: the connection's, then en, then the first that is there.</summary>
    Localised,

    /// <summary>ISO 8601 date and time with offset or Z.</summary>
    DateTime,

    /// <summary>A date and time without offset in a zone.</summary>
    LocalTime,

    /// <summary>A date without time in a zone.</summary>
    Date,

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    UnixMilliseconds,

    /// <summary>A country's name or code; ISO 3166-1 alpha-2 when recognised, as written otherwise.</summary>
    Country,

    /// <summary>A number multiplied (<c>times:</c>).</summary>
    Scaled,

    /// <summary>The JSON as it stands.</summary>
    Raw,

    /// <summary>A number in text with a decimal comma, thousands dots allowed: <c>1.234,56</c>.</summary>
    DecimalComma,

    /// <summary>The given names of a person's full name.</summary>
    GivenName,

    /// <summary>The family name of a person's full name.</summary>
    FamilyName,
}
