namespace Connectors.Server.Webhooks;

/// <summary>The types of events that an endpoint can listen to, with what people are told of them.</summary>
internal static class EventTypes
{
    public const string DataChanged = "data-changed";
    public const string SyncFinished = "sync-finished";
    public const string IntegrationCreated = "integration-created";
    public const string IntegrationDeleted = "integration-deleted";
    public const string StateChanged = "integration-state-changed";
    public const string FlowFailed = "connection-flow-failed";

    /// <summary>All of them, each with a sentence.</summary>
    public static IReadOnlyList<(string Type, string Text)> All { get; } =
    [
        (DataChanged, "A sync has added, changed or deleted records; says of which models."),
        (SyncFinished, "A sync has ended, well or not."),
        (IntegrationCreated, "A customer has connected an account."),
        (IntegrationDeleted, "An integration was deleted."),
        (StateChanged, "An integration was switched on or off, or the vendor refuses its credentials, or takes them again."),
        (FlowFailed, "A customer has tried to connect an account and failed."),
    ];
}
