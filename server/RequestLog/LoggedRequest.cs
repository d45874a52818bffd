namespace Connectors.Server.RequestLog;

/// <summary>A request to the API, as far as it is kept: never its body, its headers or what was answered.</summary>
/// <param name="At">When it came.</param>
/// <param name="Environment">The environment of its key.</param>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Its path and query, without what may be secret or about a person.</param>
/// <param name="Integration">The integration it was about; null for none.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Code">The code of the error; null where there was none.</param>
/// <param name="Took">How long it took, in microseconds.</param>
internal sealed record LoggedRequest(DateTimeOffset At, string Environment, string Method, string Path, string? Integration, int Status, string? Code, long Took)
{
    /// <summary>Its number; later ones have larger ones. 0 before it is kept.</summary>
    public long Number { get; init; }
}

/// <summary>Which requests are looked for; what is null does not matter.</summary>
/// <param name="Integration">The integration they were about.</param>
/// <param name="Refused">Whether they were answered with an error.</param>
/// <param name="Text">What their path has in it.</param>
/// <param name="Before">Only those with smaller numbers.</param>
internal sealed record RequestQuery(string? Integration, bool? Refused, string? Text, long Before);
