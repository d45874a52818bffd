using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Server.Accounts;
using Connectors.Server.RequestLog;

namespace Connectors.Server.Connect;

/// <summary>Uses accounts once, before they are connected.</summary>
internal sealed class AccountTest(Links links, ConnectorMaker maker, VendorCalls calls, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    /// <summary>Uses an account.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="values">What was filled in; what is chosen from the vendor's lists may be missing.</param>
    /// <param name="use">What is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What went wrong, or null.</returns>
    public async Task<ConnectFailure?> RunAsync(ConnectVisit visit, IReadOnlyDictionary<string, string> values, Func<Connector, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        var played = maker.IsPlayed(visit.Connector!.Definition.Descriptor.Slug);
        if (!ConnectionValues.TryCreate(visit.Connector.Definition.Descriptor.ConnectionFields, maker.Complete(visit.Connector, values, played), out var connection, out _, toChoose: true))
        {
            return new ConnectFailure(FailureReason.Refused);
        }

        VendorCalls.Because("connect");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), stop, Longest, Timeout.InfiniteTimeSpan);
        try
        {
            // Somebody is waiting: it is better to say soon that it did not work.
            var connector = maker.Make(
                visit.Connector,
                connection,
                played,
                ConnectorMaker.NeedsConsent(visit.Connector) ? new DraftTokens(links, visit.Link!) : null,
                calls.Of(visit.Link!.Environment, visit.Link.Request.Integration),
                o => o with { Retries = 1, LongestWait = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(20) })!;
            await using (connector.ConfigureAwait(false))
            {
                await use(connector, stop.Token).ConfigureAwait(false);
                return null;
            }
        }
        catch (ConnectorException e)
        {
            return new ConnectFailure(Reason(e.Error), e.VendorMessage);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ConnectFailure(FailureReason.Unavailable);
        }
    }

    private static FailureReason Reason(ConnectorError error) => error switch
    {
        ConnectorError.Authentication => FailureReason.Authentication,
        ConnectorError.Permission => FailureReason.Permission,
        ConnectorError.NotFound => FailureReason.NotFound,
        ConnectorError.RateLimited => FailureReason.RateLimited,
        ConnectorError.Unavailable => FailureReason.Unavailable,
        ConnectorError.UnexpectedPayload => FailureReason.Unexpected,
        _ => FailureReason.Refused,
    };
}
