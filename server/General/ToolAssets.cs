using System.Globalization;
using System.Text;
using Connectors.Server.State;

namespace Connectors.Server.General;

/// <summary>Pictures of tools. Nobody's trademark is shipped: a tool has its first letter on a colour of its own.</summary>
internal sealed class ToolAssets(ServedConnectors connectors)
{
    /// <summary>The path of a picture.</summary>
    public const string Path = "/assets/tools/{file}";

    private const string Extension = ".svg";

    /// <summary>The address of a tool's picture, as seen by the caller.</summary>
    public static string Address(HttpContext context, string slug) => $"{context.Request.Scheme}://{context.Request.Host}/assets/tools/{slug}{Extension}";

    /// <summary>Answers with a picture.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var file = (string)context.Request.RouteValues["file"]!;
        var tool = connectors.All.Select(r => r.Definition.Descriptor).FirstOrDefault(d => d.Slug + Extension == file);
        if (tool is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var colour = tool.Slug.Aggregate(0, (hue, letter) => ((hue * 31) + letter) % 360);
        var letter = char.ToUpperInvariant(tool.Slug[0]);
        var picture = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="10" fill="hsl({colour} 45% 40%)"/><text x="24" y="32" text-anchor="middle" font-family="sans-serif" font-size="24" fill="white">{letter}</text></svg>"""));
        context.Response.ContentType = "image/svg+xml";
        context.Response.ContentLength = picture.Length;
        await context.Response.Body.WriteAsync(picture, context.RequestAborted).ConfigureAwait(false);
    }
}
