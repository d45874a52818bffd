using System.Net;
using System.Net.Sockets;

namespace Connectors.Runtime.Files;

/// <summary>The client that fetches files which inputs give by their address.</summary>
internal static class FileHttp
{
    private static readonly Lazy<HttpMessageInvoker> Public = new(() => new HttpMessageInvoker(NewHandler(allowLoopback: false)));
    private static readonly Lazy<HttpMessageInvoker> WithLoopback = new(() => new HttpMessageInvoker(NewHandler(allowLoopback: true)));

    /// <summary>One for all connectors of the process.</summary>
    public static HttpMessageInvoker Shared(bool allowLoopback) => (allowLoopback ? WithLoopback : Public).Value;

    /// <summary>
    /// A handler that connects to public addresses only. It looks at the very address it connects to, so that a name cannot lead to another one in between,
    /// and it goes past proxies, which would connect for it.
    /// </summary>
    private static SocketsHttpHandler NewHandler(bool allowLoopback) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = async (context, cancellationToken) =>
        {
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
            var allowed = addresses.Where(a => PublicAddress.Is(a, allowLoopback)).ToArray();
            if (allowed.Length == 0)
            {
                throw new RefusedAddressException();
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}

/// <summary>A name leads to no public address.</summary>
internal sealed class RefusedAddressException : IOException;
