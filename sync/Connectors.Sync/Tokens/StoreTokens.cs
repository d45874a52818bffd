using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Errors;
using Connectors.Sync.Store;

namespace Connectors.Sync.Tokens;

/// <summary>Keeps what a vendor has granted to an integration in its store, sealed. Safe for concurrent use.</summary>
/// <param name="store">The store, open for writing.</param>
/// <param name="integration">The integration.</param>
/// <param name="seal">What tokens are sealed with.</param>
public sealed class StoreTokens(RecordStore store, Integration integration, ISeal seal) : ITokenStore
{
    private const string Refresh = "refresh_token";
    private const string Ends = "ends";
    private const string Taken = "taken";

    /// <inheritdoc/>
    public ValueTask<GrantedTokens?> LoadAsync(CancellationToken cancellationToken)
    {
        byte[]? found = null;
        lock (store.Gate)
        {
            var query = store.Prepare("SELECT sealed FROM tokens WHERE integration = ?").Bind(integration.Number);
            if (query.Step())
            {
                found = query.Bytes(0).ToArray();
            }

            query.Reset();
        }

        return new ValueTask<GrantedTokens?>(found is null ? null : Read(found));
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(GrantedTokens tokens, CancellationToken cancellationToken)
    {
        Save(tokens);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> TakeTurnAsync(CancellationToken cancellationToken) => store.TokenTurns.TakeAsync(integration.Number, cancellationToken);

    /// <summary>Replaces what was granted. It is there for good when this returns.</summary>
    /// <param name="tokens">What was granted.</param>
    public void Save(GrantedTokens tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var text = seal.Seal(Write(tokens), integration.Id);
        lock (store.Gate)
        {
            store.Durably(() => store.Prepare("INSERT INTO tokens (integration, sealed) VALUES (?, ?) ON CONFLICT (integration) DO UPDATE SET sealed = excluded.sealed")
                .Bind(integration.Number).BindBlob(text).Run());
        }
    }

    /// <summary>Forgets what was granted.</summary>
    public void Forget()
    {
        lock (store.Gate)
        {
            store.Durably(() => store.Prepare("DELETE FROM tokens WHERE integration = ?").Bind(integration.Number).Run());
        }
    }

    private GrantedTokens Read(byte[] sealedText)
    {
        try
        {
            using var json = JsonDocument.Parse(seal.Open(sealedText, integration.Id));
            var root = json.RootElement;
            return new GrantedTokens(
                root.GetProperty(Refresh).GetString(),
                root.GetProperty(Taken).EnumerateObject().ToImmutableDictionary(t => t.Name, t => t.Value.GetString()!, StringComparer.Ordinal),
                root.GetProperty(Ends) is { ValueKind: JsonValueKind.Number } ends ? DateTimeOffset.FromUnixTimeMilliseconds(ends.GetInt64()) : null);
        }
        catch (CryptographicException e)
        {
            throw new ConnectorException(ConnectorError.Authentication, $"the tokens of '{integration.Name}' were stored with another key: use that key, or let somebody at the customer's agree again", e);
        }
    }

    private static byte[] Write(GrantedTokens tokens)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString(Refresh, tokens.RefreshToken);
            if (tokens.Ends is { } ends)
            {
                json.WriteNumber(Ends, ends.ToUnixTimeMilliseconds());
            }
            else
            {
                json.WriteNull(Ends);
            }

            json.WriteStartObject(Taken);
            foreach (var (name, value) in tokens.Taken)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return text.ToArray();
    }
}
