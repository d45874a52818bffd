namespace Connectors.Server.Pages;

/// <summary>The language that a page is written in. Whatever answers the request says it in <see cref="HttpContext.Items"/> before the page is written.</summary>
internal static class PageLanguage
{
    /// <summary>What it is said under.</summary>
    public static readonly object Key = new();
}
