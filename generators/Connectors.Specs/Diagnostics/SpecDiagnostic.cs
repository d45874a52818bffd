namespace Connectors.Specs.Diagnostics;

/// <summary>A stretch of text: zero-based offsets, lines and columns, as editors count.</summary>
/// <param name="Start">Offset of the first character in UTF-16 units.</param>
/// <param name="Length">Number of characters; 0 for a point.</param>
/// <param name="Line">Line of the first character, from 0.</param>
/// <param name="Column">Column of the first character, from 0.</param>
/// <param name="EndLine">Line after the last character, from 0.</param>
/// <param name="EndColumn">Column after the last character, from 0.</param>
public readonly record struct TextSpan(int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>Whether another stretch of the same text lies in this one.</summary>
    public bool Holds(TextSpan other) => other.Start >= Start && other.Start + other.Length <= Start + Length;
}

/// <summary>That a stretch of text is used in another place than it stands, as through an alias of YAML.</summary>
/// <param name="Place">What is written in that place.</param>
/// <param name="Of">The use that is used there, where the stretch came to it through another; null where it came straight.</param>
public sealed record TextUse(TextSpan Place, TextUse? Of);

/// <summary>Something a person must know about a spec, a vocabulary or a contract.</summary>
/// <param name="Rule">What kind of thing it is.</param>
/// <param name="File">The file it is in, as it was handed to the compiler.</param>
/// <param name="Span">Where.</param>
/// <param name="Message">The sentence.</param>
public sealed record SpecDiagnostic(DiagnosticRule Rule, string File, TextSpan Span, string Message);

/// <summary>How grave a diagnostic is.</summary>
public enum SpecSeverity
{
    /// <summary>The connector cannot be compiled.</summary>
    Error,

    /// <summary>It compiles, and probably does not do what was meant.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Info,
}

/// <summary>A kind of diagnostic.</summary>
/// <param name="Id"><c>CONN2003</c>; also the name of its page under docs/diagnostics.</param>
/// <param name="Title">The fault in a few words.</param>
/// <param name="Severity">How grave.</param>
/// <param name="Help">What to do, a sentence or two for its page.</param>
public sealed record DiagnosticRule(string Id, string Title, SpecSeverity Severity, string Help)
{
    /// <summary>Whether it speaks of what is nowhere in the spec. It is reported only where nothing else is wrong: what is missing may stand in what is wrong.</summary>
    public bool IsOfTheWhole { get; init; }
}
