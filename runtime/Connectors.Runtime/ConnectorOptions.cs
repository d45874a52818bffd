using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Telemetry;

namespace Connectors.Runtime;

/// <summary>Clock, HTTP and bounds of a connector.</summary>
public sealed record ConnectorOptions
{
    /// <summary>Sends requests. It must not follow redirects or add credentials; null uses one shared by all connectors of the process.</summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>Replaces the address of the default api (scheme, host, port and base path); its host may be asked too. Null for the vendor's own.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>Replace the addresses of the apis after the default one, in the order of the spec, as <see cref="BaseAddress"/> does for that; an api without one here keeps the vendor's.</summary>
    public IReadOnlyList<Uri> OtherAddresses { get; init; } = [];

    /// <summary>Tells the time for waits, limits, tokens and windows of time. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Randomness for the spread of retries.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Makes that many random bytes, for nonces. Default the system's secure generator.</summary>
    public Func<int, byte[]> Nonce { get; init; } = System.Security.Cryptography.RandomNumberGenerator.GetBytes;

    /// <summary>Keeps what the vendor has granted to this account, where somebody there has to agree; null where nobody has to.</summary>
    public ITokenStore? Tokens { get; init; }

    /// <summary>Called after every request, from many threads at once and while the next request waits: it has to return at once, and may not throw. Null for nobody.</summary>
    public Action<SentRequest>? Sent { get; init; }

    /// <summary>Whether the rates the vendor publishes are kept. Default true; only a stand-in for the vendor, which sets no limit, can do without.</summary>
    public bool KeepRates { get; init; } = true;

    /// <summary>How often a request is sent again at most. Default 4.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>
    /// The longest wait that a vendor is granted: before a request is sent again, and before the next one where a reply says that none is left. Where one asks for more, the
    /// request fails with <see cref="Errors.ConnectorError.RateLimited"/>. Default 2 minutes.
    /// </summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one request may take, its reply included; of a reply that is read while it arrives, what is done with its records in between does not count. Default 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The largest reply, after decompression, in bytes. Default 64 MiB.</summary>
    public int LargestReply { get; init; } = 64 * 1024 * 1024;

    /// <summary>How deep a reply may nest. Default 64.</summary>
    public int DeepestReply { get; init; } = 64;

    /// <summary>The largest file an action sends, in bytes. Default 25 MiB.</summary>
    public long LargestFile { get; init; } = 25 * 1024 * 1024;

    /// <summary>How long it may take to fetch a file that an input gives by its address. Default 60 seconds.</summary>
    public TimeSpan FileTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Fetches files that inputs give by their address. It must not follow redirects. Null uses a client that connects to public addresses only and past every
    /// proxy; with another one, only addresses that are written as numbers are held back, and it has to see to the rest itself.
    /// </summary>
    public HttpMessageInvoker? FileHttp { get; init; }

    /// <summary>Whether files may be fetched from this very machine. Default false; for tests.</summary>
    public bool AllowLoopbackFiles { get; init; }

    /// <summary>How long a table of the vendor's that values are looked up in is good, before a read asks for it again. Default 1 hour.</summary>
    public TimeSpan TablesLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many pages one read may have. Default 1,000,000.</summary>
    public int MostPages { get; init; } = 1_000_000;

    /// <summary>How many empty pages in a row end a read with an error, where the vendor says there is more. Default 10.</summary>
    public int MostEmptyPages { get; init; } = 10;

    /// <summary>
    /// How many elements may be read of a list that is kept as a whole: the files of an action, the choices of a connection field, and the records that one is looked
    /// for in. Pages after so many are not asked for: it is an error, since what would be found there must not pass for missing. Default 10,000.
    /// </summary>
    public int LongestList { get; init; } = 10_000;
}
