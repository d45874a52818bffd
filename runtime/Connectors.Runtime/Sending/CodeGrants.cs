using System.Collections.Immutable;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Sending;

/// <summary>
/// Tokens that somebody has agreed to: (1) what is stored, where it is still good, (2) else the turn to renew it, and what whoever had the turn before has stored, (3) else a new one for
/// the refresh token, which is stored before it is used and before the turn ends, since the vendor may have ended the one before.
/// </summary>
internal sealed class CodeGrants(ConnectorOptions options)
{
    private const string Again = "somebody at the customer's has to agree";

    /// <summary>Sends a token request.</summary>
    internal delegate Task<(ImmutableDictionary<string, string> Taken, TimeSpan? Lives, string? Refresh)> Ask(ImmutableArray<PlacedValue> sent, CancellationToken cancellationToken);

    /// <summary>A token that is good as far as is known.</summary>
    /// <param name="last">The session before, which is good no more; null for none.</param>
    /// <param name="ask">Sends a token request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ConnectorException">Nobody has agreed yet, or it has ended.</exception>
    public async Task<GrantedTokens> GetAsync(Session? last, Ask ask, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken).ConfigureAwait(false) is { } known && IsGood(known, last))
        {
            return known;
        }

        var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        await using (turn.ConfigureAwait(false))
        {
            return await RenewAsync(last, ask, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks for the first token with the code of somebody who has agreed, and stores it in the place of what was granted before.</summary>
    /// <param name="sent">The code, and what proves that it is ours.</param>
    /// <param name="ask">Sends a token request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ConnectorException">It cannot be had or stored.</exception>
    public async Task RedeemAsync(ImmutableArray<PlacedValue> sent, Ask ask, CancellationToken cancellationToken)
    {
        var turn = await TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        await using (turn.ConfigureAwait(false))
        {
            await StoreAsync(await ask(sent, cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);
        }
    }

    private ITokenStore Store => options.Tokens ?? throw new ConnectorException(ConnectorError.Authentication, $"there is no store for tokens: {Again} first, and what is granted has to be kept");

    private async Task<GrantedTokens> RenewAsync(Session? last, Ask ask, CancellationToken cancellationToken)
    {
        var stored = await LoadAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ConnectorException(ConnectorError.Authentication, $"no token is stored for this account: {Again} first");
        if (IsGood(stored, last))
        {
            return stored;
        }

        if (stored.RefreshToken is not { } refresh)
        {
            throw new ConnectorException(ConnectorError.Authentication, $"the token has ended, and the vendor gives none to renew it with: {Again} again");
        }

        try
        {
            // Once it is asked for, the token before may be worth nothing: no cancellation may keep the new one from being stored.
            cancellationToken.ThrowIfCancellationRequested();
            var granted = await ask([LogIns.Member("grant_type", "refresh_token"), LogIns.Member("refresh_token", refresh)], CancellationToken.None).ConfigureAwait(false);
            return await StoreAsync(granted, refresh, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConnectorException e) when (e.Error is ConnectorError.Authentication or ConnectorError.InvalidInput or ConnectorError.Permission)
        {
            throw new ConnectorException(ConnectorError.Authentication, $"{e.Message}; {Again} again") { Status = e.Status, Endpoint = e.Endpoint, VendorMessage = e.VendorMessage };
        }
    }

    // Where the reply has no refresh token, the one before stays. What cannot be stored is not used.
    private async Task<GrantedTokens> StoreAsync((ImmutableDictionary<string, string> Taken, TimeSpan? Lives, string? Refresh) granted, string? refresh, CancellationToken cancellationToken)
    {
        var tokens = new GrantedTokens(granted.Refresh ?? refresh, granted.Taken, options.Clock.GetUtcNow() + granted.Lives);
        try
        {
            await Store.SaveAsync(tokens, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (ConnectorException or OperationCanceledException))
        {
            throw new ConnectorException(ConnectorError.Unavailable, "the new token cannot be stored, so that it is not used", e);
        }

        return tokens;
    }

    private async Task<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Store.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (ConnectorException or OperationCanceledException))
        {
            throw new ConnectorException(ConnectorError.Unavailable, "the stored tokens cannot be renewed by one at a time", e);
        }
    }

    private async Task<GrantedTokens?> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Store.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (ConnectorException or OperationCanceledException))
        {
            throw new ConnectorException(ConnectorError.Unavailable, "the stored tokens cannot be read", e);
        }
    }

    private bool IsGood(GrantedTokens stored, Session? last) =>
        (last is null || stored.Taken.Any(t => last.Taken.GetValueOrDefault(t.Key) != t.Value)) && !(stored.Ends <= options.Clock.GetUtcNow());
}
