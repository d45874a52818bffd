using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Records;
using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Sync.Identity;

namespace Connectors.Server.Actions;

/// <summary>Answers with the files of a record, fresh from the vendor.</summary>
internal sealed class FileList(FileLinks links)
{
    private const string Candidate = "candidate_id";

    /// <param name="writer">Where to.</param>
    /// <param name="context">The request.</param>
    /// <param name="integration">Whose files.</param>
    /// <param name="action">The action that listed them.</param>
    /// <param name="files">The files.</param>
    public void Write(Utf8JsonWriter writer, HttpContext context, ServedIntegration integration, string action, IReadOnlyList<VendorFile> files)
    {
        var ids = new RecordIds(integration.Stored.Id);
        var input = context.Request.RouteValues.Keys.First();
        var of = (Input: input, Record: PathParts.Of(context, input));
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        foreach (var file in files)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, ids.Record("attachments", new RecordKey(file.RemoteId)));
            if (of.Input == Candidate)
            {
                writer.WriteNull("application_id"u8);
                writer.WriteString(Candidate, of.Record);
            }

            writer.WriteString("type"u8, file.Type ?? "OTHER");
            writer.WriteString("remote_id"u8, file.RemoteId);
            writer.WriteString("data_url"u8, file.DataUrl ?? links.Address(context, integration, Callers.EnvironmentOf(context), action, of, file.RemoteId));
            writer.WriteString("file_name"u8, file.Name ?? file.RemoteId);
            writer.WriteString("content_type"u8, file.ContentType ?? "application/octet-stream");
            writer.WriteNull("remote_created_at"u8);
            writer.WriteNull("remote_updated_at"u8);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
