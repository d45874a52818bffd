using System.Security.Claims;
using Connectors.Server.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Connectors.Server.SignIn;

/// <summary>Who looks at pages: a cookie that is sealed, that scripts cannot read and that no other site's form sends along.</summary>
internal static class Sessions
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "session";

    /// <summary>The page that signs in.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>Where the token of a printed link is sent.</summary>
    public const string TokenPath = "/sign-in/token";

    /// <summary>Where a session is ended.</summary>
    public const string SignOutPath = "/sign-out";

    private const string Cookie = "connectors_session";
    private const string Return = "return";

    /// <summary>How long a session lasts without a visit.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    /// <summary>Adds what signs in.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<SignInTokens>();
        var authentication = services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = Cookie;
            cookie.Cookie.Path = "/";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = Lifetime;
            cookie.SlidingExpiration = true;
            cookie.TimeProvider = options.Clock;

            // There is one page that signs in, whatever environment somebody is on the way to.
            cookie.Events.OnRedirectToLogin = static context =>
            {
                var request = context.Request;
                context.Response.Redirect($"{SignInPath}?{Return}={Uri.EscapeDataString(request.PathBase + request.Path + request.QueryString)}");
                return Task.CompletedTask;
            };
        });
        if (options.OpenId is { } openId)
        {
            authentication.AddOpenId(openId, options.Clock, options.Unexpected);
        }

        return services;
    }

    /// <summary>Sends everybody without a session to the page that signs in, except from the API, which has keys, and from paths that are open to all.</summary>
    public static void UseSessions(this WebApplication app, string api)
    {
        app.UseAuthentication();
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(api, StringComparison.OrdinalIgnoreCase) || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                return next(context);
            }

            // What is behind a session is not to be seen again by going back after its end.
            context.Response.Headers.CacheControl = "no-store";
            return context.User.Identity is { IsAuthenticated: true } ? next(context) : context.ChallengeAsync(Scheme);
        });
    }

    /// <summary>Maps what signs in and out; the page is a component.</summary>
    public static void MapSessions(this WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<SignInTokens>();
        app.MapForm(TokenPath, async (context, form) =>
        {
            if (!tokens.Take(form["token"].ToString()))
            {
                return $"{SignInPath}?problem={SignInProblem.Token}";
            }

            await context.SignInAsync(Scheme, Person("printed link")).ConfigureAwait(false);
            return Local(form[Return]);
        }).AllowAnonymous();
        app.MapForm(SignOutPath, async (context, _) =>
        {
            await context.SignOutAsync(Scheme).ConfigureAwait(false);
            return SignInPath;
        });
        if (app.Services.GetRequiredService<ServerOptions>().OpenId is not null)
        {
            app.MapMethods(
                OpenIdSetup.StartPath,
                [HttpMethods.Get],
                context => context.ChallengeAsync(OpenIdSetup.Scheme, new AuthenticationProperties { RedirectUri = Local(context.Request.Query[Return]) })).AllowAnonymous();
        }
    }

    /// <summary>Who a session belongs to.</summary>
    /// <param name="name">What they are called.</param>
    public static ClaimsPrincipal Person(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, name), new Claim(ClaimTypes.Name, name)], Scheme));

    /// <summary>The path to go on with: one of this server's, wherever a link wants to lead.</summary>
    public static string Local(string? path) => path is ['/', ..] && !(path is [_, '/' or '\\', ..]) && !path.Any(char.IsControl) ? path : "/";
}
