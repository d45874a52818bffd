namespace Connectors.Runtime.Requests;

/// <summary>
/// Where requests, and the credentials in them, may go: to the origin of a base address, or over TLS to a host that a base address or the
/// spec names. An address that a vendor gives is held against it before anything is sent.
/// </summary>
internal sealed class AllowedHosts(IReadOnlyList<Uri> bases, IReadOnlyList<string> patterns)
{
    /// <summary>Whether a request may go there.</summary>
    public bool Allows(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && (bases.Any(b => SameOrigin(b, address)) || (IsPlainTls(address) && (bases.Any(b => SameHost(b.IdnHost, address)) || patterns.Any(p => Matches(p, address)))));

    private static bool SameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && SameHost(one.IdnHost, other);

    private static bool SameHost(string host, Uri address) => string.Equals(host, address.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlainTls(Uri address) => address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort;

    private static bool Matches(string pattern, Uri address) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? address.IdnHost.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : SameHost(pattern, address);
}
