using System.Text.Json;
using Connectors.Server.State;

namespace Connectors.Server.Webhooks;

/// <summary>The events, in the words of the unified API.</summary>
internal static class ServerEvents
{
    /// <summary>An account was connected.</summary>
    public static ServerEvent IntegrationCreated(ServedIntegration integration) => new(EventTypes.IntegrationCreated, writer =>
    {
        writer.WriteStartObject();
        WriteItself(writer, integration);
        writer.WriteEndObject();
    });

    /// <summary>An integration was deleted.</summary>
    public static ServerEvent IntegrationDeleted(ServedIntegration integration, DateTimeOffset at) => new(EventTypes.IntegrationDeleted, writer =>
    {
        writer.WriteStartObject();
        WriteItself(writer, integration);
        writer.WriteString("deleted_at"u8, at.UtcDateTime);
        writer.WriteEndObject();
    });

    /// <summary>An integration is in another state.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="state">ACTIVE, INVALID or INACTIVE.</param>
    /// <param name="at">Since when.</param>
    public static ServerEvent StateChanged(ServedIntegration integration, string state, DateTimeOffset at) => new(EventTypes.StateChanged, writer =>
    {
        writer.WriteStartObject();
        WriteReference(writer, integration);
        WriteEndUser(writer, integration.State.Organization, integration.State.CreatorEmail, integration.State.OriginId);
        writer.WriteString("qa_status"u8, "PASSED"u8);
        writer.WriteString("setup_status"u8, "COMPLETED"u8);
        writer.WriteString("state"u8, state);
        writer.WriteString("updated_at"u8, at.UtcDateTime);
        writer.WriteEndObject();
    });

    /// <summary>A sync has changed records.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="models">Of which models: <c>ats_jobs</c>.</param>
    public static ServerEvent DataChanged(ServedIntegration integration, IEnumerable<string> models) => new(EventTypes.DataChanged, writer =>
    {
        writer.WriteStartObject();
        WriteReference(writer, integration);
        writer.WriteStartArray("changed_models"u8);
        foreach (var model in models)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, model);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>A sync has ended.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="sync">Its id, as force-sync told it.</param>
    /// <param name="state">How it ended: SUCCEEDED, PARTIALLY_FAILED, FAILED, AUTHENTICATION_FAILED or CANCELLED.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="endedAt">When it ended.</param>
    /// <param name="logUrl">Where more about it can be read.</param>
    public static ServerEvent SyncFinished(ServedIntegration integration, string sync, string state, DateTimeOffset startedAt, DateTimeOffset endedAt, Uri logUrl) =>
        new(EventTypes.SyncFinished, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("sync_id"u8, sync);
            writer.WriteString("sync_state"u8, state);
            writer.WriteString("sync_started_at"u8, startedAt.UtcDateTime);
            writer.WriteString("sync_ended_at"u8, endedAt.UtcDateTime);
            writer.WriteNumber("sync_duration_seconds"u8, (long)(endedAt - startedAt).TotalSeconds);
            WriteReference(writer, integration);
            WriteEndUser(writer, integration.State.Organization, integration.State.CreatorEmail, integration.State.OriginId);
            writer.WriteString("log_url"u8, logUrl.AbsoluteUri);
            writer.WriteEndObject();
        });

    /// <summary>Somebody has tried to connect an account, and could not.</summary>
    /// <param name="tool">The connector's slug.</param>
    /// <param name="category">The connector's category: <c>ats</c>.</param>
    /// <param name="organization">The customer's name.</param>
    /// <param name="email">Who tried; null where nobody said.</param>
    /// <param name="originId">The customer's id in the caller's own system; null where nobody said.</param>
    /// <param name="logUrl">Where more about it can be read.</param>
    public static ServerEvent ConnectionFlowFailed(string tool, string category, string organization, string? email, string? originId, Uri logUrl) =>
        new(EventTypes.FlowFailed, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("integration_tool"u8, tool);
            writer.WriteString("integration_category"u8, category.ToUpperInvariant());
            WriteEndUser(writer, organization, email, originId);
            writer.WriteString("log_url"u8, logUrl.AbsoluteUri);
            writer.WriteEndObject();
        });

    // The events about an integration itself call its members by shorter names than the others do.
    private static void WriteItself(Utf8JsonWriter writer, ServedIntegration integration)
    {
        writer.WriteString("id"u8, integration.PublicId);
        writer.WriteString("tool"u8, integration.Connector.Slug);
        writer.WriteString("category"u8, integration.Connector.Category.ToUpperInvariant());
        WriteEndUser(writer, integration.State.Organization, integration.State.CreatorEmail, integration.State.OriginId);
    }

    private static void WriteReference(Utf8JsonWriter writer, ServedIntegration integration)
    {
        writer.WriteString("integration_id"u8, integration.PublicId);
        writer.WriteString("integration_tool"u8, integration.Connector.Slug);
        writer.WriteString("integration_category"u8, integration.Connector.Category.ToUpperInvariant());
    }

    private static void WriteEndUser(Utf8JsonWriter writer, string organization, string? email, string? originId)
    {
        writer.WriteStartObject("end_user"u8);
        writer.WriteString("organization_name"u8, organization);
        writer.WriteString("creator_email"u8, email);
        writer.WriteString("origin_id"u8, originId);
        writer.WriteEndObject();
    }
}
