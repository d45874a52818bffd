using System.Runtime.InteropServices;
using Connectors.Cli;

using var stop = new CancellationTokenSource();

// The first signal asks for a clean stop; the second one is left to the system, which ends the process at once.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

return await CliApp.RunAsync(args, CliHost.OfProcess(), stop.Token).ConfigureAwait(false);
