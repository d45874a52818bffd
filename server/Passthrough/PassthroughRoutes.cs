using Connectors.Server.Http;

namespace Connectors.Server.Passthrough;

/// <summary>Passthrough requests to vendors: services and paths.</summary>
internal static class PassthroughRoutes
{
    /// <summary>Adds what they need.</summary>
    public static IServiceCollection AddPassthrough(this IServiceCollection services) => services.AddSingleton<PassthroughHandler>();

    /// <summary>Maps their path.</summary>
    /// <param name="app">The application.</param>
    /// <param name="version">What every path of the API begins with.</param>
    public static void MapPassthrough(this WebApplication app, string version)
    {
        var callers = app.Services.GetRequiredService<Callers>();
        var handler = app.Services.GetRequiredService<PassthroughHandler>();
        app.MapMethods(version + "/passthrough/{tool}/{api}", [HttpMethods.Post], context => handler.AnswerAsync(context, callers.Named(context))).WithMetadata(PassthroughOperations.Send);
    }
}
