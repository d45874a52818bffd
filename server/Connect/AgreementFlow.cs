using System.Text.RegularExpressions;
using Connectors.Runtime;
using Connectors.Runtime.Authorizing;

namespace Connectors.Server.Connect;

/// <summary>Lets somebody agree at the vendor that an account is used (OAuth 2 authorization code), where the vendor wants that.</summary>
/// <remarks>
/// (1) The form is filled in, as far as there is something to say; (2) the person follows a link to the vendor, by this server, which notes whom it sends; (3) the vendor sends them
/// back with a code, which is redeemed; what is granted is used once, to see that it works, and kept with what was filled in; (4) the account is connected like any other. A vendor shows
/// its page in no frame: where ours is in one, a window opens for (2) and (3), and ours goes on with (4) when the person is back.
/// </remarks>
internal sealed partial class AgreementFlow(Agreements agreements, Links links, AccountTest test, ConnectFlow flow)
{
    /// <summary>Where vendors send people back to. They have to know it.</summary>
    public const string Return = LinkHandlers.Page + "/return";

    /// <returns>Where the person is sent to agree, and what the browser keeps under which name; null where the page has more to say.</returns>
    public async Task<(Uri Address, string Cookie, string Secret)?> BeginAsync(ConnectVisit visit, CancellationToken cancellationToken)
    {
        Consent? consent = null;
        var failure = await test.RunAsync(
            visit,
            visit.Draft.Values,
            (connector, _) =>
            {
                consent = connector.AskForConsent(new Uri(visit.Root, Return));
                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        if (consent is null)
        {
            flow.Fail(visit, visit.Draft.Values, failure!);
            return null;
        }

        return (consent.Address, Agreements.Cookie(consent.State), agreements.Begin(visit.Link!, consent));
    }

    /// <summary>Takes what somebody has come back with.</summary>
    /// <param name="visit">The visit, of the link that they began with.</param>
    /// <param name="agreement">What they were sent with.</param>
    /// <param name="answer">The address that they have come back to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The code of the integration, where it was made; null where the page has more to say.</returns>
    public async Task<string?> TakeAsync(ConnectVisit visit, Agreement agreement, Uri answer, CancellationToken cancellationToken)
    {
        if (!agreement.InTime)
        {
            return flow.Stay(visit, new ConnectFailure(FailureReason.TooLate));
        }

        var said = System.Web.HttpUtility.ParseQueryString(answer.Query);
        if (string.IsNullOrEmpty(said["code"]))
        {
            // It is one of a few words (RFC 6749 4.1.2.1); what else a vendor may say there is not shown.
            return flow.Stay(visit, said["error"] switch
            {
                "access_denied" => new ConnectFailure(FailureReason.Declined),
                { } error when Word().IsMatch(error) => new ConnectFailure(FailureReason.Refused, error),
                _ => new ConnectFailure(FailureReason.Refused),
            });
        }

        var values = visit.Draft.Values;
        var failure = await test.RunAsync(visit, values, (connector, token) => UseAsync(visit, connector, agreement.Consent, answer, token), cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            return flow.Fail(visit, values, failure);
        }

        links.Keep(visit.Link!, links.Draft(visit.Link!) with { Step = DraftStep.Accepted, Failure = null });

        // The page that waits in a frame tells its owner when all is done.
        return visit.IsEmbedded || ConnectFlow.Chosen(visit).Count > 0 ? null : await flow.FinishAsync(visit, values).ConfigureAwait(false);
    }

    private static async Task UseAsync(ConnectVisit visit, Connector connector, Consent consent, Uri answer, CancellationToken cancellationToken)
    {
        await connector.RedeemAsync(consent, answer, cancellationToken).ConfigureAwait(false);
        await ConnectFlow.UseAsync(visit, connector, cancellationToken).ConfigureAwait(false);
    }

    [GeneratedRegex(@"\A[A-Za-z_]{1,60}\z")]
    private static partial Regex Word();
}
