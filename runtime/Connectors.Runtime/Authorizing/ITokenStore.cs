namespace Connectors.Runtime.Authorizing;

/// <summary>Keeps what a vendor has granted to one account, where somebody there had to agree first (OAuth 2 authorization code).</summary>
/// <remarks>
/// Refresh tokens are secrets: an implementation keeps them as safe as passwords. Several connectors may use one store at once, and several stores keep the tokens of one
/// account: many vendors end a refresh token with its first use, so that only one at a time may renew it.
/// </remarks>
public interface ITokenStore
{
    /// <summary>What was granted; null before anybody has agreed.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<GrantedTokens?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what was granted. It has to be there for good when this returns: the vendor may have made the tokens before it worthless.</summary>
    /// <param name="tokens">What was granted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask SaveAsync(GrantedTokens tokens, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for the turn to change what was granted. Nobody else who may change it for this account, in whatever process, has the turn until it is disposed of; what is
    /// loaded then is what the one before has saved.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The turn. <see cref="AccountTurns{TAccount}"/> gives such within one process.</returns>
    ValueTask<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken);
}
