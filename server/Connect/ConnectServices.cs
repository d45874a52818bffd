using Connectors.Server.Http;
using Connectors.Server.State;

namespace Connectors.Server.Connect;

/// <summary>The page on which people connect accounts, and the links to it.</summary>
internal static class ConnectServices
{
    public static IServiceCollection AddConnect(this IServiceCollection services) => services
        .AddSingleton(static provider => new LinkTokens(provider.GetRequiredService<Secrets>().Of("links")))
        .AddSingleton<Links>()
        .AddSingleton<IForgets>(static provider => provider.GetRequiredService<Links>())
        .AddSingleton<IExpires>(static provider => provider.GetRequiredService<Links>())
        .AddSingleton<LinkHandlers>()
        .AddSingleton<ConnectGate>()
        .AddSingleton<AccountTest>()
        .AddSingleton<ConnectEnd>()
        .AddSingleton<ConnectFlow>()
        .AddSingleton<Agreements>()
        .AddSingleton<AgreementFlow>()
        .AddSingleton<AgreementHandler>()
        .AddSingleton<AnswerHandler>()
        .AddScoped(static provider => ConnectVisit.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!));

    /// <summary>Maps its paths.</summary>
    public static void MapConnect(this WebApplication app)
    {
        var (gate, links, answers) = (app.Services.GetRequiredService<ConnectGate>(), app.Services.GetRequiredService<LinkHandlers>(), app.Services.GetRequiredService<AnswerHandler>());
        var callers = app.Services.GetRequiredService<Callers>();
        app.UseWhen(
            static context => context.Request.Path.StartsWithSegments(LinkHandlers.Page, StringComparison.OrdinalIgnoreCase),
            branch => branch.Use((context, next) => gate.PassAsync(context, next)));
        var agreements = app.Services.GetRequiredService<AgreementHandler>();
        app.MapMethods(AgreementHandler.Leave, [HttpMethods.Get], agreements.LeaveAsync).AllowAnonymous();
        app.MapMethods(AgreementFlow.Return, [HttpMethods.Get], agreements.ReturnAsync).AllowAnonymous();
        app.MapMethods(AnswerHandler.Path, [HttpMethods.Post], answers.AnswerAsync).AllowAnonymous();
        app.MapMethods(ApiRoutes.Version + "/connect/create-link", [HttpMethods.Post], links.CreateAsync).WithMetadata(LinkOperations.Create);
        app.MapMethods(ApiRoutes.Version + "/connect/integration-by-token/{token}", [HttpMethods.Get], links.OfPathAsync).WithMetadata(LinkOperations.ByToken);
        app.MapMethods(ApiRoutes.Version + "/connect/activate-integration", [HttpMethods.Post], links.OfBodyAsync).WithMetadata(LinkOperations.Activate);
        app.MapMethods(ApiRoutes.Version + "/integrations/{id}/relink", [HttpMethods.Post], context => links.RelinkAsync(context, callers.OfPath(context))).WithMetadata(LinkOperations.Relink);
        app.MapMethods(ApiRoutes.Version + "/integrations/{id}/setup-link", [HttpMethods.Post], context => links.SetUpAsync(context, callers.OfPath(context))).WithMetadata(LinkOperations.SetUp);
    }
}
