using Connectors.Server.Pages;
using Connectors.Server.State;

namespace Connectors.Server.Connect;

/// <summary>What every request for the connect page passes: its link is read, and browsers are told what the page may do.</summary>
/// <remarks>
/// The page of an embedded link is shown in a frame of a site that only the caller knows, where browsers send no cookies. So nothing here relies on one: what allows a
/// person to connect an account is the link alone, and forms are taken from our own pages only. Whoever is sent to a vendor is in a window of its own, and brings a cookie back (<see cref="AgreementHandler"/>).
/// </remarks>
internal sealed class ConnectGate(Links links, LinkTokens tokens, ServedConnectors connectors, TimeProvider clock)
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

    /// <summary>Lets a request pass.</summary>
    public Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var (request, root) = (context.Request, new Uri($"{context.Request.Scheme}://{context.Request.Host}"));
        var visit = request.Path.Equals(AnswerHandler.Done, StringComparison.OrdinalIgnoreCase) ? Made(root, request.Query["code"].ToString())
            : request.Path.StartsWithSegments(AgreementFlow.Return, StringComparison.OrdinalIgnoreCase) || (IsReturned(request) && !request.Query.ContainsKey("token")) ? Lost(root, request)
            : Read(root, request.Query["token"].ToString());
        Prepare(context, visit.IsEmbedded, visit.Texts.Language);
        visit.NoteIn(context);
        context.Response.StatusCode = visit.State switch
        {
            LinkState.Open => StatusCodes.Status200OK,
            LinkState.Wrong or LinkState.Lost => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status410Gone,
        };
        return next(context);
    }

    /// <summary>Whether a form was sent by one of our own pages; a client that is no browser says nothing of where it comes from.</summary>
    public static bool IsOurs(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        return site is "" or "same-origin" && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}");
    }

    /// <summary>The visit that a link leads to.</summary>
    /// <param name="root">The address of the server, as the person sees it.</param>
    /// <param name="token">What its token says.</param>
    public ConnectVisit Visit(Uri root, LinkToken token)
    {
        if (token.Expires <= clock.GetUtcNow() || links.Find(token) is not { } link)
        {
            return new ConnectVisit(LinkState.Expired, token, null) { Root = root, Served = connectors };
        }

        return link.Used
            ? new ConnectVisit(LinkState.Used, token, null) { Root = root, Served = connectors }
            : new ConnectVisit(LinkState.Open, token, link) { Root = root, Served = connectors, Draft = links.Draft(link) };
    }

    private static bool IsReturned(HttpRequest request) => request.Path.Equals(AgreementHandler.Returned, StringComparison.OrdinalIgnoreCase);

    private static void Prepare(HttpContext context, bool embedded, string language)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy + (embedded ? "*" : "'none'");
        headers.CacheControl = "no-store";

        // Our own forms have to say where they come from; nobody else learns the address, which has the token in it.
        headers["Referrer-Policy"] = "same-origin";
        context.Items[PageLanguage.Key] = language;
    }

    private ConnectVisit Made(Uri root, string code) => links.Made(code) is { } made
        ? new ConnectVisit(LinkState.Open, null, null) { Root = root, Served = connectors, Made = made }
        : new ConnectVisit(LinkState.Used, null, null) { Root = root, Served = connectors };

    private ConnectVisit Read(Uri root, string text) =>
        tokens.Read(text) is { } token ? Visit(root, token) : new ConnectVisit(LinkState.Wrong, null, null) { Root = root, Served = connectors };

    private ConnectVisit Lost(Uri root, HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant());
        return new ConnectVisit(LinkState.Lost, null, null) { Root = root, Served = connectors, Preferred = wanted.FirstOrDefault(ConnectTexts.Languages.Contains) ?? ConnectTexts.Default };
    }
}
