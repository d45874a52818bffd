using Connectors.Runtime.Files;

namespace Connectors.Server.Webhooks;

/// <summary>Webhooks: where events are sent, and the sending.</summary>
internal static class WebhookSetup
{
    /// <summary>Adds what sends events. The queue is there already: what runs syncs fills it.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<WebhookEndpoints>()
        .AddSingleton<WebhookDeliveries>()
        .AddSingleton(new RetryTimes(Random.Shared))
        .AddHostedService(provider =>
        {
            var options = provider.GetRequiredService<ServerOptions>();
            var http = FileHttp.Shared(options.AllowLoopbackWebhooks);
            return ActivatorUtilities.CreateInstance<WebhookSender>(provider, http, options.Unexpected);
        });
}
