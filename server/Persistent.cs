namespace Connectors.Server;

/// <summary>Keeps work in the background going through failures that nobody foresaw, such as a file that is locked for a moment.</summary>
/// <param name="clock">The clock.</param>
/// <param name="unexpected">Told of every failure.</param>
internal sealed class Persistent(TimeProvider clock, Action<Exception> unexpected)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Does something until it succeeds: after a failure again in a second, then ever later up to a minute.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends it, without an error.</param>
    public async Task DoAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var pause = First;
        try
        {
            while (!await SucceedsAsync(work, cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
                pause = pause * 2 < Longest ? pause * 2 : Longest;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Does something at once and then every so often, each time until it succeeds.</summary>
    /// <param name="period">How often.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends it, without an error.</param>
    public async Task EveryAsync(TimeSpan period, Action work, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, clock);
        try
        {
            do
            {
                await DoAsync(
                    _ =>
                    {
                        work();
                        return Task.CompletedTask;
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task<bool> SucceedsAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            unexpected(e);
            return false;
        }
    }
}
