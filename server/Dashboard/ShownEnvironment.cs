using Connectors.Server.State;

namespace Connectors.Server.Dashboard;

/// <summary>The environment that pages show and their forms act in. The address says which: <c>/environments/{id}</c> in front of a page's path; without that it is the first one.</summary>
internal sealed class ShownEnvironment(EnvironmentDirectory environments, IHttpContextAccessor requests)
{
    private static readonly object Key = new();

    public string Id => requests.HttpContext?.Items[Key] as string ?? environments.Default();

    /// <summary>What people call it.</summary>
    public string Name => environments.NameOf(Id);

    /// <summary>All environments, the first one first.</summary>
    public IReadOnlyList<(string Id, string Name)> All => environments.All();

    /// <summary>The address of a page in the environment that is shown.</summary>
    /// <param name="page">The page's path, with or without a query.</param>
    public string At(string page) => requests.HttpContext?.Request.PathBase.Value + page;

    /// <summary>The address of a page in an environment.</summary>
    public string At(string page, string environment) => environments.At(page, environment);

    /// <summary>Takes the environment that an address names off its path, so that everything behind sees the path of a page. An address that names none that is there, or no page of the dashboard, stays as it is and leads nowhere.</summary>
    public Task TakeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(EnvironmentDirectory.Pages, StringComparison.OrdinalIgnoreCase, out var rest)
            && rest.Value?.Split('/') is ["", { Length: > 0 } id, ..]
            && new PathString(rest.Value[(id.Length + 1)..]) is var page
            && Navigation.IsPage(page)
            && environments.All().Any(e => e.Id == id))
        {
            context.Items[Key] = id;
            context.Request.PathBase = context.Request.PathBase.Add($"{EnvironmentDirectory.Pages}/{id}");
            context.Request.Path = page;
        }

        return next(context);
    }
}
