namespace Connectors.Runtime.Sending;

/// <summary>How connectors speak HTTP when nobody says otherwise.</summary>
internal static class SharedHttp
{
    private static readonly Lazy<HttpMessageInvoker> Shared = new(() => new HttpMessageInvoker(NewHandler()));

    /// <summary>One for all connectors of the process: connections are pooled per host, so sharing costs nothing and saves sockets.</summary>
    public static HttpMessageInvoker Invoker => Shared.Value;

    /// <summary>
    /// A handler that leaves to the runtime what the runtime must decide: it follows no redirects (credentials would travel along), keeps no
    /// cookies (accounts would share them), does not decompress (nothing would bound the result) and tells no trace ids to vendors.
    /// </summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        // Long enough to reuse connections, short enough to notice that a name has moved.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
