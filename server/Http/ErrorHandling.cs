namespace Connectors.Server.Http;

/// <summary>Every failure becomes an answer that says what the caller can do, and nothing of what happened inside.</summary>
internal static class ErrorHandling
{
    /// <summary>Adds it in front of everything that can fail.</summary>
    /// <param name="app">The application.</param>
    /// <param name="unexpected">Told of failures that nobody foresaw.</param>
    public static void UseApiErrors(this IApplicationBuilder app, Action<Exception> unexpected) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response is { StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed, ContentLength: null })
            {
                await ApiAnswer.SendAsync(context, Nowhere(context.Response.StatusCode)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await ApiAnswer.SendAsync(context, Translate(e, unexpected)).ConfigureAwait(false);
        }
    });

    private static ApiException Nowhere(int status) => status == StatusCodes.Status404NotFound
        ? new ApiException(status, null, "Not found", "There is no such path.")
        : new ApiException(status, null, "Method not allowed", "The path does not take this method.");

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
