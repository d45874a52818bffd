using Microsoft.AspNetCore.Antiforgery;

namespace Connectors.Server.Pages;

/// <summary>Paths that forms are sent to.</summary>
internal static class Forms
{
    /// <summary>Maps a path that takes a form, does something and leads on to a page, so that loading that page again does nothing again.</summary>
    /// <param name="app">The application.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="handle">Does it; returns the path to go on with, below what the request's own path stands below. It is not called for a form that does not come from a page of this server.</param>
    public static IEndpointConventionBuilder MapForm(this IEndpointRouteBuilder app, string pattern, Func<HttpContext, IFormCollection, Task<string>> handle) =>
        app.MapMethods(pattern, [HttpMethods.Post], async context =>
        {
            if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true } || !context.Request.HasFormContentType)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            var to = await handle(context, await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status200OK)
            {
                context.Response.StatusCode = StatusCodes.Status303SeeOther;
                context.Response.Headers.Location = context.Request.PathBase.Value + to;
            }
        }).WithMetadata(RequiresToken.Instance);

    private sealed class RequiresToken : IAntiforgeryMetadata
    {
        public static readonly RequiresToken Instance = new();

        public bool RequiresValidation => true;
    }
}
