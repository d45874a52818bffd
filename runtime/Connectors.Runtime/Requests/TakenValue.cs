namespace Connectors.Runtime.Requests;

/// <summary>A value that a reply gives.</summary>
/// <param name="Name">The name it is used by.</param>
/// <param name="Path">Dotted path in the reply's body, of XML in its JSON form; or the name of a header.</param>
public sealed record TakenValue(string Name, string Path)
{
    /// <summary>Where in the reply it stands. Default the body.</summary>
    public TakenFrom From { get; init; }

    /// <summary>Whether it is the last segment of an address: of <c>https://host/applications/4711</c> only <c>4711</c>.</summary>
    public bool LastSegment { get; init; }
}

/// <summary>Where in a reply a value stands.</summary>
public enum TakenFrom
{
    /// <summary>In the body.</summary>
    Body,

    /// <summary>In a header.</summary>
    Header,

    /// <summary>It is the status; the path says nothing.</summary>
    Status,
}
