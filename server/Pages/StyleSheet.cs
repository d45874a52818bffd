namespace Connectors.Server.Pages;

/// <summary>The style sheet of all pages.</summary>
internal static class StyleSheet
{
    /// <summary>Where it is.</summary>
    public const string Path = "/assets/site.css";

    private static readonly byte[] Text = Read();

    /// <summary>Answers with it.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.Headers.CacheControl = "max-age=3600";
        context.Response.ContentLength = Text.Length;
        await context.Response.Body.WriteAsync(Text, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Read()
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("site.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
