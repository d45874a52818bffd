namespace Connectors.Server.Pages;

/// <summary>A file that pages need, which travels inside the program.</summary>
internal sealed class SiteFile
{
    private readonly string _type;
    private readonly byte[] _content;

    private SiteFile(string name, string type)
    {
        using var stream = typeof(SiteFile).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        (Path, _type, _content) = ("/assets/" + name, type, copy.ToArray());
    }

    /// <summary>The style sheet of all pages.</summary>
    public static SiteFile StyleSheet { get; } = new("site.css", "text/css; charset=utf-8");

    /// <summary>The picture that browsers show beside a page's title.</summary>
    public static SiteFile Icon { get; } = new("icon.svg", "image/svg+xml");

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Answers with it.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = _type;
        context.Response.Headers.CacheControl = "max-age=3600";
        context.Response.ContentLength = _content.Length;
        await context.Response.Body.WriteAsync(_content, context.RequestAborted).ConfigureAwait(false);
    }
}
