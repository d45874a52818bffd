namespace Connectors.Runtime.Requests;

/// <summary>How the body of a request is written, where it is no envelope.</summary>
public enum BodyForm
{
    /// <summary>As JSON.</summary>
    Json,

    /// <summary>As multipart/form-data (RFC 7578), files as parts of their own.</summary>
    Multipart,

    /// <summary>As application/x-www-form-urlencoded.</summary>
    UrlEncoded,

    /// <summary>It is a file, with the file's media type.</summary>
    Binary,
}
