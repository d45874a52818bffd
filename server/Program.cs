using System.CommandLine;
using System.Runtime.InteropServices;
using Connectors.Server;
using Connectors.Sync.Store;

using var stop = new CancellationTokenSource();

// The first signal asks for a clean stop; the second one is left to the system, which ends the process at once.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var root = new RootCommand("The unified API over HTTP.");
    ServeCommand.AddTo(root, Console.Out, Console.Error, Directory.GetCurrentDirectory());
    var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
    return await root.Parse(args).InvokeAsync(configuration, stop.Token).ConfigureAwait(false);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"error: {e.Message}").ConfigureAwait(false);
    return 1;
}
