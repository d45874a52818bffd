using Connectors.Runtime;
using Connectors.Server.State;

namespace Connectors.Server.Connect;

/// <summary>What a link is good for.</summary>
internal enum LinkState
{
    /// <summary>It can be used.</summary>
    Open,

    /// <summary>An account was connected with it.</summary>
    Used,

    /// <summary>It is too old.</summary>
    Expired,

    /// <summary>It is none of ours.</summary>
    Wrong,

    /// <summary>Somebody is back from a vendor with what belongs to no link, or no more.</summary>
    Lost,
}

/// <summary>A request for the connect page.</summary>
/// <param name="State">What its link is good for.</param>
/// <param name="Token">What the link's token says; null for one that is none of ours.</param>
/// <param name="Link">The link; there where it can be used.</param>
internal sealed record ConnectVisit(LinkState State, LinkToken? Token, Link? Link)
{
    private static readonly object Key = new();

    /// <summary>What was connected, where that is what the page tells; null otherwise.</summary>
    public Connected? Made { get; init; }

    /// <summary>Whether the page is shown inside of another one.</summary>
    public bool IsEmbedded => Token?.Embedded ?? Made?.Embedded ?? false;

    /// <summary>What the page says.</summary>
    public ConnectTexts Texts => ConnectTexts.Of(Token?.Language ?? Made?.Language ?? Preferred);

    /// <summary>The language of a page that belongs to no link.</summary>
    public string Preferred { get; init; } = ConnectTexts.Default;

    /// <summary>The address of the server, as the person sees it.</summary>
    public required Uri Root { get; init; }

    /// <summary>What the person has filled in so far.</summary>
    public ConnectDraft Draft { get; init; } = new();

    /// <summary>The connectors that there are.</summary>
    public required ServedConnectors Served { get; init; }

    /// <summary>The connector that the person has chosen, or that the link is for; null before.</summary>
    public ConnectorRegistration? Connector => (Link?.Request.Tool ?? Draft.Tool) is { } slug ? Served.Find(slug) : null;

    /// <summary>The connectors to choose from.</summary>
    public IReadOnlyList<ConnectorRegistration> Connectors =>
        [.. Served.Of(Link?.Request.Category).OrderBy(r => r.Definition.Descriptor.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The visit that a request is.</summary>
    public static ConnectVisit Of(HttpContext context) => (ConnectVisit)context.Items[Key]!;

    /// <summary>Notes what visit a request is.</summary>
    public void NoteIn(HttpContext context) => context.Items[Key] = this;
}
