using Connectors.Server.General;
using Connectors.Server.Pages;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;
using Connectors.Sync.Engine;

namespace Connectors.Server.Dashboard;

/// <summary>What the buttons of the dashboard do.</summary>
internal sealed class DashboardForms(
    ShownEnvironment environment,
    IntegrationDirectory integrations,
    IntegrationLife life,
    IAccounts accounts,
    SyncQueue syncs,
    CreatedOnlySwitch createdOnly,
    ApiKeys keys,
    WebhookEndpoints endpoints,
    WebhookDeliveries deliveries,
    EventQueue queue)
{
    /// <summary>Maps the paths that forms are sent to.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapForm("/integrations/{id}/sync", (context, form) => Integration(context, i => Task.FromResult(Sync(i, form))));
        app.MapForm("/integrations/{id}/enable", (context, form) => Integration(context, i => Task.FromResult(Enable(i, form["value"] == "true"))));
        app.MapForm("/integrations/{id}/created-only", (context, form) => Integration(context, i => Task.FromResult(Keep(i, form["value"] == "true"))));
        app.MapForm("/integrations/{id}/end", (context, form) => Integration(context, i => DeleteAsync(i, form["sure"] == "yes")));
        app.MapForm("/keys/revoke", (context, form) =>
        {
            if (keys.Of(environment.Id).Any(k => k.Name == form["name"]))
            {
                keys.Revoke(form["name"].ToString());
            }

            return Task.FromResult($"/keys?notice={Notices.Revoked}");
        });
        app.MapForm("/webhooks/{id}/enable", (context, form) => Endpoint(context, e =>
        {
            endpoints.Enable(e, form["value"] == "true");
            queue.Wake();
            return $"/webhooks/{e.Id}?notice={(form["value"] == "true" ? Notices.Enabled : Notices.Disabled)}";
        }));
        app.MapForm("/webhooks/{id}/delete", (context, form) => Endpoint(context, e =>
        {
            endpoints.Delete(e);
            return $"/webhooks?notice={Notices.Deleted}";
        }));
        app.MapForm("/webhooks/{id}/replay", (context, form) => Endpoint(context, e =>
        {
            if (long.TryParse(form["delivery"], out var delivery) && deliveries.Replay(e, delivery))
            {
                queue.Wake();
            }

            return $"/webhooks/{e.Id}?notice={Notices.Replayed}";
        }));
    }

    private static string PageOf(ServedIntegration integration) => $"/integrations/{integration.PublicId}";

    private string Sync(ServedIntegration integration, IFormCollection form)
    {
        if (!integration.State.Enabled || accounts.Connect(integration.Stored) is null)
        {
            return $"{PageOf(integration)}?notice={(integration.State.Enabled ? Notices.NoCredentials : Notices.Off)}";
        }

        var (_, before) = syncs.Enqueue(integration.Stored, form["kind"] == "delta" ? SyncKind.Delta : SyncKind.Full, form["confirm"] == "deletions");
        return $"{PageOf(integration)}?notice={(before ? Notices.Waiting : Notices.Synced)}";
    }

    private string Enable(ServedIntegration integration, bool enabled)
    {
        life.Enable(environment.Id, integration, enabled);
        return $"{PageOf(integration)}?notice={(enabled ? Notices.Enabled : Notices.Disabled)}";
    }

    private string Keep(ServedIntegration integration, bool onlyCreated)
    {
        createdOnly.Set(integration, onlyCreated);
        return $"{PageOf(integration)}?notice={Notices.Kept}";
    }

    private async Task<string> DeleteAsync(ServedIntegration integration, bool sure)
    {
        if (!sure)
        {
            return $"{PageOf(integration)}/delete";
        }

        await life.DeleteAsync(environment.Id, integration).ConfigureAwait(false);
        return $"/integrations?notice={Notices.Deleted}";
    }

    private Task<string> Integration(HttpContext context, Func<ServedIntegration, Task<string>> handle) =>
        integrations.Find((string)context.Request.RouteValues["id"]!, environment.Id) is { } integration ? handle(integration) : Task.FromResult(NotFound(context));

    private Task<string> Endpoint(HttpContext context, Func<WebhookEndpoint, string> handle) =>
        Task.FromResult(endpoints.Find((string)context.Request.RouteValues["id"]!, environment.Id) is { } endpoint ? handle(endpoint) : NotFound(context));

    private static string NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return "";
    }
}
