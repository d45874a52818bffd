using System.Net;
using System.Net.Sockets;

namespace Connectors.Runtime.Files;

/// <summary>Tells addresses of the public internet from those that lead into somebody's own network.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. Networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        // Within the global unicast addresses: what stands for an address of version 4 (Teredo, 6to4), is for documents or benchmarks, or is no host (ORCHID).
        .. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address may be asked for a file.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowLoopback">Whether this very machine may be.</param>
    public static bool Is(IPAddress address, bool allowLoopback)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return (allowLoopback && IPAddress.IsLoopback(address))
            || ((address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address)) && !NotPublic.Any(n => n.Contains(address)));
    }

    private static IEnumerable<IPNetwork> Networks(params string[] texts) => texts.Select(IPNetwork.Parse);
}
