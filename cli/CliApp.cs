using System.CommandLine;
using System.Data.Common;
using Connectors.Cli.Commands;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Server;
using Connectors.Sync.Store;

namespace Connectors.Cli;

/// <summary>The <c>connectors</c> tool.</summary>
internal static class CliApp
{
    private const string Debug = "CONNECTORS_DEBUG";

    // What begins with @ names a file whose content is sent, and no file with further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line. Every failure ends as sentences on the error stream and an exit code, never as a stack trace.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, CancellationToken cancellationToken = default)
    {
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = host.Out.Writer,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await Root(host).Parse(args, Parsing).InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await host.Error.WriteLineAsync("Stopped. Nothing that was written is lost; the same command goes on from here.").ConfigureAwait(false);
            return ExitCode.Interrupted;
        }
        catch (CliException e)
        {
            return await FailAsync(host, e.Message, e.ExitCode).ConfigureAwait(false);
        }
        catch (InputRefusedException e)
        {
            // One line each, so that every finding can be put right before the next attempt.
            var findings = e.Findings.Select(f => $"{(f.Path.Length == 0 ? "input" : f.Path)}: {f.Reason}");
            return await FailAsync(host, $"Nothing was sent.\n{string.Join('\n', findings)}", ExitCode.WrongInput).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return await FailAsync(host, e.Message, ExitCode.Vendor).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await FailAsync(host, e.Message, ExitCode.WrongInput).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            return await FailAsync(host, $"The database cannot be used: {e.Message}", ExitCode.WrongInput).ConfigureAwait(false);
        }
        catch (Exception e) when (host.Environment(Debug) is null)
        {
            return await FailAsync(host, $"This should not have happened: {e.Message}\nSet {Debug}=1 and run the command again to see where.", ExitCode.Unexpected).ConfigureAwait(false);
        }
    }

    private static RootCommand Root(CliHost host) => new("Recruiting connectors compiled from coverage specs.")
    {
        CheckCommand.Create(host),
        DocsCommand.Create(host),
        SandboxCommand.Create(host),
        SyncCommand.Create(host),
        ExportCommand.Create(host),
        RunCommand.Create(host),
        PassthroughCommand.Create(host),
        VerifyCommand.Create(host),
        AuthorizeCommand.Create(host),
        ChoicesCommand.Create(host),
        ServeCommand.Create(host.Out.Writer, host.Error, host.Folder),
    };

    private static async Task<int> FailAsync(CliHost host, string message, int exitCode)
    {
        await host.Error.WriteLineAsync($"error: {message}").ConfigureAwait(false);
        return exitCode;
    }
}
