namespace Connectors.Specs.Diagnostics;

public static partial class DiagnosticRules
{
    /// <summary>The text is not YAML.</summary>
    public static readonly DiagnosticRule YamlSyntax = Error("CONN0001", "Not valid YAML",
        "The text breaks a rule of YAML at this place; reading ends there, so repair it first. Common causes: uneven indentation, an open quote or bracket, a missing space after a colon.");

    /// <summary>A plain text has a sign that means something in YAML.</summary>
    public static readonly DiagnosticRule YamlQuoting = Error("CONN0002", "A text must be quoted",
        "In YAML the signs { [ * & @ ` % ! at the start of a text, a comma or bracket inside { } or [ ], and a colon followed by a space mean something of their own. Put the whole text in double quotes.");

    /// <summary>A key stands twice in one mapping.</summary>
    public static readonly DiagnosticRule YamlDuplicateKey = Error("CONN0003", "A key is given twice",
        "Each key may stand once in a mapping; the second would silently replace the first. Remove one of them, or merge the two.");

    /// <summary>The file is larger or deeper than the compiler reads.</summary>
    public static readonly DiagnosticRule YamlTooLarge = Error("CONN0004", "The file is too large",
        "The compiler reads files of up to 1 MiB, nested up to 64 levels, with up to 100,000 nodes (every use of an alias counts anew). Split or thin out the file.");

    /// <summary>An alias that cannot be followed.</summary>
    public static readonly DiagnosticRule YamlAlias = Error("CONN0005", "An alias cannot be followed",
        "An alias (*name) stands for the node that was marked &name before it; it cannot stand inside that node. If a text that begins with * was meant, quote it.");

    /// <summary>A key that is not a text.</summary>
    public static readonly DiagnosticRule YamlKey = Error("CONN0006", "A key must be a text",
        "Keys are plain or quoted texts; lists and mappings cannot be keys.");

    /// <summary>A second document.</summary>
    public static readonly DiagnosticRule YamlDocuments = Error("CONN0007", "More than one document",
        "A file holds one document. Remove what follows the line with --- or move it to a file of its own.");

    /// <summary>Nothing in the file.</summary>
    public static readonly DiagnosticRule YamlEmpty = Error("CONN0008", "The file is empty",
        "Nothing but blanks and comments is in the file.");
}
