namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>A key the language does not have at this place.</summary>
    public static readonly DiagnosticRule UnknownKey = Error("CONN1001", "Unknown key",
        "The spec language has no such key at this place. Look the mapping up in the spec reference; a key may also be indented too far or not far enough.");

    /// <summary>A key that must be there.</summary>
    public static readonly DiagnosticRule MissingKey = Error("CONN1002", "A key is missing",
        "The mapping has no meaning without the key. Add it; the spec reference shows an example.");

    /// <summary>A text where a list is wanted, and the like.</summary>
    public static readonly DiagnosticRule WrongNode = Error("CONN1003", "Wrong kind of value",
        "A text, a list and a mapping are different things: `a`, `[a]` and `{ key: a }`. Write the kind that the message asks for.");

    /// <summary>A word that is not one of those allowed.</summary>
    public static readonly DiagnosticRule UnknownWord = Error("CONN1004", "Unknown word",
        "The key takes one of a few words; the message lists them.");

    /// <summary>A text that cannot be read as what it should be.</summary>
    public static readonly DiagnosticRule Malformed = Error("CONN1005", "A value is malformed",
        "The text does not read as the number, flag, time span, rate, date format, zone, address or name that the key takes. The message says what it looks like.");

    /// <summary>Keys that exclude one another.</summary>
    public static readonly DiagnosticRule Choice = Error("CONN1006", "Keys exclude one another",
        "Only one of the keys can be meant, or one of them has a meaning only beside another. Keep the one that is meant.");

    /// <summary>A path that cannot be read.</summary>
    public static readonly DiagnosticRule PathSyntax = Error("CONN1007", "A path is malformed",
        "A path is made of names with dots between them, and after a name of `[0]` for an item, `[key=value]` for the first item that has the value, or `[]` for all items. A single dot is the record itself.");

    /// <summary>A text with placeholders that cannot be read.</summary>
    public static readonly DiagnosticRule TemplateSyntax = Error("CONN1008", "A placeholder is malformed",
        "Placeholders are `{connection.NAME}`, `{parent.remote_id}` and `{record.remote_id}`; every brace that is opened is closed.");
}
