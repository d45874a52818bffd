using System.CommandLine;
using System.Text.Json;
using Connectors.Cli.Connections;
using Connectors.Cli.Sandboxes;
using Connectors.Cli.Specs;
using Connectors.Cli.Syncing;
using Connectors.Cli.Terminal;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Capabilities;
using Connectors.Sandbox;
using Connectors.Specs.Diagnostics;
using Connectors.Sync.Actions;
using Connectors.Sync.Store;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors run</c>: does an action at a vendor.</summary>
internal sealed class RunCommand
{
    private const string StandardInput = "-";

    private readonly Argument<string> _slug = new("connector") { Description = "The connector's slug." };
    private readonly Argument<string> _action = new("action") { Description = "The action: create_candidate, create_application, move_application_to_stage, …" };
    private readonly Option<string> _input = new("--input") { Description = "A file with the action's input as JSON; - reads it from the standard input.", Required = true };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<string> _database = CommonOptions.Database();
    private readonly Option<string?> _integration = new("--integration") { Description = "The name of the account, as in sync." };
    private readonly Option<string?> _key = new("--idempotency-key") { Description = "Your name for this very action: the same key goes on where a failed attempt stopped, and makes nothing twice." };
    private readonly Option<bool> _lenient = new("--lenient") { Description = "Leave out inputs that the connector does not send, with a warning each, instead of refusing them." };
    private readonly Option<string?> _source = new("--source-name") { Description = "The name that candidates are attributed to where the input names no source." };
    private readonly Option<string[]> _with = new("--with") { Description = "A connection value that is another one for this action, as name=value: the user it is done as.", HelpName = "name=value" };
    private readonly Option<Uri?> _baseUrl = CommonOptions.BaseUrl();
    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "Play the vendor instead of calling it." };
    private readonly SandboxArguments _sandboxArguments = new();

    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var run = new RunCommand();
        var command = new Command("run", "Do an action: create a candidate or an application, move an application.")
        {
            run._slug, run._action, run._input, run._set, run._database, run._integration, run._key, run._lenient, run._source, run._with, run._baseUrl, run._sandbox,
        };
        run._sandboxArguments.AddTo(command, run._sandbox, run._baseUrl);
        command.Validators.Add(result =>
        {
            if (result.GetValue(run._key) is { Length: 0 or > 255 })
            {
                result.AddError("--idempotency-key has 1 to 255 characters.");
            }
        });
        command.SetAction((result, cancellationToken) => run.RunAsync(host, result, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CliHost host, ParseResult arguments, CancellationToken cancellationToken)
    {
        var registration = ShippedConnectors.Find(arguments.GetRequiredValue(_slug));
        var plan = Plan(registration.Definition, arguments.GetRequiredValue(_action));
        var settings = ConnectionSettings.Parse(host, arguments.GetValue(_set) ?? [], [registration.Definition.Descriptor]);
        var account = new SyncAccount(registration, settings, Sandbox(host, arguments, registration.Definition.Descriptor.Slug));
        account.Check();
        var input = await ReadAsync(host, plan, arguments.GetRequiredValue(_input), arguments.GetValue(_lenient), cancellationToken).ConfigureAwait(false);

        await using var vendor = account.Sandbox is null ? null : await SandboxServer.StartAsync(account.Sandbox, cancellationToken).ConfigureAwait(false);
        using var store = RecordStore.Open(host.Resolve(arguments.GetRequiredValue(_database)));
        var name = arguments.GetValue(_integration) ?? (vendor is null ? null : _sandboxArguments.AccountName(arguments, registration.Definition.Descriptor.Slug));
        await using var connector = account.Connect(host, vendor, arguments.GetValue(_baseUrl), store, name);
        var integration = store.OpenIntegration(connector.Descriptor.Slug, connector.Connection.Public, name, host.Clock);
        var options = new ActionOptions
        {
            Lenient = arguments.GetValue(_lenient),
            IdempotencyKey = arguments.GetValue(_key),
            SourceName = arguments.GetValue(_source),
            Connection = With(registration.Definition.Descriptor, arguments.GetValue(_with) ?? []),
        };
        var answer = await new IntegrationActions(connector, store, integration, host.Clock).RunAsync(plan, input, options, cancellationToken).ConfigureAwait(false);
        host.Out.Line(ActionJson.Of(answer));
        return ExitCode.Done;
    }

    private static Dictionary<string, string> With(ConnectorDescriptor connector, string[] given)
    {
        var free = connector.ConnectionFields.Where(f => f.PerAction).Select(f => f.Name).ToList();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var name = text.Split('=')[0];
            if (!free.Contains(name) || name.Length == text.Length)
            {
                throw new CliException(free.Count == 0
                    ? $"{connector.Name} has no connection value that an action could have another of."
                    : $"--with takes name=value; the names are {string.Join(", ", free)}{Suggest.Hint(name, free)}");
            }

            values[name] = text[(name.Length + 1)..];
        }

        return values;
    }

    private static ActionPlan Plan(ConnectorDefinition connector, string action)
    {
        if (connector.Actions.FirstOrDefault(a => a.Name == action) is { } plan)
        {
            return plan;
        }

        var known = connector.Descriptor.Actions.FirstOrDefault(a => a.Name == action);
        var names = connector.Actions.Select(a => a.Name).ToList();
        var reason = known is null ? $"There is no action '{action}'{Suggest.Hint(action, names)}" : $"{connector.Descriptor.Name} does not cover {action}.{(known.Note is null ? "" : " " + known.Note)}";
        throw new CliException($"{reason}\nActions: {(names.Count == 0 ? "none" : string.Join(", ", names))}");
    }

    private static async Task<ActionInput> ReadAsync(CliHost host, ActionPlan plan, string file, bool lenient, CancellationToken cancellationToken)
    {
        var path = file == StandardInput ? "the standard input" : host.Resolve(file);
        try
        {
            await using var stream = file == StandardInput ? host.OpenInput() : File.OpenRead(path);
            using var json = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            Findings? findings = null;
            var input = plan.Read(json.RootElement, ref findings);
            if (findings is null)
            {
                return input!;
            }

            // What the input's own check finds is said together with what reading it found, each place once.
            Finding[] all = [.. findings, .. input is null ? [] : plan.Check(input) ?? []];
            var wrong = all.DistinctBy(f => f.Path).Where(f => !lenient || f.Kind != FindingKind.Unsupported).ToList();
            return wrong.Count == 0 ? input! : throw new InputRefusedException(plan.Name, wrong);
        }
        catch (JsonException e)
        {
            throw new CliException(FormattableString.Invariant($"{path}({e.LineNumber + 1},{e.BytePositionInLine + 1}): this is not JSON."));
        }
    }

    private SandboxOptions? Sandbox(CliHost host, ParseResult arguments, string slug) =>
        arguments.GetValue(_sandbox) ? _sandboxArguments.Options(host, arguments, new SpecLibrary(host).Find(slug)) : null;
}
