using Connectors.Runtime.Connections;

namespace Connectors.Runtime.Requests;

/// <summary>A finished request, for a method of the connector that signs it.</summary>
/// <remarks>Its body is put together when it is sent, so that files in it are never in memory as a whole: unless <see cref="Body"/> is asked for.</remarks>
public sealed class RequestToSign
{
    private readonly HttpRequestMessage _message;
    private readonly CancellationToken _cancellationToken;
    private ReadOnlyMemory<byte>? _body;

    internal RequestToSign(HttpRequestMessage message, ConnectionValues connection, DateTimeOffset now, CancellationToken cancellationToken) =>
        (_message, Connection, Now, _cancellationToken) = (message, connection, now, cancellationToken);

    /// <summary>The method: <c>GET</c>.</summary>
    public string Method => _message.Method.Method;

    /// <summary>The address it goes to, with its query.</summary>
    public Uri Address => _message.RequestUri!;

    /// <summary>
    /// The body as it is sent; empty for none. Whoever asks for it waits until the files in it have been read, and has all of it in memory, once, until it has been sent:
    /// where a hash is enough, <see cref="CopyBodyTo"/> does without.
    /// </summary>
    public ReadOnlyMemory<byte> Body => _body ??= Keep();

    /// <summary>The account.</summary>
    public ConnectionValues Connection { get; }

    /// <summary>The connector's time.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Writes the body as it is sent, piece by piece; nothing for none. Files in it are read for that, and once more when it is sent.</summary>
    /// <param name="to">Where to: a <see cref="System.Security.Cryptography.CryptoStream"/> over a hash, for example.</param>
    public void CopyBodyTo(Stream to)
    {
        if (_message.Content is { } content)
        {
            // A signature is made synchronously; away from a context that it might hold up.
            Task.Run(() => content.CopyToAsync(to, _cancellationToken), _cancellationToken).GetAwaiter().GetResult();
        }
    }

    /// <summary>The value of a header; null where the request does not have it.</summary>
    /// <param name="name">The header, in any case.</param>
    public string? Header(string name) =>
        _message.Headers.NonValidated.TryGetValues(name, out var values) || _message.Content?.Headers.NonValidated.TryGetValues(name, out values) == true ? values.ToString() : null;

    /// <summary>Sets a header.</summary>
    /// <param name="name">The header.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The value has a character that no header may have.</exception>
    public void SetHeader(string name, string value)
    {
        if (value.Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException($"The value of the header {name} has a character that no header may have.", nameof(value));
        }

        _message.Headers.Remove(name);
        _message.Headers.TryAddWithoutValidation(name, value);
    }

    // It is sent from where it is kept, so that it is in memory once.
    private ReadOnlyMemory<byte> Keep()
    {
        if (_message.Content is not { } content)
        {
            return default;
        }

        using var bytes = new MemoryStream((int)Math.Min(content.Headers.ContentLength ?? 0, Array.MaxLength));
        CopyBodyTo(bytes);
        var body = new ReadOnlyMemory<byte>(bytes.GetBuffer(), 0, (int)bytes.Length);
        var kept = new ReadOnlyMemoryContent(body);
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            kept.Headers.TryAddWithoutValidation(name, values);
        }

        _message.Content = kept;
        content.Dispose();
        return body;
    }
}
