namespace Connectors.Server.Connect;

/// <summary>Takes the forms of the connect page. A person is always sent on to a page, so that going back or reloading sends nothing again.</summary>
internal sealed class AnswerHandler(ConnectFlow flow)
{
    /// <summary>Where the forms are sent, with the token of the link.</summary>
    public const string Path = LinkHandlers.Page + "/answer";

    /// <summary>Where the person is sent when all is done, with the code of the integration.</summary>
    public const string Done = LinkHandlers.Page + "/done";

    private const int LargestForm = 64 * 1024;

    /// <summary>Takes a form.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var visit = ConnectVisit.Of(context);
        if (!ConnectGate.IsOurs(context.Request) || !context.Request.HasFormContentType || context.Request.ContentLength is null or > LargestForm)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var next = $"{LinkHandlers.Page}?token={Uri.EscapeDataString(context.Request.Query["token"].ToString())}";
        if (visit.State == LinkState.Open && !flow.HasEnded(visit))
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
            if (await TakeAsync(visit, form, context.RequestAborted).ConfigureAwait(false) is { } code)
            {
                next = $"{Done}?code={code}";
            }
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = next;
    }

    private async Task<string?> TakeAsync(ConnectVisit visit, IFormCollection form, CancellationToken cancellationToken)
    {
        string Given(string name) => form["field." + name].ToString();

        switch (form["step"].ToString())
        {
            case "tool":
                flow.Choose(visit, form["tool"].ToString());
                return null;
            case "form" when visit is { Connector: not null, Draft.Step: DraftStep.Form }:
                return await flow.FillAsync(visit, Given, cancellationToken).ConfigureAwait(false);
            case "choices" when visit is { Connector: not null, Draft.Step: DraftStep.Accepted }:
                return await flow.PickAsync(visit, Given, cancellationToken).ConfigureAwait(false);
            case "back" when visit.Connector is not null:
                flow.Reopen(visit);
                return null;
            default:
                return null;
        }
    }
}
