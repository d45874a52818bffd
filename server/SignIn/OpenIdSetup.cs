using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Connectors.Server.SignIn;

/// <summary>Signing in with an OpenID Connect provider: the code flow with PKCE. Nothing of the provider's is kept but the person's name for the session.</summary>
internal static class OpenIdSetup
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "openid";

    /// <summary>Where a person is sent to the provider from.</summary>
    public const string StartPath = "/sign-in/openid";

    private const string ReturnPath = "/sign-in/openid/return";

    /// <param name="authentication">Where it is added.</param>
    /// <param name="given">The provider, and who may come in.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="failed">Told why the provider could not be used, for whoever runs the server.</param>
    public static void AddOpenId(this AuthenticationBuilder authentication, OpenIdOptions given, TimeProvider clock, Action<Exception> failed) => authentication.AddOpenIdConnect(Scheme, options =>
    {
        options.SignInScheme = Sessions.Scheme;
        options.Authority = given.Issuer.AbsoluteUri;
        options.RequireHttpsMetadata = given.Issuer.Scheme == Uri.UriSchemeHttps;
        options.ClientId = given.Client;
        options.ClientSecret = given.Secret;
        options.ResponseType = OpenIdConnectResponseType.Code;

        // The answer comes as a plain link, so that the cookies that belong to it need not be sent along with posts of other sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CallbackPath = ReturnPath;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.TimeProvider = clock;
        options.MapInboundClaims = false;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.Events.OnTokenValidated = context =>
        {
            if (context.Principal is { } person && given.Admits(person))
            {
                context.Principal = Sessions.Person(person.FindFirst("email")?.Value ?? person.FindFirst("sub")?.Value ?? "somebody");
            }
            else
            {
                context.Response.Redirect($"{Sessions.SignInPath}?problem={SignInProblem.NotInvited}");
                context.HandleResponse();
            }

            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            if (context.Failure is { } failure)
            {
                failed(failure);
            }

            context.Response.Redirect($"{Sessions.SignInPath}?problem={SignInProblem.Provider}");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    });
}
