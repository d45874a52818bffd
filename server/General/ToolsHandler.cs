using System.Text.Json;
using Connectors.Runtime.Capabilities;
using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.General;

/// <summary>Answers which tools there are and what each covers, from the metadata that the compiler made.</summary>
internal sealed class ToolsHandler(VocabularySpec vocabulary, ServedConnectors connectors)
{
    private static readonly string[] Categories = ["hris", "ats", "assessment", "lms"];

    // The one feature that the API calls by another name than the vocabulary.
    private static readonly Dictionary<string, string> FeatureIds = new(StringComparer.Ordinal) { ["source_writing"] = "automatic_source_writing" };

    public Task AnswerAsync(HttpContext context)
    {
        var category = (string)context.Request.RouteValues["category"]!;
        if (!Categories.Contains(category))
        {
            throw ApiException.Input($"The category is one of {string.Join(", ", Categories)}.");
        }

        var tools = connectors.Of(category).Select(r => r.Definition.Descriptor);
        return ApiAnswer.SendAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteList("tools", tools, tool => WriteTool(writer, tool, ToolAssets.Address(context, tool.Slug)));
            writer.WriteEndObject();
        });
    }

    private void WriteTool(Utf8JsonWriter writer, ConnectorDescriptor tool, string icon)
    {
        writer.WriteString("id"u8, tool.Slug);
        writer.WriteString("label"u8, tool.Name);
        writer.WriteNull("internal_label"u8);
        writer.WriteStartObject("assets"u8);
        writer.WriteString("logo_url"u8, icon);
        writer.WriteString("icon_url"u8, icon);
        writer.WriteString("icon_black_url"u8, icon);
        writer.WriteEndObject();
        writer.WriteNull("paid_api_details_markdown"u8);
        writer.WriteNull("fast_track_details_markdown"u8);
        writer.WriteNull("partner_only_details_markdown"u8);
        writer.WriteNull("connection_guide_url"u8);
        writer.WriteStartObject("coverage"u8);
        writer.WriteList("read_models", tool.Models, model =>
        {
            var type = vocabulary.Model(model.Name)!;
            writer.WriteRow(type.Id, type.Label, model.Coverage);
            writer.WriteList("fields", model.Fields, field => writer.WriteRow(field.Name, null, field.Coverage));
        });
        writer.WriteList("write_actions", tool.Actions, action =>
        {
            var type = vocabulary.Actions.First(a => a.Name == action.Name);
            writer.WriteRow(type.Id, type.Label, action.Coverage);
            writer.WriteList("fields", action.Inputs, input => writer.WriteRow(input.Name, null, input.Coverage));
        });
        writer.WriteList("features", tool.Features, feature => writer.WriteRow(FeatureIds.GetValueOrDefault(feature.Id, feature.Id), feature.Label, feature.Coverage));
        writer.WriteEndObject();
    }
}
