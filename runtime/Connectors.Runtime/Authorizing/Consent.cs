using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Connectors.Runtime.Authorizing;

/// <summary>A request to somebody at the customer's to agree, which is under way: keep it until the vendor has sent them back. <see cref="ToString"/> shows no secret.</summary>
/// <param name="Address">Where they are sent to agree.</param>
/// <param name="Redirect">Where the vendor sends them back to.</param>
/// <param name="State">What the address they come back with must say, so that it answers this request and no other.</param>
/// <param name="Verifier">The secret that proves that the code is redeemed by whoever asked for it (RFC 7636).</param>
public sealed record Consent(Uri Address, Uri Redirect, string State, string Verifier)
{
    private const int Bytes = 32;

    /// <summary>A text that nobody can foresee.</summary>
    internal static string Secret(Func<int, byte[]> random) => Base64Url.EncodeToString(random(Bytes));

    /// <summary>What the vendor learns of the verifier in advance: its hash.</summary>
    internal static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(Consent)} {{ {Redirect} }}";
}
