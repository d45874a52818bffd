namespace Connectors.Server.Dashboard;

/// <summary>What the dashboard's pages can be reached by.</summary>
internal static class Navigation
{
    /// <summary>The entries: a path, which stands for all below it, and what it is called.</summary>
    public static IReadOnlyList<(string Path, string Label)> Items { get; } =
    [
        ("/integrations", "Integrations"),
        ("/custom-fields", "Custom fields"),
        ("/coverage", "Coverage"),
        ("/requests", "Requests"),
        ("/webhooks", "Webhooks"),
        ("/keys", "API keys"),
    ];

    /// <summary>Whether a path is that of an entry, of something below one, or of the way to the first.</summary>
    public static bool IsPage(PathString path) => path.Value is "" or "/" || Items.Any(i => path.StartsWithSegments(i.Path, StringComparison.OrdinalIgnoreCase));

    /// <summary>The entry that a page is below; the first one where it is below none.</summary>
    public static string Entry(PathString page) => Items.Select(i => i.Path).FirstOrDefault(p => page.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)) ?? Items[0].Path;

    /// <summary>What <c>aria-current</c> says of an entry; null for another one than the page's.</summary>
    public static string? Current(PathString page, string entry) => page == entry ? "page" : page.StartsWithSegments(entry, StringComparison.OrdinalIgnoreCase) ? "true" : null;
}
