using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Sandbox;
using Connectors.Server.Played;
using Connectors.Server.SignIn;
using Connectors.Server.State;

namespace Connectors.Server;

/// <summary>How a server is started.</summary>
internal sealed record ServerOptions
{
    /// <summary>The database with the records; created where there is none.</summary>
    public required string Database { get; init; }

    /// <summary>The address to listen on.</summary>
    public Uri Address { get; init; } = new("http://127.0.0.1:4900");

    /// <summary>The address that others reach the server at, when a proxy stands in front; null for <see cref="Address"/>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The provider that people sign in with besides printed links; null for none.</summary>
    public OpenIdOptions? OpenId { get; init; }

    /// <summary>Whether webhooks may lead to this very machine: for development and tests.</summary>
    public bool AllowLoopbackWebhooks { get; init; }

    /// <summary>Whether vendors are played, and an integration at each is synced.</summary>
    public bool Demo { get; init; }

    /// <summary>The connectors; the shipped ones unless others are said.</summary>
    public IReadOnlyList<ConnectorRegistration> Connectors { get; init; } = ConnectorRegistry.All;

    /// <summary>What plays the vendor of a connector in a demo, by its slug.</summary>
    public Func<string, SandboxOptions> Play { get; init; } = ShippedSpecs.Sandbox;

    /// <summary>The values of a connector's form, by slug and field, that are the server's own, because the vendor knows it as an application: they are asked of nobody. Null for all others.</summary>
    public Func<string, string, string?> OwnApplication { get; init; } = static (_, _) => null;

    /// <summary>Further accounts whose credentials the server has; null for none.</summary>
    public IAccounts? Accounts { get; init; }

    /// <summary>The largest body of a request, in bytes: a file of the largest size that is sent on, in base64, and what goes with it.</summary>
    public long LargestBody { get; init; } = 40 * 1024 * 1024;

    /// <summary>How many actions of one integration may be under way at once.</summary>
    public int ActionsAtOnce { get; init; } = 30;

    /// <summary>How many requests an environment may send in a minute.</summary>
    public int RequestsPerMinute { get; init; } = 60_000;

    /// <summary>How long after the begin of its last sync an integration is synced by itself, checked every minute; null for never.</summary>
    public TimeSpan? SyncEvery { get; init; } = TimeSpan.FromHours(3);

    /// <summary>How many integrations are synced at once; at least 1.</summary>
    public int SyncsAtOnce { get; init; } = 4;

    /// <summary>Whether the explorer of fields shows values of records.</summary>
    public bool Samples { get; init; } = true;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told of failures that nobody foresaw.</summary>
    public Action<Exception> Unexpected { get; init; } = static _ => { };

    /// <summary>The file with what the server keeps besides records, beside the database.</summary>
    public string StateFile => Path.ChangeExtension(Database, ".server.db");

    /// <summary>The file with the log of requests, beside the database; it may be deleted while no server runs.</summary>
    public string RequestLogFile => Path.ChangeExtension(Database, ".requests.db");

    /// <summary>The folder with the keys that credentials and sign-ins are sealed with, beside the database. Whoever has only the files beside it cannot read them.</summary>
    public string KeyFolder => Path.ChangeExtension(Database, ".server.keys");
}
