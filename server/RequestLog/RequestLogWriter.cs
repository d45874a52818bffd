using System.Threading.Channels;

namespace Connectors.Server.RequestLog;

/// <summary>Writes requests down behind the answers, and behind syncs, so that none waits for it: what comes while some are written is written together next. When more comes than can be written, the rest is left out.</summary>
internal sealed class RequestLogWriter(RequestLogFile file, Action<Exception> unexpected) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int MostTogether = 1_000;

    private readonly Channel<LoggedRequest> _waiting = Channel.CreateBounded<LoggedRequest>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Has a request written down.</summary>
    public void Add(LoggedRequest request) => _waiting.Writer.TryWrite(request);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What has been answered is written down before the end.
        _waiting.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var together = new List<LoggedRequest>();
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            together.Clear();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var request))
            {
                together.Add(request);
            }

            try
            {
                file.Add(together);
            }
            catch (Exception e)
            {
                // A few requests that are not noted harm nobody; the next ones are.
                unexpected(e);
            }
        }
    }
}
