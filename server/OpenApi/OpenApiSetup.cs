using Microsoft.OpenApi;

namespace Connectors.Server.OpenApi;

/// <summary>The description of the API: for programs as OpenAPI, for people as a page.</summary>
internal static class OpenApiSetup
{
    /// <summary>Where programs find it.</summary>
    public const string Path = "/openapi.json";

    public static IServiceCollection AddOpenApi(this IServiceCollection services) => services.AddSingleton<ApiDocument>();

    /// <summary>Maps it, open to all; the page maps itself.</summary>
    public static void MapOpenApi(this WebApplication app) => app.MapMethods(Path, [HttpMethods.Get], AnswerAsync).AllowAnonymous();

    private static async Task AnswerAsync(HttpContext context)
    {
        var document = context.RequestServices.GetRequiredService<ApiDocument>().Document;
        var text = System.Text.Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.RequestAborted).ConfigureAwait(false));
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }
}
