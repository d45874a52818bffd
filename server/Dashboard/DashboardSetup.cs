using Connectors.Server.Pages;

namespace Connectors.Server.Dashboard;

/// <summary>The dashboard: pages are components and mapped with all others; here is what their forms do.</summary>
internal static class DashboardSetup
{
    /// <summary>Adds what pages and forms need.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services
        .AddSingleton<ShownEnvironment>()
        .AddSingleton<DashboardForms>()
        .AddSingleton<IntegrationOverview>()
        .AddSingleton<CoverageMatrix>();

    /// <summary>Reads the environment out of the addresses of pages, before it is looked what they lead to.</summary>
    public static void UseEnvironments(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<ShownEnvironment>().TakeAsync);
        app.UseRouting();
    }

    /// <summary>Maps the forms, and the way from the server's root to the first page.</summary>
    public static void MapDashboard(this WebApplication app)
    {
        app.MapMethods("/", [HttpMethods.Get], context =>
        {
            context.Response.Redirect(context.Request.PathBase.Value + Navigation.Items[0].Path);
            return Task.CompletedTask;
        });
        app.Services.GetRequiredService<DashboardForms>().Map(app);
    }
}
