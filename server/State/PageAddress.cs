namespace Connectors.Server.State;

/// <summary>Where others find the pages of the dashboard.</summary>
/// <param name="environments">The environments.</param>
/// <param name="root">Where others reach the server; known once it has started.</param>
internal sealed class PageAddress(EnvironmentDirectory environments, Func<Uri> root)
{
    /// <summary>The address of a page in an environment.</summary>
    /// <param name="page">The page's path.</param>
    /// <param name="environment">The environment.</param>
    public Uri Of(string page, string environment) => new(root(), environments.At(page, environment));
}
