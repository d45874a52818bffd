using Connectors.Runtime.Authorizing;

namespace Connectors.Server.Connect;

/// <summary>Keeps what a vendor has granted until the account is connected: with what was filled in, sealed.</summary>
internal sealed class DraftTokens(Links links, Link link) : ITokenStore
{
    /// <inheritdoc/>
    public ValueTask<GrantedTokens?> LoadAsync(CancellationToken cancellationToken) => new(links.Draft(link).Tokens);

    /// <inheritdoc/>
    public ValueTask SaveAsync(GrantedTokens tokens, CancellationToken cancellationToken)
    {
        links.Keep(link, links.Draft(link) with { Tokens = tokens });
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken) => links.Turns.TakeAsync(link.Token.Id, cancellationToken);
}
