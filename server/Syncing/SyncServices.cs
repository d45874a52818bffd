using Connectors.Server.State;

namespace Connectors.Server.Syncing;

/// <summary>Syncs: what runs them, what remembers them, and how integrations are.</summary>
internal static class SyncServices
{
    public static IServiceCollection AddSyncing(this IServiceCollection services) => services
        .AddSingleton<CreatedOnly>()
        .AddSingleton<CreatedOnlySwitch>()
        .AddSingleton<IntegrationHealth>()
        .AddSingleton<OpenSyncs>()
        .AddSingleton<ModelFailures>()
        .AddSingleton<SyncLog>()
        .AddSingleton<SyncRunner>()
        .AddSingleton<SyncQueue>()
        .AddSingleton<IForgets>(static provider => provider.GetRequiredService<CreatedOnly>())
        .AddSingleton<IForgets>(static provider => provider.GetRequiredService<IntegrationHealth>())
        .AddSingleton<IForgets>(static provider => provider.GetRequiredService<OpenSyncs>())
        .AddSingleton<IForgets>(static provider => provider.GetRequiredService<ModelFailures>())
        .AddSingleton<IForgets>(static provider => provider.GetRequiredService<SyncLog>())
        .AddSingleton<SyncSchedule>()
        .AddHostedService(static provider => provider.GetRequiredService<SyncSchedule>());
}
