using Connectors.Server.Accounts;
using Connectors.Server.Actions;
using Connectors.Server.Connect;
using Connectors.Server.Dashboard;
using Connectors.Server.Demo;
using Connectors.Server.Fields;
using Connectors.Server.General;
using Connectors.Server.Http;
using Connectors.Server.Layout;
using Connectors.Server.OpenApi;
using Connectors.Server.Pages;
using Connectors.Server.Passthrough;
using Connectors.Server.Reads;
using Connectors.Server.RequestLog;
using Connectors.Server.SignIn;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;
using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server;

/// <summary>Which path is answered by what. Every capability adds its services and maps its paths in a class of its own; here is only what all of them share.</summary>
internal static class ApiRoutes
{
    /// <summary>What every path of the API begins with.</summary>
    public const string Version = "/v1";

    /// <summary>Adds what answers requests.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services, ServerOptions options) => services
        .AddSingleton<Callers>()
        .AddSingleton<ListEndpoints>()
        .AddSingleton<UnreadModel>()
        .AddSingleton<ToolsHandler>()
        .AddSingleton<ToolAssets>()
        .AddSingleton<IntegrationHandlers>()
        .AddSingleton<IntegrationLife>()
        .AddSingleton<ForceSyncHandler>()
        .AddSingleton(provider => new Cursors(provider.GetRequiredService<Secrets>().Of("cursors")))
        .AddSingleton(provider => new RequestLimit(provider.GetRequiredService<ServerOptions>().RequestsPerMinute, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ActionLimit(provider.GetRequiredService<ServerOptions>().ActionsAtOnce))
        .AddSingleton<FileLinks>()
        .AddSingleton<FileList>()
        .AddSingleton<FileDownload>()
        .AddOpenApi()
        .AddFields()
        .AddPassthrough()
        .AddAccounts()
        .AddSyncing()
        .AddSingleton<DemoIntegrations>()
        .AddConnect()
        .AddPages()
        .AddSessions(options)
        .AddWebhooks()
        .AddRequestLog()
        .AddDashboard();

    /// <summary>Maps all paths.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseServerTiming();
        var options = app.Services.GetRequiredService<ServerOptions>();
        app.UsePublicUrl(options.PublicUrl);
        app.UseRequestLog(Version);
        app.UseErrors(Version, options.Unexpected);
        app.UseEnvironments();
        app.UseSecurityHeaders(Version);
        app.UseApiKeys(Version);
        app.UseSessions(Version);
        app.UseAntiforgery();
        MapLists(app);
        MapActions(app);
        MapGeneral(app);
        app.MapMethods(FileLinks.Path, [HttpMethods.Get], app.Services.GetRequiredService<FileDownload>().AnswerAsync).AllowAnonymous();
        app.MapMethods(ToolAssets.Path, [HttpMethods.Get], app.Services.GetRequiredService<ToolAssets>().AnswerAsync).AllowAnonymous();
        app.MapOpenApi();
        app.MapFields(Version);
        app.MapPassthrough(Version);
        app.MapConnect();
        app.MapPages();
        app.MapSessions();
        app.MapDashboard();
    }

    private static void MapLists(WebApplication app)
    {
        var services = app.Services;
        var callers = services.GetRequiredService<Callers>();
        foreach (var list in services.GetRequiredService<ListEndpoints>().All)
        {
            var handler = ActivatorUtilities.CreateInstance<ListHandler>(services, list);
            app.MapMethods(Version + list.Path, [HttpMethods.Get], context => handler.AnswerAsync(context, callers.Active(context))).WithMetadata(AtsOperations.Of(list));
        }
    }

    private static void MapActions(WebApplication app)
    {
        var services = app.Services;
        var callers = services.GetRequiredService<Callers>();
        IReadOnlyDictionary<string, RecordShape> shapes = new Dictionary<string, RecordShape>(StringComparer.Ordinal)
        {
            ["candidates"] = services.GetRequiredService<ListEndpoints>().Shape("candidates"),
            ["applications"] = new AtsShapes(services.GetRequiredService<VocabularySpec>()).CreatedApplication(),
        };
        foreach (var action in ActionEndpoint.All)
        {
            var handler = ActivatorUtilities.CreateInstance<ActionHandler>(services, action, shapes);
            app.MapMethods(Version + action.Path, [action.Method], context => handler.AnswerAsync(context, callers.Active(context)))
                .WithMetadata(AtsOperations.Of(action, services.GetRequiredService<VocabularySpec>(), shapes));
        }

        var vocabulary = services.GetRequiredService<VocabularySpec>();
        foreach (var (path, action, group) in AttachmentRestrictions.All(vocabulary))
        {
            var restrictions = new AttachmentRestrictions(action, group, vocabulary);
            app.MapMethods(Version + path, [HttpMethods.Get], context => restrictions.AnswerAsync(context, callers.Active(context))).WithMetadata(AtsOperations.Restrictions(action, group, vocabulary));
        }
    }

    private static void MapGeneral(WebApplication app)
    {
        var services = app.Services;
        var callers = services.GetRequiredService<Callers>();
        var tools = services.GetRequiredService<ToolsHandler>();
        var integrations = services.GetRequiredService<IntegrationHandlers>();
        var forceSync = services.GetRequiredService<ForceSyncHandler>();
        app.MapMethods(Version + "/check-api-key", [HttpMethods.Get], CheckKeyAsync).WithMetadata(GeneralOperations.CheckKey);
        app.MapMethods(Version + "/tools/{category}", [HttpMethods.Get], tools.AnswerAsync).WithMetadata(GeneralOperations.Tools);
        app.MapMethods(Version + "/force-sync", [HttpMethods.Post], context => forceSync.AnswerAsync(context, callers.Named(context))).WithMetadata(GeneralOperations.ForceSync);
        app.MapMethods(Version + "/integrations/{id}", [HttpMethods.Get], context => integrations.GetAsync(context, callers.OfPath(context))).WithMetadata(GeneralOperations.GetIntegration);
        app.MapMethods(Version + "/integrations/{id}", [HttpMethods.Delete], context => integrations.DeleteAsync(context, callers.OfPath(context))).WithMetadata(GeneralOperations.DeleteIntegration);
        app.MapMethods(Version + "/integrations/{id}/enabled", [HttpMethods.Put], context => integrations.EnableAsync(context, callers.OfPath(context))).WithMetadata(GeneralOperations.EnableIntegration);
    }

    private static Task CheckKeyAsync(HttpContext context) => ApiAnswer.SendAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("environment_id"u8, Callers.EnvironmentOf(context));
        writer.WriteEndObject();
    });
}
