using System.CommandLine;
using Connectors.Cli.Connections;
using Connectors.Cli.Sandboxes;
using Connectors.Cli.Specs;
using Connectors.Cli.Syncing;
using Connectors.Runtime;
using Connectors.Runtime.Capabilities;
using Connectors.Sandbox;
using Connectors.Specs.Diagnostics;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors sync</c>: reads accounts into a database.</summary>
internal sealed class SyncCommand
{
    private readonly Argument<string[]> _slugs = new("connector") { Description = "Slugs of the connectors to run, one after the other.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<string> _database = CommonOptions.Database();
    private readonly Option<string?> _integration = new("--integration") { Description = "A name for the account; without it, the connector and its non-secret values are the name." };
    private readonly Option<Uri?> _baseUrl = CommonOptions.BaseUrl();
    private readonly Option<bool> _full = new("--full") { Description = "Read everything." };
    private readonly Option<bool> _delta = new("--delta") { Description = "Read only what changed, where the vendor can tell." };
    private readonly Option<string[]> _models = new("--models") { Description = "Only these models, separated by commas.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _confirm = new("--confirm-deletions") { Description = "Delete even when an implausible share of a model is gone." };
    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "Play the vendor instead of calling it." };
    private readonly SandboxArguments _sandboxArguments = new();

    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var sync = new SyncCommand();
        var command = new Command("sync", "Read accounts into a database.")
        {
            sync._slugs, sync._set, sync._database, sync._integration, sync._baseUrl, sync._full, sync._delta, sync._models, sync._confirm, sync._sandbox,
        };
        sync._sandboxArguments.AddTo(command, sync._sandbox, sync._baseUrl);
        command.Validators.Add(result =>
        {
            if (result.GetValue(sync._full) && result.GetValue(sync._delta))
            {
                result.AddError("--full and --delta exclude each other.");
            }
        });
        command.SetAction((result, cancellationToken) => sync.RunAsync(host, result, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CliHost host, ParseResult arguments, CancellationToken cancellationToken)
    {
        var connectors = ShippedConnectors.Find(arguments.GetRequiredValue(_slugs));
        var settings = ConnectionSettings.Parse(host, arguments.GetValue(_set) ?? [], [.. connectors.Select(c => c.Definition.Descriptor)]);
        var models = Models(arguments.GetValue(_models) ?? [], connectors);
        // Everything is checked before the first account is read: whoever must type something types it at once.
        var accounts = connectors
            .Where(c => models is null || Readable(c.Definition.Descriptor).Any(models.Contains))
            .Select(c => new SyncAccount(c, settings, Sandbox(host, arguments, c.Definition.Descriptor.Slug)))
            .ToList();
        accounts.ForEach(account => account.Check());

        using var store = RecordStore.Open(host.Resolve(arguments.GetRequiredValue(_database)));
        var exitCode = ExitCode.Done;
        foreach (var account in accounts)
        {
            var result = await RunAsync(host, arguments, store, account, models, cancellationToken).ConfigureAwait(false);
            SyncReport.Write(host.Out, account.Registration.Definition.Descriptor.Name, result, store.Path);
            exitCode = Worse(exitCode, Code(result.Outcome));
            if (result.Outcome == SyncOutcome.Interrupted)
            {
                break;
            }
        }

        return exitCode;
    }

    private async Task<SyncResult> RunAsync(
        CliHost host, ParseResult arguments, RecordStore store, SyncAccount account, IReadOnlySet<string>? models, CancellationToken cancellationToken)
    {
        await using var vendor = account.Sandbox is null ? null : await SandboxServer.StartAsync(account.Sandbox, cancellationToken).ConfigureAwait(false);
        var descriptor = account.Registration.Definition.Descriptor;
        // What a sandbox makes up must never end up among the records of a real account.
        var name = arguments.GetValue(_integration) ?? (vendor is null ? null : _sandboxArguments.AccountName(arguments, descriptor.Slug));
        await using var connector = account.Connect(host, vendor, arguments.GetValue(_baseUrl), store, name);
        var options = new SyncOptions
        {
            Kind = arguments.GetValue(_full) ? SyncKind.Full : arguments.GetValue(_delta) ? SyncKind.Delta : SyncKind.Auto,
            Models = models is null ? null : Readable(descriptor).Where(models.Contains).ToHashSet(),
            Integration = name,
            ConfirmDeletions = arguments.GetValue(_confirm),
            Clock = host.Clock,
        };
        return await new SyncView(host.Out, host.Clock)
            .ShowAsync(progress => SyncEngine.RunAsync(connector, store, options, progress, cancellationToken))
            .ConfigureAwait(false);
    }

    private SandboxOptions? Sandbox(CliHost host, ParseResult arguments, string slug) =>
        arguments.GetValue(_sandbox) ? _sandboxArguments.Options(host, arguments, new SpecLibrary(host).Find(slug)) : null;

    private static HashSet<string>? Models(string[] given, IReadOnlyList<ConnectorRegistration> connectors)
    {
        var names = given.SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            return null;
        }

        var readable = connectors.SelectMany(c => Readable(c.Definition.Descriptor)).Distinct().ToList();
        var unknown = names.Where(n => !readable.Contains(n)).Select(n => $"No connector of this call reads '{n}'{Suggest.Hint(n, readable)}").ToList();
        return unknown.Count == 0 ? names : throw new CliException($"{string.Join('\n', unknown)}\nModels: {string.Join(", ", readable)}");
    }

    private static IEnumerable<string> Readable(ConnectorDescriptor connector) => connector.Models.Where(m => m.Coverage == Coverage.Supported).Select(m => m.Name);

    private static int Code(SyncOutcome outcome) => outcome switch
    {
        SyncOutcome.Done => ExitCode.Done,
        SyncOutcome.RecordsSetAside => ExitCode.SetAside,
        SyncOutcome.VendorRefused => ExitCode.Vendor,
        SyncOutcome.NeedsDecision => ExitCode.NeedsDecision,
        _ => ExitCode.Interrupted,
    };

    /// <summary>Of two endings, the one that matters more to the caller.</summary>
    private static int Worse(int a, int b)
    {
        int[] order = [ExitCode.Done, ExitCode.SetAside, ExitCode.Vendor, ExitCode.NeedsDecision, ExitCode.Interrupted];
        return Array.IndexOf(order, a) > Array.IndexOf(order, b) ? a : b;
    }
}
