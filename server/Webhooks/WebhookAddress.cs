using System.Net;
using Connectors.Runtime.Files;

namespace Connectors.Server.Webhooks;

/// <summary>Which addresses events may be sent to. A name is looked at again whenever it is connected to.</summary>
internal static class WebhookAddress
{
    private const int Longest = 2000;

    /// <summary>Takes an address that somebody wrote.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="allowLoopback">Whether it may lead to this very machine.</param>
    /// <returns>The address, or else what is wrong with it, in a sentence.</returns>
    public static (Uri? Address, string? Problem) Take(string? text, bool allowLoopback)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return (null, "Write the whole address, such as https://example.com/webhooks.");
        }

        if (address.UserInfo.Length > 0)
        {
            return (null, "The address may have no user or password in it.");
        }

        if (address.Scheme != Uri.UriSchemeHttps && !(allowLoopback && address.IsLoopback))
        {
            return (null, "The address must begin with https://, so that nobody else reads what is sent.");
        }

        return (address.IsLoopback && !allowLoopback) || (IPAddress.TryParse(address.IdnHost, out var number) && !PublicAddress.Is(number, allowLoopback))
            ? (null, "The address leads to a machine that is not on the public internet.")
            : (address, null);
    }
}
