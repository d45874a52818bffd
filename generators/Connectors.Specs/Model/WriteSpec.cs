namespace Connectors.Specs.Model;

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

    /// <summary>The value of the row that a table has for a text, capitals and small letters being the same: the id of a source by its name.</summary>
    /// <param name="Table">The table's name.</param>
    /// <param name="By">What the text is compared with, in the row.</param>
    /// <param name="Take">What is sent, in the row.</param>
    /// <param name="Missing">What becomes of a text without a row.</param>
    /// <param name="Make">How the row is made, where it is made.</param>
    public sealed record Row(string Table, VendorPath By, VendorPath Take, MissingRow Missing, MadeRow? Make) : WriteSpec;

    /// <summary>A file.</summary>
    /// <param name="Form">How it travels.</param>
    public sealed record File(FileForm Form = FileForm.Base64) : WriteSpec;

    /// <summary>Members of the vendor's own, which the caller names: put into the bodies of steps last.</summary>
    /// <param name="Parts">What may be given, by the name that the caller gives it under.</param>
    public sealed record Merge(EquatableArray<MergedFields> Parts) : WriteSpec;

    /// <summary>The answer of a question, by the question's format; a format without a case cannot be sent.</summary>
    public sealed record ByFormat(EquatableArray<FormatCase> Cases) : WriteSpec;
}

/// <summary>Where and how an answer of one format is written.</summary>
/// <param name="Format">The vocabulary's case: <c>SINGLE_SELECT</c>.</param>
/// <param name="Places">Where in the item; of a file none, see <paramref name="Members"/>.</param>
/// <param name="Write">How.</param>
/// <param name="Members">Of a file: its covered members (<c>name</c>, <c>content_type</c>, <c>data</c>) with their places.</param>
public sealed record FormatCase(string Format, EquatableArray<InputPlace> Places, WriteSpec Write, EquatableArray<InputSpec> Members)
{
    /// <summary>The name of the member for this format, where it differs from <see cref="InputListSpec.Key"/>; null where it does not.</summary>
    public Template? Key { get; init; }
}

/// <summary>What becomes of a text that the table has no row for.</summary>
public enum MissingRow
{
    /// <summary>The input is refused before anything is sent.</summary>
    Refuse,

    /// <summary>Nothing is sent in its place.</summary>
    Omit,

    /// <summary>The row is made first.</summary>
    Make,
}

/// <summary>Makes a row that a table does not have.</summary>
/// <param name="Request">The request; the text is its value <c>value</c>, among what has been taken.</param>
/// <param name="Take">What is sent of the reply in the row's place.</param>
public sealed record MadeRow(RequestSpec Request, TakenValue Take);
