namespace Connectors.Server.Pages;

/// <summary>A file that pages need, from inside of the program.</summary>
internal sealed class Asset
{
    private readonly string _type;
    private readonly byte[] _content;

    private Asset(string name, string type)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        (Path, _type, _content) = ("/assets/" + name, type, copy.ToArray());
    }

    /// <summary>The style sheet of all pages.</summary>
    public static Asset StyleSheet { get; } = new("site.css", "text/css; charset=utf-8");

    /// <summary>The picture that browsers show beside a page's title.</summary>
    public static Asset Icon { get; } = new("icon.svg", "image/svg+xml");

    /// <summary>The only script there is: on the connect page it talks to the page that shows it in a frame.</summary>
    public static Asset ConnectScript { get; } = new("connect.js", "text/javascript; charset=utf-8");

    public static IReadOnlyList<Asset> All { get; } = [StyleSheet, Icon, ConnectScript];

    /// <summary>Where it is.</summary>
    public string Path { get; }

    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = _type;
        context.Response.Headers.CacheControl = "max-age=3600";
        context.Response.ContentLength = _content.Length;
        await context.Response.Body.WriteAsync(_content, context.RequestAborted).ConfigureAwait(false);
    }
}
