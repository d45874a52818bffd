using System.CommandLine;
using Connectors.Cli.Connections;
using Connectors.Cli.Sandboxes;
using Connectors.Cli.Specs;
using Connectors.Cli.Syncing;
using Connectors.Sandbox;
using Connectors.Specs.Diagnostics;
using Connectors.Sync.Store;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors choices</c>: the vendor's own list that a connection field is chosen from.</summary>
internal static class ChoicesCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var slug = new Argument<string>("connector") { Description = "The connector's slug." };
        var field = new Argument<string>("field") { Description = "The connection field." };
        var set = CommonOptions.Set();
        var database = CommonOptions.Database();
        var integration = CommonOptions.Integration();
        var baseUrl = CommonOptions.BaseUrl();
        var sandbox = new Option<bool>("--sandbox") { Description = "Play the vendor instead of calling it." };
        var shape = new SandboxArguments();
        var command = new Command("choices", "List what a connection field can be: the companies of the account, its users.") { slug, field, set, database, integration, baseUrl, sandbox };
        shape.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var registration = ShippedConnectors.Find(result.GetRequiredValue(slug));
            var chosen = Field(registration.Definition.Descriptor.Name, [.. registration.Definition.Choices.Select(c => c.Field)], result.GetRequiredValue(field));
            var settings = ConnectionSettings.Parse(host, result.GetValue(set) ?? [], [registration.Definition.Descriptor]);
            var account = new SyncAccount(registration, settings, result.GetValue(sandbox) ? shape.Options(host, result, new SpecLibrary(host).Find(registration.Definition.Descriptor.Slug)) : null);
            await using var vendor = account.Sandbox is null ? null : await SandboxServer.StartAsync(account.Sandbox, cancellationToken).ConfigureAwait(false);
            using var store = account.NeedsConsent && vendor is null ? RecordStore.Open(host.Resolve(result.GetRequiredValue(database))) : null;
            await using var connector = account.Connect(host, vendor, result.GetValue(baseUrl), store, result.GetValue(integration), toChoose: true);
            foreach (var choice in await connector.ListChoicesAsync(chosen, cancellationToken).ConfigureAwait(false))
            {
                host.Out.Line($"{choice.Value}\t{choice.Label}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string Field(string connector, List<string> chosen, string name) => chosen.Contains(name) ? name : throw new CliException(chosen.Count == 0
        ? $"{connector} has no connection field that is chosen from a list."
        : $"'{name}' is not chosen from a list{Suggest.Hint(name, chosen)} Those that are: {string.Join(", ", chosen)}.");
}
