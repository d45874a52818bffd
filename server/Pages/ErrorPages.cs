using Microsoft.AspNetCore.Http.HttpResults;

namespace Connectors.Server.Pages;

/// <summary>Answers people where there is no page for them; nothing of what happened inside is told.</summary>
internal static class ErrorPages
{
    /// <summary>Sends the page of a status.</summary>
    public static async Task SendAsync(HttpContext context, int status)
    {
        var (title, text) = status switch
        {
            StatusCodes.Status404NotFound => ("Not found", "There is no such page. It may have been deleted."),
            StatusCodes.Status405MethodNotAllowed => ("Not possible", "This page cannot be used in that way."),
            StatusCodes.Status413PayloadTooLarge => ("Too large", "More was sent than the server takes."),
            >= 500 => ("Something went wrong", "The server has met something that it was not made for. Whoever runs it finds more on its error stream."),
            _ => ("Not accepted", "What was sent cannot be used. The page it came from may have been open for too long: go back, load it again, then repeat."),
        };

        // What failed may have left the request's own services half used.
        var own = context.RequestServices;
        var scope = own.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            try
            {
                context.RequestServices = scope.ServiceProvider;

                // A page that failed has said this already, and it is not said twice.
                context.Response.Headers.Remove("blazor-enhanced-nav");
                var page = new RazorComponentResult<ErrorPage>(new Dictionary<string, object?> { [nameof(ErrorPage.Title)] = title, [nameof(ErrorPage.Text)] = text }) { StatusCode = status };
                await page.ExecuteAsync(context).ConfigureAwait(false);
            }
            finally
            {
                context.RequestServices = own;
            }
        }
    }
}
