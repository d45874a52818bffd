namespace Connectors.Runtime.Replies;

/// <summary>What a reply to an envelope turns out to be.</summary>
internal enum ReplyKind
{
    /// <summary>An envelope with an element in its Body.</summary>
    Answer,

    /// <summary>An envelope with a fault.</summary>
    Fault,

    /// <summary>Anything else.</summary>
    Other,
}
