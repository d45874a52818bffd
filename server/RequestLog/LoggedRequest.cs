namespace Connectors.Server.RequestLog;

/// <summary>Whose a request is.</summary>
internal enum RequestSide
{
    /// <summary>A client's, to the API.</summary>
    FromClient,

    /// <summary>The server's, to a vendor.</summary>
    ToVendor,
}

/// <summary>A request to the API or to a vendor, as far as it is kept: never its body, its headers or what was answered.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Environment">The environment of its key, or of the account.</param>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Its path and query, to a vendor after the host, without what may be secret or about a person.</param>
/// <param name="Integration">The integration it was about; null for none.</param>
/// <param name="Status">The status of the answer; 0 where a vendor gave none.</param>
/// <param name="Code">The code of the error; null where there was none.</param>
/// <param name="Took">How long it took, in microseconds.</param>
internal sealed record LoggedRequest(DateTimeOffset At, string Environment, string Method, string Path, string? Integration, int Status, string? Code, long Took)
{
    /// <summary>Whose it is.</summary>
    public RequestSide Side { get; init; }

    /// <summary>How long the answer was in bytes; null where that is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>What it was sent to a vendor for, such as <c>sync: jobs</c>; null for one to the API.</summary>
    public string? Cause { get; init; }

    /// <summary>Its number; later ones have larger ones. 0 before it is kept.</summary>
    public long Number { get; init; }
}

/// <summary>Which requests are looked for; what is null does not matter.</summary>
/// <param name="Integration">The integration they were about.</param>
/// <param name="Refused">Whether they were answered with an error, or not at all.</param>
/// <param name="Text">What their path has in it.</param>
/// <param name="Before">Only those with smaller numbers.</param>
/// <param name="Side">Whose they are.</param>
internal sealed record RequestQuery(string? Integration, bool? Refused, string? Text, long Before, RequestSide Side = RequestSide.FromClient);
