namespace Connectors.Server.Pages;

/// <summary>The pages that people see: Razor components, written out by the server. They need no scripts.</summary>
internal static class PageSetup
{
    /// <summary>Adds what pages need.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(static options => options.Cookie.Path = "/");
        services.AddHttpContextAccessor();
        return services;
    }

    /// <summary>Maps every component that names a path, and what pages are shown with.</summary>
    public static void MapPages(this WebApplication app)
    {
        foreach (var file in Asset.All)
        {
            app.MapMethods(file.Path, [HttpMethods.Get], file.AnswerAsync).AllowAnonymous();
        }

        app.MapRazorComponents<App>();
    }
}
