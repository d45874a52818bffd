using System.CommandLine;
using Connectors.Server.Fields;
using Connectors.Server.SignIn;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Sync.Engine;
using Connectors.Sync.Store;

namespace Connectors.Server;

/// <summary><c>serve</c>: runs the unified API; <c>serve environment</c> and <c>serve key</c>: make environments and API keys, also while a server runs.</summary>
internal static class ServeCommand
{
    /// <summary>Describes the command.</summary>
    /// <param name="output">Where is printed.</param>
    /// <param name="error">Where failures are written.</param>
    /// <param name="folder">The folder that relative paths start from.</param>
    public static Command Create(TextWriter output, TextWriter error, string folder)
    {
        var command = new Command("serve", "Run the unified API over a database, until Ctrl-C.");
        AddTo(command, output, error, folder);
        return command;
    }

    /// <summary>Adds what serving needs to a command.</summary>
    public static void AddTo(Command command, TextWriter output, TextWriter error, string folder)
    {
        var database = new Option<string>("--database") { Description = "The database file; what the server keeps besides records is in a file beside it.", DefaultValueFactory = _ => "connectors.db", Recursive = true };
        var address = new Option<Uri>("--url")
        {
            Description = "The address to listen on; port 0 takes a free one.",
            Recursive = true,
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:4900"),
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.AbsolutePath == "/")
                {
                    return url;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no address to listen on; write it like http://127.0.0.1:4900. For https, put a proxy in front.");
                return null!;
            },
        };
        var publicUrl = new Option<Uri?>("--public-url")
        {
            Description = "The address that others reach the server at, when a proxy stands in front.",
            Recursive = true,
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.PathAndQuery == "/")
                {
                    return url;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no address of a server; write it like https://connectors.example.com.");
                return null;
            },
        };
        var loopback = new Option<bool>("--allow-loopback-webhooks") { Description = "Let webhooks lead to this very machine: for development." };
        var openId = new OpenIdArguments();
        var demo = new Option<bool>("--demo") { Description = "Play a vendor of every shipped connector, and sync an integration at each." };
        var requests = new Option<int>("--requests-per-minute") { Description = "How many requests an environment may send in a minute.", DefaultValueFactory = _ => 60_000 };
        requests.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--requests-per-minute is at least 1.");
            }
        });
        var syncs = new SyncArguments();
        var noSamples = new Option<bool>("--no-samples") { Description = "Never show values of records in the explorer of fields." };
        command.Add(database);
        command.Add(address);
        command.Add(publicUrl);
        command.Add(demo);
        command.Add(loopback);
        openId.AddTo(command);
        command.Add(requests);
        syncs.AddTo(command);
        command.Add(noSamples);
        command.Add(EnvironmentCommands.Create(output, OpenState));
        command.Add(Keys(output, OpenState));
        command.Add(FieldCommands.Create(output, error, OpenState));
        command.Add(SignIn(address, publicUrl, output, OpenState));
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = syncs.Read(result, new ServerOptions
            {
                Database = Path.GetFullPath(result.GetRequiredValue(database), folder),
                Address = result.GetRequiredValue(address),
                PublicUrl = result.GetValue(publicUrl),
                OpenId = openId.Read(result),
                AllowLoopbackWebhooks = result.GetValue(loopback),
                Demo = result.GetValue(demo),
                RequestsPerMinute = result.GetRequiredValue(requests),
                Samples = !result.GetValue(noSamples),
                OwnApplication = static (slug, field) => System.Environment.GetEnvironmentVariable($"CONNECTORS_APPLICATION_{slug}_{field}".ToUpperInvariant().Replace('-', '_')),
                Unexpected = e => error.WriteLine($"error: {e}"),
            });
            await RunAsync(options, output, cancellationToken).ConfigureAwait(false);
            return 0;
        });

        StateFile OpenState(ParseResult result)
        {
            var options = new ServerOptions { Database = Path.GetFullPath(result.GetRequiredValue(database), folder) };
            return StateFile.Open(options.StateFile, options.Clock, StateSchema.Steps);
        }
    }

    private static Command Keys(TextWriter output, Func<ParseResult, StateFile> use)
    {
        var create = new Command("create", "Make a key; it is printed this once.");
        var revoke = new Command("revoke", "Revoke a key at once.");
        var name = new Argument<string>("name") { Description = "What the key is called." };
        var environment = EnvironmentCommands.Which();
        create.Add(name);
        create.Add(environment);
        revoke.Add(name);
        create.SetAction(result => Use(result, file => output.WriteLine(new ApiKeys(file).Create(new EnvironmentDirectory(file).Named(result.GetValue(environment)), result.GetRequiredValue(name)))));
        revoke.SetAction(result => Use(result, file => output.WriteLine(new ApiKeys(file).Revoke(result.GetRequiredValue(name)) ? "Revoked." : "There is no such key, or it is revoked already.")));
        return new Command("key", "Make and revoke API keys.") { create, revoke };

        void Use(ParseResult result, Action<StateFile> work)
        {
            using var file = use(result);
            work(file);
        }
    }

    private static Command SignIn(Option<Uri> address, Option<Uri?> publicUrl, TextWriter output, Func<ParseResult, StateFile> open)
    {
        var command = new Command("sign-in", "Print another link that signs one person in to the dashboard; also while a server runs.");
        command.SetAction(result =>
        {
            using var file = open(result);
            output.WriteLine(SignInTokens.Link(result.GetValue(publicUrl) ?? result.GetRequiredValue(address), new SignInTokens(file).Create()));
        });
        return command;
    }

    private static async Task RunAsync(ServerOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var server = await ApiServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            await output.WriteLineAsync($"The unified API runs at {server.Address}").ConfigureAwait(false);
            await output.WriteLineAsync($"Dashboard, for one person within {(int)SignInTokens.Lifetime.TotalMinutes} minutes: {server.SignIn}").ConfigureAwait(false);
            if (server.FirstKey is { } key)
            {
                await output.WriteLineAsync($"API key, shown this once: {key}").ConfigureAwait(false);
            }

            foreach (var sync in server.Demo)
            {
                var result = await sync.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                await output.WriteLineAsync($"Integration {sync.Integration.Connector}:{sync.Integration.Id} {(result is { Outcome: SyncOutcome.Done or SyncOutcome.RecordsSetAside } ? "is synced" : "could not be synced")}").ConfigureAwait(false);
            }

            await output.WriteLineAsync("Ctrl-C ends it.").ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => ended.TrySetResult()))
            {
                await ended.Task.ConfigureAwait(false);
            }
        }
    }
}
