using System.Diagnostics;
using Connectors.Server.Http;

namespace Connectors.Server.RequestLog;

/// <summary>The log of requests to the API, and to vendors.</summary>
internal static class RequestLogSetup
{
    public static IServiceCollection AddRequestLog(this IServiceCollection services) => services
        .AddSingleton<RequestLogFile>()
        .AddSingleton(provider => new RequestLogWriter(provider.GetRequiredService<RequestLogFile>(), provider.GetRequiredService<ServerOptions>().Unexpected))
        .AddSingleton<VendorCalls>()
        .AddHostedService(provider => provider.GetRequiredService<RequestLogWriter>());

    /// <summary>Notes requests with a key that is known, once they are answered; of others nobody knows whose they are.</summary>
    public static void UseRequestLog(this IApplicationBuilder app, string api)
    {
        var log = app.ApplicationServices.GetRequiredService<RequestLogWriter>();
        var clock = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(api, StringComparison.OrdinalIgnoreCase))
            {
                await next(context).ConfigureAwait(false);
                return;
            }

            var (at, started) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
            try
            {
                await next(context).ConfigureAwait(false);
            }
            finally
            {
                if (Callers.KnownEnvironmentOf(context) is { } environment)
                {
                    log.Add(new LoggedRequest(
                        at,
                        environment,
                        context.Request.Method,
                        Redaction.Address(context.Request),
                        Callers.CalledOf(context),
                        context.Response.StatusCode,
                        ApiAnswer.CodeOf(context),
                        (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds));
                }
            }
        });
    }
}
