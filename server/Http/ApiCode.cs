namespace Connectors.Server.Http;

/// <summary>The error codes of the unified API. Clients know no others.</summary>
internal static class ApiCode
{
    public const string IntegrationNotFound = "PLATFORM.INTEGRATION_NOT_FOUND";
    public const string InputInvalid = "PLATFORM.INPUT_INVALID";
    public const string Unknown = "PLATFORM.UNKNOWN_ERROR";
    public const string KeyInvalid = "PLATFORM.AUTHENTICATION_INVALID";
    public const string TimedOut = "PLATFORM.TASK_TIMED_OUT";
    public const string RateLimit = "PLATFORM.RATE_LIMIT_EXCEEDED";
    public const string ConcurrencyLimit = "PLATFORM.CONCURRENCY_LIMIT_EXCEEDED";

    public const string PermissionMissing = "INTEGRATION.PERMISSION_MISSING";
    public const string CredentialsInvalid = "INTEGRATION.AUTHENTICATION_INVALID";
    public const string SyncPending = "INTEGRATION.SETUP_SYNC_PENDING";
    public const string Inactive = "INTEGRATION.INACTIVE";
    public const string ModelNotAvailable = "INTEGRATION.MODEL_NOT_AVAILABLE";
    public const string ActionNotAvailable = "INTEGRATION.ACTION_NOT_AVAILABLE";

    public const string RemoteUnavailable = "REMOTE.SERVICE_UNAVAILABLE";
    public const string RemoteRateLimit = "REMOTE.RATE_LIMIT_EXCEEDED";
    public const string RemoteInputInvalid = "REMOTE.INPUT_INVALID";
    public const string RemoteUnknown = "REMOTE.UNKNOWN_HTTP_ERROR";

    public const string JobClosed = "ATS.JOB_CLOSED";
    public const string ApplicationExists = "ATS.APPLICATION_ALREADY_EXISTS";

    /// <summary>All that an answer can have, those included that this server has no reason for yet: clients refuse others.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RateLimit, ConcurrencyLimit, IntegrationNotFound, InputInvalid, Unknown, "PLATFORM.IP_NOT_WHITELISTED", KeyInvalid, TimedOut,
        PermissionMissing, CredentialsInvalid, "INTEGRATION.QA_FAILED", SyncPending, "INTEGRATION.SETUP_INCOMPLETE", Inactive, ModelNotAvailable, "INTEGRATION.MODEL_DISABLED",
        ActionNotAvailable, "INTEGRATION.ACTION_DISABLED", RemoteUnavailable, RemoteRateLimit, RemoteInputInvalid, RemoteUnknown, JobClosed, ApplicationExists,
    ];
}
