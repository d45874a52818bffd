using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Server.Http;

namespace Connectors.Server.Actions;

/// <summary>What failures at a vendor are called in the unified API.</summary>
internal static class RemoteErrors
{
    // Actions that make something; of others a vendor's conflict says something else than that it exists already.
    private const string Creating = "create_";

    /// <summary>The answer to a failure. Messages of connectors are safe to show.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="action">The vocabulary's name of the action that failed.</param>
    public static ApiException Translate(ConnectorException error, string action) => error switch
    {
        InputRefusedException refused => ApiException.Input(string.Join(' ', refused.Findings.Select(f => f.Path.Length == 0 ? f.Reason : $"{f.Path}: {f.Reason}"))),

        // What the journal of idempotency keys refuses never went to a vendor.
        { Error: ConnectorError.Conflict, Endpoint: null } => ApiException.Input(error.Message, StatusCodes.Status409Conflict),
        { Error: ConnectorError.Authentication } => Of(StatusCodes.Status403Forbidden, ApiCode.CredentialsInvalid, "The vendor does not accept the credentials", error),
        { Error: ConnectorError.Permission } => Of(StatusCodes.Status403Forbidden, ApiCode.PermissionMissing, "The credentials lack a right", error),
        { Error: ConnectorError.InvalidInput or ConnectorError.NotFound } => Of(StatusCodes.Status400BadRequest, ApiCode.RemoteInputInvalid, "The vendor refuses the input", error),
        { Error: ConnectorError.Conflict } => action.StartsWith(Creating, StringComparison.Ordinal)
            ? Of(StatusCodes.Status409Conflict, ApiCode.ApplicationExists, "It exists already", error)
            : Of(StatusCodes.Status409Conflict, ApiCode.RemoteInputInvalid, "The vendor's state does not allow it", error),
        { Error: ConnectorError.JobClosed } => Of(StatusCodes.Status400BadRequest, ApiCode.JobClosed, "The job takes no applications", error),
        { Error: ConnectorError.RateLimited } => Of(StatusCodes.Status429TooManyRequests, ApiCode.RemoteRateLimit, "The vendor limits requests", error),
        { Error: ConnectorError.Unavailable } => Of(StatusCodes.Status503ServiceUnavailable, ApiCode.RemoteUnavailable, "The vendor is not available", error),
        _ => Of(StatusCodes.Status502BadGateway, ApiCode.RemoteUnknown, "The vendor answers with something unexpected", error),
    };

    private static ApiException Of(int status, string code, string title, ConnectorException error) => new(status, code, title, error.Message) { RetryAfter = error.RetryAfter };
}
