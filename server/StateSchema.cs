using Connectors.Server.Accounts;
using Connectors.Server.Connect;
using Connectors.Server.Fields;
using Connectors.Server.SignIn;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Webhooks;

namespace Connectors.Server;

/// <summary>How the server's own file came to be what it is: every capability has tables of its own, which are put together here.</summary>
internal static class StateSchema
{
    /// <summary>Entry i leads from version i to i + 1; entries are never edited once released.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        BasicTables.Step,
        FieldTables.Step,
        Credentials.Schema,
        Links.Schema,
        SignInTokens.Tables,
        WebhookSchema.Tables,
        SyncLog.Tables,
        CreatedOnly.Schema,
        Agreements.Schema,
        IntegrationHealth.Schema,
        OpenSyncs.Schema,
        ModelFailures.Schema,
        Links.DraftTimes,
    ];
}
