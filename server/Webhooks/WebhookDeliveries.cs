using Connectors.Server.State;

namespace Connectors.Server.Webhooks;

/// <summary>What has come of telling an endpoint of an event.</summary>
internal enum DeliveryState
{
    /// <summary>It is still to be sent.</summary>
    Waiting,

    /// <summary>It has taken it.</summary>
    Delivered,

    /// <summary>It has not taken it for so long that it is tried no more.</summary>
    GivenUp,
}

/// <summary>An event on its way to an endpoint.</summary>
/// <param name="Number">Its number; later ones have larger ones.</param>
/// <param name="Type">The type of the event.</param>
/// <param name="Body">What is sent.</param>
/// <param name="QueuedAt">Since when it waits to be sent.</param>
/// <param name="DueAt">When it is tried next; null when it is not.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="TriedAt">When it was tried last.</param>
/// <param name="State">What has come of it.</param>
/// <param name="Problem">What went wrong the last time, in a sentence; null where nothing did.</param>
internal sealed record WebhookDelivery(
    long Number, string Type, byte[] Body, DateTimeOffset QueuedAt, DateTimeOffset? DueAt, int Attempts, DateTimeOffset? TriedAt, DeliveryState State, string? Problem);

/// <summary>What is to be sent to endpoints, and what was.</summary>
internal sealed class WebhookDeliveries(StateFile file)
{
    private const string Columns = "d.n, e.type, e.body, d.queued_at, d.due_at, d.attempts, d.tried_at, d.delivered, d.problem";
    private const string From = "webhook_deliveries d JOIN webhook_events e ON e.n = d.event";
    private const string IsOpen = "EXISTS (SELECT 1 FROM webhook_endpoints p WHERE p.n = d.endpoint AND p.enabled)";

    /// <summary>How long events are kept.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromDays(30);

    /// <summary>The endpoints that something is due for.</summary>
    public IReadOnlyList<long> EndpointsDue(DateTimeOffset now) =>
        file.Rows($"SELECT DISTINCT endpoint FROM webhook_deliveries d WHERE due_at <= ? AND {IsOpen}", static row => row.Number(0), now.ToUnixTimeMilliseconds());

    /// <summary>What is due first for an endpoint; null when nothing is.</summary>
    public WebhookDelivery? Due(long endpoint) =>
        file.Row($"SELECT {Columns} FROM {From} WHERE d.endpoint = ? AND d.due_at <= ? AND {IsOpen} ORDER BY d.due_at, d.n LIMIT 1", Read, endpoint, file.Now);

    /// <summary>When something is due that was not yet at some time; null when nothing is waiting.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset after) =>
        file.Value($"SELECT min(due_at) FROM webhook_deliveries d WHERE due_at > ? AND {IsOpen}", after.ToUnixTimeMilliseconds()) is long due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null;

    /// <summary>Where an endpoint is; null when it is not there any more.</summary>
    public Uri? AddressOf(long endpoint) =>
        file.Value("SELECT url FROM webhook_endpoints WHERE n = ? AND deleted_at IS NULL", endpoint) is string url ? new Uri(url) : null;

    /// <summary>Notes that an endpoint has taken it.</summary>
    public void Delivered(WebhookDelivery delivery) =>
        file.Run("UPDATE webhook_deliveries SET due_at = NULL, delivered = 1, problem = NULL, attempts = attempts + 1, tried_at = ? WHERE n = ?", file.Now, delivery.Number);

    /// <summary>Notes that it could not be sent.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="problem">Why, in a sentence.</param>
    /// <param name="again">When it is tried again; null to give up.</param>
    public void Failed(WebhookDelivery delivery, string problem, DateTimeOffset? again) => file.Run(
        "UPDATE webhook_deliveries SET due_at = ?, problem = ?, attempts = attempts + 1, tried_at = ? WHERE n = ?",
        again?.ToUnixTimeMilliseconds(),
        problem,
        file.Now,
        delivery.Number);

    /// <summary>The deliveries of an endpoint, the newest first.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="before">Only those with smaller numbers.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<WebhookDelivery> Of(WebhookEndpoint endpoint, long before, int most) =>
        file.Rows($"SELECT {Columns} FROM {From} WHERE d.endpoint = ? AND d.n < ? ORDER BY d.n DESC LIMIT ?", Read, endpoint.Number, before, most);

    /// <summary>Tells an endpoint of an event again, with the same bytes; false where it has no such delivery.</summary>
    public bool Replay(WebhookEndpoint endpoint, long delivery) => file.Run(
        "INSERT INTO webhook_deliveries (endpoint, event, queued_at, due_at) SELECT endpoint, event, ?, ? FROM webhook_deliveries WHERE endpoint = ? AND n = ?",
        file.Now,
        file.Now,
        endpoint.Number,
        delivery) > 0;

    /// <summary>Forgets what is older than <see cref="Kept"/>.</summary>
    public void Forget()
    {
        var oldest = file.Now - (long)Kept.TotalMilliseconds;
        file.Together(() => file.Run("DELETE FROM webhook_deliveries WHERE queued_at < ?", oldest)
            + file.Run("DELETE FROM webhook_events WHERE created_at < ? AND n NOT IN (SELECT event FROM webhook_deliveries)", oldest));
    }

    private static WebhookDelivery Read(StateRow row) => new(
        row.Number(0),
        row.Text(1),
        row.Bytes(2),
        row.Time(3),
        row.TimeOrNull(4),
        (int)row.Number(5),
        row.TimeOrNull(6),
        row.NumberOrNull(4) is not null ? DeliveryState.Waiting : row.Flag(7) ? DeliveryState.Delivered : DeliveryState.GivenUp,
        row.TextOrNull(8));
}
