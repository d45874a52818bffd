using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Connectors.Server.State;
using Microsoft.AspNetCore.DataProtection;

namespace Connectors.Server.Webhooks;

/// <summary>An address that events are sent to.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Id">Its id.</param>
/// <param name="Url">The address.</param>
/// <param name="Events">The types of events that are sent to it.</param>
/// <param name="Enabled">Whether it is switched on; what happens while it is off is never sent.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record WebhookEndpoint(long Number, string Id, Uri Url, IReadOnlyList<string> Events, bool Enabled, DateTimeOffset CreatedAt);

/// <summary>The addresses that events are sent to. Their secrets sign what is sent, so they are kept sealed, and shown once.</summary>
internal sealed class WebhookEndpoints(StateFile file, IDataProtectionProvider protection)
{
    private const int SecretLength = 32;
    private const string Prefix = "whsec_";
    private const string Columns = "n, id, url, events, enabled, created_at";

    private readonly IDataProtector _seal = protection.CreateProtector("webhook secrets");

    /// <summary>Makes an endpoint; its secret is returned this once.</summary>
    public (WebhookEndpoint Endpoint, string Secret) Create(string environment, Uri url, IEnumerable<string> events)
    {
        var (id, secret) = (Guid.NewGuid().ToString(), NewSecret());
        file.Run(
            "INSERT INTO webhook_endpoints (id, environment, url, events, secret, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            id,
            environment,
            url.AbsoluteUri,
            string.Join(' ', events),
            _seal.Protect(Encoding.UTF8.GetBytes(secret)),
            file.Now);
        return (Find(id, environment)!, secret);
    }

    /// <summary>Gives an endpoint another secret, which is returned this once; the old one signs nothing any more.</summary>
    public string Renew(WebhookEndpoint endpoint)
    {
        var secret = NewSecret();
        file.Run("UPDATE webhook_endpoints SET secret = ? WHERE n = ?", _seal.Protect(Encoding.UTF8.GetBytes(secret)), endpoint.Number);
        return secret;
    }

    /// <summary>An endpoint of an environment; null where it has none of that id.</summary>
    public WebhookEndpoint? Find(string id, string environment) =>
        file.Row($"SELECT {Columns} FROM webhook_endpoints WHERE id = ? AND environment = ? AND deleted_at IS NULL", Read, id, environment);

    /// <summary>The endpoints of an environment, the newest first.</summary>
    public IReadOnlyList<WebhookEndpoint> Of(string environment) =>
        file.Rows($"SELECT {Columns} FROM webhook_endpoints WHERE environment = ? AND deleted_at IS NULL ORDER BY n DESC", Read, environment);

    /// <summary>Switches an endpoint on or off. What is queued for it waits while it is off.</summary>
    public void Enable(WebhookEndpoint endpoint, bool enabled) => file.Run("UPDATE webhook_endpoints SET enabled = ? WHERE n = ?", enabled ? 1 : 0, endpoint.Number);

    /// <summary>Deletes an endpoint with all that is queued for it, and its secret.</summary>
    public void Delete(WebhookEndpoint endpoint) => file.Together(() =>
        file.Run("UPDATE webhook_endpoints SET deleted_at = ?, secret = x'' WHERE n = ?", file.Now, endpoint.Number)
        + file.Run("DELETE FROM webhook_deliveries WHERE endpoint = ?", endpoint.Number));

    /// <summary>The signature of a body with the secret of an endpoint.</summary>
    /// <exception cref="CryptographicException">The secret was sealed with keys that are not there any more.</exception>
    public string Sign(long endpoint, ReadOnlySpan<byte> body)
    {
        var secret = _seal.Unprotect((byte[])file.Value("SELECT secret FROM webhook_endpoints WHERE n = ?", endpoint)!);
        return Base64Url.EncodeToString(HMACSHA256.HashData(secret, body));
    }

    private static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));

    private static WebhookEndpoint Read(StateRow row) => new(row.Number(0), row.Text(1), new Uri(row.Text(2)), row.Text(3).Split(' '), row.Flag(4), row.Time(5));
}
