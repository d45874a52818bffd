using System.CommandLine;
using System.Globalization;
using Connectors.Cli.Sandboxes;
using Connectors.Cli.Specs;
using Connectors.Sandbox;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors sandbox</c>: plays a vendor until it is stopped.</summary>
internal static class SandboxCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var spec = new Argument<string>("connector") { Description = "The slug of a shipped connector, or the path of a spec." };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; a free one when not said." };
        var quiet = new Option<bool>("--quiet") { Description = "Do not print the requests." };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError("--port is from 0 to 65535.");
            }
        });
        var sandbox = new SandboxArguments();
        var command = new Command("sandbox", "Play a vendor, as its contract says, until Ctrl-C.") { spec, port, quiet };
        sandbox.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = sandbox.Options(host, result, new SpecLibrary(host).Find(result.GetRequiredValue(spec))) with
            {
                Port = result.GetValue(port),
                Log = result.GetValue(quiet) ? null : request => host.Out.Line(Describe(request)),
            };
            await SandboxServer.RunAsync(options, server => Announce(host, options, server), cancellationToken).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Announce(CliHost host, SandboxOptions options, SandboxServer server)
    {
        host.Out.Line($"{options.Spec.Name} is played at {server.BaseAddress}");
        foreach (var field in options.Spec.Connection.Fields)
        {
            host.Out.Line($"  {field.Label}: {server.Connection[field.Name]}");
        }

        host.Out.Line(string.Join(", ", server.Records.Models.Select(model => string.Create(CultureInfo.InvariantCulture, $"{server.Records.Count(model):N0} {model}"))));
        var values = string.Concat(options.Spec.Connection.Fields.Select(field => $" --set {field.Name}={server.Connection[field.Name]}"));
        host.Out.Line($"To read it: connectors sync {options.Spec.Slug} --base-url {server.BaseAddress}{values}");
        host.Out.Line("Ctrl-C ends it.");
        host.Out.Writer.Flush();
    }

    private static string Describe(SandboxRequest request) => string.Create(
        CultureInfo.InvariantCulture,
        $"{request.Status} {request.Method} {request.Target} {request.Bytes:N0} bytes, {request.Elapsed.TotalMilliseconds:0.0} ms{(request.Faults.Count == 0 ? "" : $", faults: {string.Join(", ", request.Faults)}")}");
}
