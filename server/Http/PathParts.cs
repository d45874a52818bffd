using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Connectors.Server.Http;

/// <summary>The parts of a path that name something, such as a record.</summary>
internal static class PathParts
{
    /// <summary>A part, with all that was escaped in it as it was meant.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">What the route calls the part.</param>
    /// <remarks>The web server leaves an escaped slash as it is, because it would end the part; the vendor's ids may have some.</remarks>
    public static string Of(HttpContext context, string name)
    {
        var known = (string)context.Request.RouteValues[name]!;
        if (!known.Contains('%', StringComparison.Ordinal) || context.GetEndpoint() is not RouteEndpoint { RoutePattern.PathSegments: var pattern })
        {
            return known;
        }

        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var parts = target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var place = pattern.TakeWhile(s => !s.Parts.Any(p => p is RoutePatternParameterPart parameter && parameter.Name == name)).Count();

        // Of a whole address (as a proxy is asked) the path is the end.
        return parts.Length >= pattern.Count ? Uri.UnescapeDataString(parts[^(pattern.Count - place)]) : known;
    }
}
