using System.Text.Json;
using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Fields;

/// <summary>Answers about the vendors' fields of an integration, and about the custom fields that they fill.</summary>
internal sealed class FieldHandlers(
    FieldFinder finder, IntegrationFields fields, CustomFields customFields, FieldMappings mappings, MappingRules rules, Cursors cursors, VocabularySpec vocabulary)
{
    /// <summary>The largest page of the vendor's fields.</summary>
    public const int LargestPage = 2000;

    /// <summary>The largest page of custom fields.</summary>
    public const int LargestPageOfCustom = 250;

    /// <summary>Lists the vendor's fields.</summary>
    public async Task ListAsync(HttpContext context, ServedIntegration integration)
    {
        var page = FieldPaging.Read(context, cursors, $"integration-fields\n{integration.PublicId}", LargestPage);
        await finder.RefreshAsync(integration, context.RequestAborted).ConfigureAwait(false);
        var found = fields.Page(integration.Stored.Id, page.After, page.Size + 1);
        await ApiAnswer.SendAsync(context, writer => page.Write(writer, cursors, found, Write, f => f.Number)).ConfigureAwait(false);
    }

    /// <summary>Says whether records show a vendor's field among their integration fields.</summary>
    public async Task ShowAsync(HttpContext context, ServedIntegration integration)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        bool? shown = Member(body.RootElement, "enable_passthrough").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => throw ApiException.Input("enable_passthrough: expected true, false or null."),
        };
        var field = await FindAsync(context, integration, PathParts.Of(context, "field")).ConfigureAwait(false)
            ?? throw ApiException.Input("The integration has no field of that id.", StatusCodes.Status404NotFound);
        mappings.Show(field, shown);
        await ApiAnswer.SendAsync(context, writer => Write(writer, field with { Shown = shown })).ConfigureAwait(false);
    }

    /// <summary>Lists the custom fields of the environment with what fills them.</summary>
    public Task ListCustomAsync(HttpContext context, ServedIntegration integration)
    {
        var page = FieldPaging.Read(context, cursors, $"custom-fields\n{integration.PublicId}", LargestPageOfCustom);
        var found = customFields.Page(Callers.EnvironmentOf(context), integration.Stored.Id, page.After, page.Size + 1);
        return ApiAnswer.SendAsync(context, writer => page.Write(writer, cursors, found, Write, f => f.Definition.Number));
    }

    /// <summary>Fills a custom field from a vendor's field, or from none.</summary>
    public async Task MapAsync(HttpContext context, ServedIntegration integration)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var given = Member(body.RootElement, "integration_field_id");
        if (given.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            throw ApiException.Input("integration_field_id: expected the id of an integration field, or null.");
        }

        var custom = customFields.Find(Callers.EnvironmentOf(context), PathParts.Of(context, "field"))
            ?? throw ApiException.Input("The environment has no custom field of that id.", StatusCodes.Status404NotFound);
        IntegrationField? source = null;
        if (given.GetString() is { } id)
        {
            source = await FindAsync(context, integration, id).ConfigureAwait(false) ?? throw ApiException.Input("integration_field_id: the integration has no field of that id.");
            if (rules.Problem(integration.Connector, custom, source) is { } problem)
            {
                throw ApiException.Input($"integration_field_id: {problem}");
            }
        }

        mappings.Map(custom, integration.Stored.Id, source);
        await ApiAnswer.SendAsync(context, writer => Write(writer, new MappedField(custom, source))).ConfigureAwait(false);
    }

    private static JsonElement Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) ? value : throw ApiException.Input($"{name}: it is missing.");

    private async Task<IntegrationField?> FindAsync(HttpContext context, ServedIntegration integration, string id)
    {
        await finder.RefreshAsync(integration, context.RequestAborted).ConfigureAwait(false);
        return fields.Find(integration.Stored.Id, id);
    }

    private void Write(Utf8JsonWriter writer, IntegrationField field)
    {
        writer.WriteStartObject();
        WriteName(writer, field);
        writer.WriteString("model"u8, vocabulary.Model(field.Model)!.Id);
        writer.WriteBoolean("is_passthrough_enabled"u8, field.IsShown);
        writer.WriteBoolean("is_writable"u8, false);
        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, MappedField field)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, field.Definition.Id);
        writer.WriteString("key"u8, field.Definition.Key);
        if (field.Source is { } source)
        {
            writer.WriteStartObject("integration_field"u8);
            WriteName(writer, source);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("integration_field"u8);
        }

        writer.WriteString("model"u8, vocabulary.Model(field.Definition.Model)!.Id);
        writer.WriteString("label"u8, field.Definition.Label);
        writer.WriteString("description"u8, field.Definition.Description);
        writer.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter writer, IntegrationField field)
    {
        writer.WriteString("id"u8, field.Id);
        writer.WriteString("key"u8, field.Key);
        writer.WriteString("type"u8, field.Type);
        writer.WriteString("label"u8, field.Label);
    }
}
