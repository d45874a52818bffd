namespace Connectors.Server.SignIn;

/// <summary>A provider of OpenID Connect that says who somebody is, and who of them may come in.</summary>
/// <param name="Issuer">The provider's address.</param>
/// <param name="Client">The id that the provider knows this server by.</param>
/// <param name="Secret">The secret that goes with it; null for a public client.</param>
internal sealed record OpenIdOptions(Uri Issuer, string Client, string? Secret)
{
    /// <summary>E-mail addresses that may come in, where the provider says that they are verified.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>Claims of which one is enough to come in: a name and a value each.</summary>
    public IReadOnlyList<(string Name, string Value)> Claims { get; init; } = [];

    /// <summary>Whether somebody with these claims may come in.</summary>
    public bool Admits(System.Security.Claims.ClaimsPrincipal person) =>
        Claims.Any(c => person.HasClaim(c.Name, c.Value))
        || (person.FindFirst("email") is { Value: var email }
            && string.Equals(person.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase)
            && Emails.Contains(email, StringComparer.OrdinalIgnoreCase));
}
