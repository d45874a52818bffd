using System.CommandLine;
using Connectors.Cli.Connections;
using Connectors.Cli.Syncing;
using Connectors.Sync.Store;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors authorize</c>: lets somebody at the customer's agree, and stores what the vendor grants.</summary>
internal static class AuthorizeCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var slug = new Argument<string>("connector") { Description = "The connector's slug." };
        var redirect = new Option<Uri>("--redirect")
        {
            Description = "The address that the vendor sends people back to, as it is known to the vendor.",
            Required = true,
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address))
                {
                    return address;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no address.");
                return null!;
            },
        };
        var set = CommonOptions.Set();
        var database = CommonOptions.Database();
        var integration = CommonOptions.Integration();
        var command = new Command("authorize", "Let somebody at the customer's agree that an account is used, and store what the vendor grants.") { slug, redirect, set, database, integration };
        command.SetAction(async (result, cancellationToken) =>
        {
            var registration = ShippedConnectors.Find(result.GetRequiredValue(slug));
            var descriptor = registration.Definition.Descriptor;
            var account = new SyncAccount(registration, ConnectionSettings.Parse(host, result.GetValue(set) ?? [], [descriptor]));
            if (!account.NeedsConsent)
            {
                throw new CliException($"Nobody has to agree before {descriptor.Name} is used; its credentials are connection values.");
            }

            account.Check();
            using var store = RecordStore.Open(host.Resolve(result.GetRequiredValue(database)));
            await using var connector = account.Connect(host, null, null, store, result.GetValue(integration));
            var consent = connector.AskForConsent(result.GetRequiredValue(redirect));
            host.Out.Line("Open this address and agree:");
            host.Out.Line(consent.Address.AbsoluteUri);
            host.Out.Line("Then enter the whole address that you were sent to:");
            using var input = new StreamReader(host.OpenInput());
            var answer = await input.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (!Uri.TryCreate(answer?.Trim(), UriKind.Absolute, out var address))
            {
                throw new CliException("That is no address. Nothing was stored; the same command begins anew.");
            }

            await connector.RedeemAsync(consent, address, cancellationToken).ConfigureAwait(false);
            host.Out.Line($"{descriptor.Name} is connected; what it granted is stored in {store.Path}.");
            return ExitCode.Done;
        });
        return command;
    }
}
