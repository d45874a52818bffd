namespace Connectors.Runtime.Replies;

/// <summary>What a reply to an envelope turns out to be.</summary>
internal enum ReplyKind
{
    /// <summary>The element that is expected: in the Body of an envelope, or as the root.</summary>
    Answer,

    /// <summary>An envelope with a fault.</summary>
    Fault,

    /// <summary>Anything else.</summary>
    Other,
}
