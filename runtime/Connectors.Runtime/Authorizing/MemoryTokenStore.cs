namespace Connectors.Runtime.Authorizing;

/// <summary>Keeps what a vendor has granted for as long as the process runs.</summary>
/// <param name="granted">What was granted already; null for nothing.</param>
public sealed class MemoryTokenStore(GrantedTokens? granted = null) : ITokenStore
{
    private readonly AccountTurns<MemoryTokenStore> _turns = new();
    private volatile GrantedTokens? _granted = granted;

    /// <inheritdoc/>
    public ValueTask<GrantedTokens?> LoadAsync(CancellationToken cancellationToken) => new(_granted);

    /// <inheritdoc/>
    public ValueTask SaveAsync(GrantedTokens tokens, CancellationToken cancellationToken)
    {
        _granted = tokens;
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken) => _turns.TakeAsync(this, cancellationToken);
}
