using Connectors.Runtime.Connections;

namespace Connectors.Runtime.Requests;

/// <summary>A finished request, for a method of the connector that signs it.</summary>
public sealed class RequestToSign
{
    private readonly HttpRequestMessage _message;

    internal RequestToSign(HttpRequestMessage message, ReadOnlyMemory<byte> body, ConnectionValues connection, DateTimeOffset now) =>
        (_message, Body, Connection, Now) = (message, body, connection, now);

    /// <summary>The method: <c>GET</c>.</summary>
    public string Method => _message.Method.Method;

    /// <summary>The address it goes to, with its query.</summary>
    public Uri Address => _message.RequestUri!;

    /// <summary>The body as it is sent; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The account.</summary>
    public ConnectionValues Connection { get; }

    /// <summary>The connector's time.</summary>
    public DateTimeOffset Now { get; }

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
}
