namespace Connectors.Runtime.Actions;

/// <summary>Something that is wrong with the input of an action: where, what, and why.</summary>
/// <param name="Path">Where in the unified input, items counted from 0: <c>attachments[2].data</c>.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Reason">Why, in a sentence that never shows the value.</param>
public sealed record Finding(string Path, FindingKind Kind, string Reason);

/// <summary>What can be wrong with an input.</summary>
public enum FindingKind
{
    /// <summary>The connector does not send it: the vendor cannot, nobody has looked, or it is not implemented yet. For a lenient caller also an answer to a question that is not asked. The only kind that a lenient caller can do without.</summary>
    Unsupported,

    /// <summary>It must be there.</summary>
    Missing,

    /// <summary>It is not an input of the action.</summary>
    Unknown,

    /// <summary>It has another JSON type, or the answer is not what the question asks for.</summary>
    WrongType,

    /// <summary>It has not the form it must have: an e-mail address, a country, base64, characters that no field may hold.</summary>
    Malformed,

    /// <summary>The text, the file or the list is larger than the vendor takes.</summary>
    TooLarge,

    /// <summary>The vendor has nothing for this value.</summary>
    UnknownValue,

    /// <summary>There is no record of that id, it is another account's, or it does not belong here (an answer for a question of another job).</summary>
    UnknownId,

    /// <summary>It cannot be given together with something else that is given.</summary>
    Conflict,

    /// <summary>The file behind the address cannot be fetched.</summary>
    Unreachable,
}
