using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Mapping;
using Connectors.Sync.Actions;

namespace Connectors.Cli.Terminal;

/// <summary>What an action came to, as the JSON that the unified API answers with: the record, and a warning for each input that was left out.</summary>
internal static class ActionJson
{
    public static string Of(ActionAnswer answer)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.Indented))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("data");
            if (answer.Reply.Files is { } files)
            {
                Write(writer, files);
            }
            else if (answer.Record.IsEmpty)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                using var record = JsonDocument.Parse(answer.Record);
                record.RootElement.WriteTo(writer);
            }

            writer.WriteStartArray("warnings");
            foreach (var warning in answer.Reply.Warnings)
            {
                writer.WriteStartObject();
                writer.WriteString("message", $"{warning.Path}: {warning.Reason}");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return JsonText.Of(buffer);
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<VendorFile> files)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("results");
        foreach (var file in files)
        {
            writer.WriteStartObject();
            writer.WriteString("remote_id", file.RemoteId);
            writer.WriteString("name", file.Name);
            writer.WriteString("content_type", file.ContentType);
            writer.WriteString("type", file.Type);
            writer.WriteString("data_url", file.DataUrl);
            writer.WriteString("data_url_expires_at", file.DataUrlExpiresAt is { } until ? TimeValue.WriteIso(until) : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
