using Connectors.Server.State;

namespace Connectors.Server.Http;

/// <summary>Who calls, and which integration a call is about.</summary>
internal sealed class Callers(ApiKeys keys, IntegrationDirectory integrations)
{
    /// <summary>The header that names the integration.</summary>
    public const string Header = "X-Integration-Id";

    private const string Scheme = "Bearer ";
    private const int LongestKey = 200;

    private static readonly object Environment = new();
    private static readonly object Called = new();

    /// <summary>Lets a request in whose API key is known.</summary>
    /// <exception cref="ApiException">There is none, or it is not known or revoked.</exception>
    public void Admit(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        context.Items[Environment] =
            header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length <= LongestKey && keys.EnvironmentOf(header[Scheme.Length..].Trim()) is { } environment
                ? environment
                : throw ApiException.Key();
    }

    /// <summary>The environment of the caller.</summary>
    public static string EnvironmentOf(HttpContext context) => (string)context.Items[Environment]!;

    /// <summary>The environment of the caller; null where the request has no key that is known.</summary>
    public static string? KnownEnvironmentOf(HttpContext context) => context.Items[Environment] as string;

    /// <summary>The integration that the request turned out to be about, as the API calls it; null for none.</summary>
    public static string? CalledOf(HttpContext context) => context.Items[Called] as string;

    /// <summary>The integration that the request names in its header, switched on.</summary>
    /// <exception cref="ApiException">It names none, the caller has none of that id, or it is switched off.</exception>
    public ServedIntegration Active(HttpContext context) => Named(context) is { State.Enabled: true } integration
        ? integration
        : throw new ApiException(StatusCodes.Status403Forbidden, ApiCode.Inactive, "The integration is switched off", "Switch the integration on, then repeat.");

    /// <summary>The integration that the request names in its header, switched on or off.</summary>
    /// <exception cref="ApiException">It names none, or the caller has none of that id.</exception>
    public ServedIntegration Named(HttpContext context) => context.Request.Headers[Header].ToString() is { Length: > 0 } id
        ? Integration(context, id)
        : throw ApiException.Input($"The header {Header} is missing: it names the integration, such as tool:123.");

    /// <summary>The integration of an id, switched on or off.</summary>
    /// <exception cref="ApiException">The caller has none of that id.</exception>
    public ServedIntegration Integration(HttpContext context, string id)
    {
        var integration = integrations.Find(id, EnvironmentOf(context)) ?? throw ApiException.NoIntegration();
        context.Items[Called] = integration.PublicId;
        return integration;
    }

    /// <summary>The integration that the path names as <c>{id}</c>, switched on or off.</summary>
    /// <exception cref="ApiException">The caller has none of that id.</exception>
    public ServedIntegration OfPath(HttpContext context) => Integration(context, PathParts.Of(context, "id"));
}
