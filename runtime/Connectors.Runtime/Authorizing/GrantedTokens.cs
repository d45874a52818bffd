using System.Collections.Immutable;

namespace Connectors.Runtime.Authorizing;

/// <summary>What a vendor has granted to an account. <see cref="ToString"/> shows nothing of it.</summary>
/// <param name="RefreshToken">What the next token is asked for with; null where the vendor gives none, so that somebody has to agree again when the token ends.</param>
/// <param name="Taken">What was taken of the token reply, by name; the token is <c>token</c>.</param>
/// <param name="Ends">When the token ends; null when that is not known.</param>
public sealed record GrantedTokens(string? RefreshToken, ImmutableDictionary<string, string> Taken, DateTimeOffset? Ends)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(GrantedTokens);
}
