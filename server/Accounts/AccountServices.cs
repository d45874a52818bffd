using Connectors.Server.Played;
using Connectors.Server.State;
using Connectors.Sync.Tokens;

namespace Connectors.Server.Accounts;

/// <summary>Accounts of vendors: their credentials, their connectors, their end.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<PlayedVendors>()
        .AddSingleton<ISeal, ServerSeal>()
        .AddSingleton<Credentials>()
        .AddSingleton<ConnectorMaker>()
        .AddSingleton<StoredAccounts>()
        .AddSingleton<IAccounts>(static provider => provider.GetRequiredService<StoredAccounts>())
        .AddSingleton<RecordRemoval>()
        .AddHostedService(static provider => provider.GetRequiredService<RecordRemoval>());
}
