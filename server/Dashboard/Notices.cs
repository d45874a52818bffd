namespace Connectors.Server.Dashboard;

/// <summary>What people are told after they have done something. The address of the page says which; it can say nothing else.</summary>
internal static class Notices
{
    public const string Synced = "sync-queued";
    public const string Waiting = "sync-waiting";
    public const string NoCredentials = "no-credentials";
    public const string Off = "off";
    public const string Enabled = "enabled";
    public const string Disabled = "disabled";
    public const string Deleted = "deleted";
    public const string Revoked = "revoked";
    public const string Replayed = "replayed";
    public const string Mapped = "mapped";
    public const string Unmapped = "unmapped";
    public const string Kept = "kept";

    /// <summary>The sentence; null where there is nothing to tell.</summary>
    public static string? Text(string? notice) => notice switch
    {
        Synced => "The sync is queued. This page shows how far it is.",
        Waiting => "A sync of this kind is queued or running already.",
        NoCredentials => "The server has no credentials for this integration, so it cannot be synced.",
        Off => "It is switched off. Switch it on, then sync it.",
        Enabled => "It is switched on.",
        Disabled => "It is switched off.",
        Deleted => "It is deleted.",
        Revoked => "The key is revoked. It works no more.",
        Kept => "What is kept changes with the next full sync, which is queued.",
        Replayed => "The event is sent again.",
        Mapped => "The field is mapped. Records that are read from now on have its value.",
        Unmapped => "The mapping has ended.",
        _ => null,
    };
}
