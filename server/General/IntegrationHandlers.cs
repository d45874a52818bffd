using System.Text.Json;
using Connectors.Runtime.Capabilities;
using Connectors.Server.Accounts;
using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.General;

/// <summary>Answers about integrations themselves.</summary>
internal sealed class IntegrationHandlers(VocabularySpec vocabulary, IntegrationHealth health, IntegrationLife life)
{
    private static readonly Action<Utf8JsonWriter> Nothing = static writer =>
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    };

    /// <summary>Tells all about an integration.</summary>
    public Task GetAsync(HttpContext context, ServedIntegration integration) =>
        ApiAnswer.SendAsync(context, writer => Write(writer, integration, Callers.EnvironmentOf(context), ToolAssets.Address(context, integration.Connector.Slug)));

    /// <summary>Ends an integration: nothing answers for it any more, and its credentials are gone at once. Its records follow later (<see cref="RecordRemoval"/>).</summary>
    public async Task DeleteAsync(HttpContext context, ServedIntegration integration)
    {
        await life.DeleteAsync(Callers.EnvironmentOf(context), integration).ConfigureAwait(false);
        await ApiAnswer.SendAsync(context, Nothing).ConfigureAwait(false);
    }

    /// <summary>Switches an integration on or off; off ends its syncs.</summary>
    public async Task EnableAsync(HttpContext context, ServedIntegration integration)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        if (!body.RootElement.TryGetProperty("value", out var value) || value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw ApiException.Input("value: expected true or false.");
        }

        life.Enable(Callers.EnvironmentOf(context), integration, value.GetBoolean());
        await ApiAnswer.SendAsync(context, Nothing).ConfigureAwait(false);
    }

    private void Write(Utf8JsonWriter writer, ServedIntegration integration, string environment, string icon)
    {
        var tool = integration.Connector;
        writer.WriteStartObject();
        writer.WriteString("id"u8, integration.PublicId);
        writer.WriteStartObject("tool"u8);
        writer.WriteString("id"u8, tool.Slug);
        writer.WriteString("label"u8, tool.Name);
        writer.WriteNull("internal_label"u8);
        writer.WriteString("logo_url"u8, icon);
        writer.WriteString("icon_url"u8, icon);
        writer.WriteEndObject();
        writer.WriteString("category"u8, tool.Category.ToUpperInvariant());

        // Without credentials it answers from what was synced before, and no more.
        writer.WriteString("status"u8, health.Of(integration));
        writer.WriteString("setup_status"u8, "COMPLETED");
        writer.WriteStartObject("end_user"u8);
        writer.WriteString("organization_name"u8, integration.State.Organization);
        writer.WriteString("creator_email"u8, integration.State.CreatorEmail);
        writer.WriteString("origin_id"u8, integration.State.OriginId);
        writer.WriteEndObject();
        writer.WriteStartObject("scope_config"u8);
        writer.WriteString("id"u8, environment);
        writer.WriteString("name"u8, "Everything");
        writer.WriteEndObject();
        writer.WriteNull("data_expired_at"u8);
        writer.WriteString("created_at"u8, integration.State.CreatedAt.UtcDateTime);
        writer.WriteBoolean("beta"u8, tool.Stage != "general");
        writer.WriteList("read_models", tool.Models, model =>
        {
            var type = vocabulary.Model(model.Name)!;
            writer.WriteRow(type.Id, type.Label, model.Coverage);
            WriteScope(writer, model.Coverage);
            writer.WriteList("fields", model.Fields, field =>
            {
                writer.WriteRow(field.Name, null, field.Coverage);
                WriteScope(writer, field.Coverage);
            });
        });
        writer.WriteList("write_actions", tool.Actions, action =>
        {
            var type = vocabulary.Actions.First(a => a.Name == action.Name);
            writer.WriteRow(type.Id, type.Label, action.Coverage);
            WriteScope(writer, action.Coverage);
            writer.WriteList("fields", action.Inputs, input =>
            {
                writer.WriteRow(input.Name, null, input.Coverage);
                writer.WriteBoolean("is_available"u8, input.Coverage == Coverage.Supported);
            });
        });
        writer.WriteEndObject();
    }

    // All that a connector covers is read; choosing less is not possible yet.
    private static void WriteScope(Utf8JsonWriter writer, Coverage coverage)
    {
        writer.WriteBoolean("is_available"u8, coverage == Coverage.Supported);
        writer.WriteString("scope_config_setting"u8, "ENABLED"u8);
        writer.WriteBoolean("opted_out_by_customer"u8, false);
    }
}
