namespace Connectors.Server.Http;

/// <summary>A request that is answered with an error. The message is for the caller: it quotes neither secrets nor what was sent.</summary>
internal sealed class ApiException(int status, string? code, string title, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error code; null where none fits.</summary>
    public string? Code { get; } = code;

    /// <summary>What kind of error it is, in a few words.</summary>
    public string Title { get; } = title;

    /// <summary>How long to wait before another attempt; null where that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What was sent cannot be used.</summary>
    public static ApiException Input(string message, int status = StatusCodes.Status400BadRequest) => new(status, ApiCode.InputInvalid, "The input is invalid", message);

    /// <summary>The caller is not known.</summary>
    public static ApiException Key() => new(
        StatusCodes.Status401Unauthorized, ApiCode.KeyInvalid, "The API key is invalid", "Send 'Authorization: Bearer' with an API key of this server that has not been revoked.");

    /// <summary>There is no such integration for the caller.</summary>
    public static ApiException NoIntegration() => new(
        StatusCodes.Status404NotFound, ApiCode.IntegrationNotFound, "The integration was not found", "The environment of this API key has no integration of that id.");
}
