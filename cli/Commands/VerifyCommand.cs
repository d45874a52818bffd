using System.CommandLine;
using Connectors.Cli.Connections;
using Connectors.Cli.Syncing;
using Connectors.Runtime.Errors;
using Connectors.Sync.Store;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors verify</c>: tests credentials against the vendor.</summary>
internal static class VerifyCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var slug = new Argument<string>("connector") { Description = "The connector's slug." };
        var set = CommonOptions.Set();
        var database = CommonOptions.Database();
        var integration = CommonOptions.Integration();
        var baseUrl = CommonOptions.BaseUrl();
        var command = new Command("verify", "Test the credentials of an account.") { slug, set, database, integration, baseUrl };
        command.SetAction(async (result, cancellationToken) =>
        {
            var registration = ShippedConnectors.Find(result.GetRequiredValue(slug));
            var descriptor = registration.Definition.Descriptor;
            var settings = ConnectionSettings.Parse(host, result.GetValue(set) ?? [], [descriptor]);
            var account = new SyncAccount(registration, settings);
            using var store = account.NeedsConsent ? RecordStore.Open(host.Resolve(result.GetRequiredValue(database))) : null;
            await using var connector = account.Connect(host, null, result.GetValue(baseUrl), store, result.GetValue(integration));
            if (registration.Definition.Check is null)
            {
                host.Out.Line($"{descriptor.Name}: the values fit the form. Its spec names no request to test them with.");
                return ExitCode.Done;
            }

            try
            {
                await connector.CheckAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ConnectorException e)
            {
                throw new CliException($"{e.Message}\n{WayOut(e)}", ExitCode.Vendor);
            }

            host.Out.Line($"{descriptor.Name} accepts the credentials.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string WayOut(ConnectorException e) => e.Error switch
    {
        ConnectorError.Authentication => "Look at the key or the password: it may be mistyped, expired or of another account.",
        ConnectorError.Permission => "The credentials are known to the vendor but lack a right; give them the rights that the coverage page's guide names.",
        ConnectorError.NotFound => "Look at the address parts of the connection, such as the subdomain.",
        ConnectorError.RateLimited or ConnectorError.Unavailable => "The credentials could not be tested; try again later.",
        _ => "The vendor does not answer as its contract says; look at the address parts of the connection.",
    };
}
