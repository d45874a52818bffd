using System.Diagnostics;
using System.Globalization;

namespace Connectors.Server.Http;

/// <summary>What every request passes before it is answered.</summary>
internal static class Gates
{
    // Pages have styles and pictures of their own, send forms to this server only, and run no scripts.
    private const string ForPages = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const string ForAnswers = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Tells how long this server took until the answer began (<c>Server-Timing</c>), so that callers can tell it from the way there and back.</summary>
    public static void UseServerTiming(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var began = Stopwatch.GetTimestamp();
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"app;dur={Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.00}");
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>Adds headers that keep browsers from guessing, framing, telling where they came from, and running what is not ours.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app, string api) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.Path.StartsWithSegments(api, StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentSecurityPolicy = ForAnswers;
            headers.CacheControl = "no-store";
        }
        else
        {
            headers.ContentSecurityPolicy = ForPages;
        }

        return next(context);
    });

    /// <summary>Where a proxy stands in front, requests look as those who send them see the server: what is made of them, links and cookies, is right for them.</summary>
    /// <param name="app">The application.</param>
    /// <param name="address">The address that others reach the server at; null for the one it listens on.</param>
    public static void UsePublicUrl(this IApplicationBuilder app, Uri? address)
    {
        if (address is not null)
        {
            var host = HostString.FromUriComponent(address);
            app.Use((context, next) =>
            {
                (context.Request.Scheme, context.Request.Host) = (address.Scheme, host);
                return next(context);
            });
        }
    }

    /// <summary>Lets only callers with a key into the API, and not too many requests of each.</summary>
    public static void UseApiKeys(this IApplicationBuilder app, string api)
    {
        var callers = app.ApplicationServices.GetRequiredService<Callers>();
        var limit = app.ApplicationServices.GetRequiredService<RequestLimit>();
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(api, StringComparison.OrdinalIgnoreCase))
            {
                callers.Admit(context);
                limit.Enter(context, Callers.EnvironmentOf(context));
            }

            return next(context);
        });
    }
}
