namespace Connectors.Server.Pages;

/// <summary>A file that pages need, from inside of the program.</summary>
/// <param name="name">Its name among the resources.</param>
/// <param name="type">Its media type.</param>
internal sealed class Asset(string name, string type)
{
    private readonly byte[] _content = Read(name);

    /// <summary>Answers with it.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "max-age=3600";
        context.Response.ContentLength = _content.Length;
        await context.Response.Body.WriteAsync(_content, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
