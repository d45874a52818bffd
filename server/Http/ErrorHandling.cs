using Connectors.Server.Pages;

namespace Connectors.Server.Http;

/// <summary>Every failure becomes an answer that says what the caller can do, and nothing of what happened inside: JSON for callers of the API, a page for people.</summary>
internal static class ErrorHandling
{
    /// <summary>Adds it in front of everything that can fail.</summary>
    /// <param name="app">The application.</param>
    /// <param name="api">What every path of the API begins with.</param>
    /// <param name="unexpected">Told of failures that nobody foresaw.</param>
    public static void UseErrors(this IApplicationBuilder app, string api, Action<Exception> unexpected) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response is { StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null })
            {
                await SendAsync(context, api, Bare(context.Response.StatusCode)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await SendAsync(context, api, Translate(e, unexpected)).ConfigureAwait(false);
        }
    });

    private static Task SendAsync(HttpContext context, string api, ApiException error) => context.Request.Path.StartsWithSegments(api, StringComparison.OrdinalIgnoreCase)
        ? ApiAnswer.SendAsync(context, error)
        : ErrorPages.SendAsync(context, error.Status);

    private static ApiException Bare(int status) => status switch
    {
        StatusCodes.Status404NotFound => new ApiException(status, null, "Not found", "There is no such path."),
        StatusCodes.Status405MethodNotAllowed => new ApiException(status, null, "Method not allowed", "The path does not take this method."),
        _ => new ApiException(status, null, "Not accepted", "The request cannot be answered."),
    };

    private static ApiException Translate(Exception error, Action<Exception> unexpected)
    {
        switch (error)
        {
            case ApiException api:
                return api;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ApiException.Input("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            case BadHttpRequestException bad:
                return ApiException.Input("The request is malformed.", bad.StatusCode);
            default:
                unexpected(error);
                return new ApiException(StatusCodes.Status500InternalServerError, ApiCode.Unknown, "Something went wrong", "The server has met something that it was not made for.");
        }
    }
}
