namespace Connectors.Server.Connect;

/// <summary>Sends people to the vendor, to agree there, and takes them when they are back. They are always sent on to a page, so that reloading it redeems nothing again.</summary>
internal sealed class AgreementHandler(AgreementFlow agreeing, Agreements agreements, Links links, LinkTokens tokens, ConnectFlow flow, ConnectGate gate)
{
    /// <summary>The way to the vendor, with the token of the link.</summary>
    public const string Leave = LinkHandlers.Page + "/agree";

    /// <summary>What somebody sees who is back in a window of its own, or with what cannot be used.</summary>
    public const string Returned = LinkHandlers.Page + "/returned";

    private const int LongestState = 200;

    /// <summary>Sends somebody to the vendor.</summary>
    public async Task LeaveAsync(HttpContext context)
    {
        var visit = ConnectVisit.Of(context);
        var next = PageOf(visit);

        // Only from our own page, which says whom the account is connected for: nobody is sent on to a vendor who has not seen that.
        if (visit.State == LinkState.Open && ConnectGate.IsOurs(context.Request) && !flow.HasEnded(visit) && visit.Connector is not null && flow.StepOf(visit) == DraftStep.Agree
            && await agreeing.BeginAsync(visit, context.RequestAborted).ConfigureAwait(false) is var (address, cookie, secret))
        {
            // Sent back by the vendor, the browser comes from elsewhere: a stricter cookie would not be there.
            context.Response.Cookies.Append(cookie, secret, Keeping(context, Agreements.Lives));
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            next = address.AbsoluteUri;
        }

        Send(context, next);
    }

    /// <summary>Takes somebody who is back.</summary>
    public async Task ReturnAsync(HttpContext context)
    {
        var state = context.Request.Query["state"].ToString();
        var cookie = Agreements.Cookie(state);
        var next = Returned;
        if (state.Length is > 0 and <= LongestState && context.Request.Cookies[cookie] is { } secret && agreements.Take(state, secret) is { } agreement)
        {
            context.Response.Cookies.Delete(cookie, Keeping(context, null));
            var root = ConnectVisit.Of(context).Root;
            var visit = links.Token(agreement.Link) is { } token ? gate.Visit(root, token) : null;
            if (visit is { State: LinkState.Open } && !flow.HasEnded(visit) && visit.Connector is not null && flow.StepOf(visit) == DraftStep.Agree)
            {
                var answer = new Uri(root, context.Request.Path + context.Request.QueryString.ToUriComponent());
                var code = await agreeing.TakeAsync(visit, agreement, answer, context.RequestAborted).ConfigureAwait(false);
                next = code is not null ? $"{AnswerHandler.Done}?code={code}" : visit.IsEmbedded ? $"{Returned}?token={tokens.Write(visit.Token!)}" : PageOf(visit);
            }
            else if (visit?.Token is not null)
            {
                next = PageOf(visit);
            }
        }

        Send(context, next);
    }

    private string PageOf(ConnectVisit visit) => visit.Token is null ? LinkHandlers.Page : $"{LinkHandlers.Page}?token={tokens.Write(visit.Token)}";

    private static CookieOptions Keeping(HttpContext context, TimeSpan? lives) =>
        new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = LinkHandlers.Page, MaxAge = lives };

    private static void Send(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
    }
}
