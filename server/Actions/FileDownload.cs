using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Server.Http;
using Connectors.Server.RequestLog;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Sync.Actions;
using Connectors.Sync.Store;
using Microsoft.Net.Http.Headers;

namespace Connectors.Server.Actions;

/// <summary>Hands a file on that the vendor gives to its own customers only: asked for with the credentials, each time anew, and never kept.</summary>
internal sealed class FileDownload(
    FileLinks links, IntegrationDirectory integrations, IAccounts accounts, ActionLimit actions, RequestLimit requests, RecordStore store, IntegrationHealth health, TimeProvider clock)
{
    /// <summary>Answers with the file.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var link = links.Open((string)context.Request.RouteValues["link"]!) ?? throw Gone();
        var integration = integrations.Find(link.Integration, link.Environment) is { State.Enabled: true } found ? found : throw Gone();
        var plan = integration.Registration.Definition.Actions.FirstOrDefault(a => a.Name == link.Action) ?? throw Gone();
        var connector = accounts.Connect(integration.Stored) ?? throw Gone();

        // Whoever has a link asks the vendor as the caller does who was given it.
        requests.Enter(context, link.Environment);
        using var running = actions.Enter(context, integration.Stored.Id);
        VendorCalls.Because("file");
        try
        {
            var listed = await ListAsync(connector, integration, plan, link, context.RequestAborted).ConfigureAwait(false);
            var file = listed.FirstOrDefault(f => f.RemoteId == link.File) ?? throw Gone();
            if (file.DataUrl is { } address)
            {
                // The vendor lets anybody fetch it by now.
                context.Response.Redirect(address);
                return;
            }

            using var opened = await file.FetchAsync(context.RequestAborted).ConfigureAwait(false);
            await SendAsync(context, opened.Content).ConfigureAwait(false);
        }
        catch (ConnectorException error)
        {
            health.Note(integration.Stored, error);
            throw RemoteErrors.Translate(error, link.Action);
        }
    }

    private async Task<IReadOnlyList<VendorFile>> ListAsync(Connector connector, ServedIntegration integration, ActionPlan plan, LinkedFile link, CancellationToken cancellationToken)
    {
        Findings? findings = null;
        using var body = JsonDocument.Parse(new JsonObject { [link.Input] = link.Record }.ToJsonString());
        var input = plan.Read(body.RootElement, ref findings) ?? throw Gone();
        var answer = await new IntegrationActions(connector, store, integration.Stored, clock).RunAsync(plan, input, new ActionOptions { Lenient = true }, cancellationToken).ConfigureAwait(false);
        return answer.Reply.Files ?? [];
    }

    /// <summary>Sends a file so that it is saved.</summary>
    public static async Task SendAsync(HttpContext context, FileContent content)
    {
        // A vendor's file is shown by no browser as a page of this server.
        context.Response.ContentType = content.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = content.Name }.ToString();
        context.Response.ContentLength = content.Length;
        var stream = await content.OpenAsync(context.RequestAborted).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await stream.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static ApiException Gone() => new(
        StatusCodes.Status404NotFound, null, "The file is not there", "The link has ended, or the file is gone. List the files again.");
}
