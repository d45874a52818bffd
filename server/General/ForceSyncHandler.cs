using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Sync.Engine;

namespace Connectors.Server.General;

/// <summary>Has an integration synced now.</summary>
internal sealed class ForceSyncHandler(SyncQueue syncs, IAccounts accounts)
{
    /// <summary>Queues a sync, unless one of its kind is queued or running.</summary>
    public async Task AnswerAsync(HttpContext context, ServedIntegration integration)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var kind = JsonBody.Text(body.RootElement, "type") switch
        {
            null or "FULL" => SyncKind.Full,
            "DELTA" => SyncKind.Delta,
            _ => throw ApiException.Input("type: it is FULL or DELTA."),
        };

        // Clients know no codes of integrations here.
        if (!integration.State.Enabled)
        {
            throw ApiException.Input("The integration is switched off. Switch it on, then repeat.");
        }

        if (accounts.Connect(integration.Stored) is null)
        {
            throw ApiException.Input("The server has no credentials for this integration, so it cannot be synced.");
        }

        var (sync, queuedBefore) = syncs.Enqueue(integration.Stored, kind);
        await ApiAnswer.SendAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("already_queued"u8, queuedBefore);
            writer.WriteString("sync_id"u8, sync.Id);
            writer.WriteString("type"u8, sync.Kind == SyncKind.Full ? "FULL"u8 : "DELTA"u8);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }
}
