using System.Collections.Immutable;
using System.Xml;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Telemetry;
using Polly;
using Polly.Retry;

namespace Connectors.Runtime.Sending;

/// <summary>
/// Sends the requests of one account: (1) waits for a turn, (2) builds, (3) sends and takes the reply in within the time allowed, (4) judges it,
/// (5) starts over where that can help. Logs in first where needed, and once more when a reply says the session has expired. What comes back is an answer;
/// everything else is a <see cref="ConnectorException"/>.
/// </summary>
internal sealed partial class VendorClient
{
    private const int LongestDescription = 300;

    private readonly ConnectorOptions _options;
    private readonly string _slug;
    private readonly HttpMessageInvoker _http;
    private readonly RequestBuilder _builder;
    private readonly RequestPace[] _paces;
    private readonly Redactor _redactor;
    private readonly ReplyJudge _judge;
    private readonly ResiliencePipeline _pipeline;
    private readonly AnnouncedLimit?[] _announced;
    private readonly ConnectorDefinition _definition;
    private readonly ConnectionValues _connection;
    private readonly LogIns _logIns;
    private readonly Authentication _auth;
    private readonly Authentication[] _apis;

    /// <exception cref="ConnectorException">The connection's values do not make an address.</exception>
    public VendorClient(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
    {
        _options = options;
        _slug = definition.Descriptor.Slug;
        _http = options.Http ?? SharedHttp.Invoker;
        _builder = new RequestBuilder(definition, connection, options);
        var shared = Pace(definition.Rates, definition.Concurrency, options);
        _paces = [.. definition.Apis.Select(a => a.Rates is { } own ? Pace(own, a.Concurrency, options) : shared)];
        _redactor = new Redactor([.. connection.Secrets, .. Encoded(definition, connection)]);
        _judge = new ReplyJudge(definition.Errors, _redactor, options);
        _pipeline = Pipeline(options);
        _announced = [.. definition.Apis.Select(a => options.KeepRates ? a.Announced ?? definition.Announced : null)];
        _definition = definition;
        _connection = connection;
        _logIns = new LogIns(connection, options, _redactor, LogInAsync, Unexpected);
        _auth = new Authentication(definition.Auth, connection, options.Clock, _logIns.LogInAsync);
        Consents = new Consents(definition, connection, options, _builder, _auth, _logIns, _redactor);
        _apis = [.. definition.Apis.Select(a => a.Auth is { } own ? new Authentication(own, connection, options.Clock, _logIns.LogInAsync) : _auth)];
    }

    /// <summary>The way to the first token, where somebody at the customer's has to agree.</summary>
    public Consents Consents { get; }

    /// <summary>Sends a request until it is answered or there is no point in going on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rules">What replies mean here, before the connector's own rules.</param>
    /// <param name="model">The model it is sent for; for telemetry.</param>
    /// <param name="cancellationToken">Ends it at any point.</param>
    /// <exception cref="ConnectorException">There is no answer.</exception>
    public Task<Reply> SendAsync(VendorRequest request, ImmutableArray<ReplyRule> rules, string model, CancellationToken cancellationToken) =>
        SendAsync(request, _apis[request.Plan.Api], request.IsForeign ? 0 : _apis[request.Plan.Api].Count, null, rules, model, cancellationToken);

    /// <summary>Sends a request of the caller's own until it is answered or there is no point in going on. Any answer is one, be it a refusal: it is kept in the request.</summary>
    /// <exception cref="ConnectorException">There is no answer, or no session can be opened.</exception>
    public async Task AskAsync(VendorRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await SendAsync(request, [], "passthrough", cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException) when (request.Kept is { IsThere: true })
        {
            // It has been judged to see whether to send the request again, which would not help any more.
        }
    }

    /// <summary>Whether what stands at a place of every request to an api authenticates it, so that nobody else may fill it.</summary>
    /// <param name="api">Index of the api.</param>
    /// <param name="place">The place; its name in any case.</param>
    public bool Authenticates(int api, PlaceName place) =>
        AuthOf(api).SelectMany(a => a.Sent).Any(s => IsAt(s, place))
        || _definition.Send.Any(s => IsAt(s, place) && ShowsSecret(s));

    /// <summary>What authenticates the requests to an api.</summary>
    public ImmutableArray<AuthPlan> AuthOf(int api) => _definition.Apis[api].Auth ?? _definition.Auth;

    /// <summary>A text with its secrets hidden.</summary>
    public string Hide(string text) => _redactor.Hide(text);

    /// <summary>A body without the secrets of the account.</summary>
    /// <param name="body">The body.</param>
    /// <param name="charset">The charset that it claims to have; null for none.</param>
    public ReadOnlyMemory<byte> Hide(ReadOnlyMemory<byte> body, string? charset) => _redactor.Hide(body, ReplyBytes.EncodingOf(body.Span, charset, null));

    /// <summary>An address that a reply gave, made absolute and held against the connector's hosts.</summary>
    /// <exception cref="ConnectorException">It is no address, or a foreign one.</exception>
    public Uri Follow(string given, Uri from, string endpoint) => _builder.Addresses.Follow(given, from, endpoint);

    /// <summary>The error for an answer that is not what the spec describes.</summary>
    public ConnectorException Unexpected(Reply reply, string endpoint, string met) =>
        new(ConnectorError.UnexpectedPayload, $"{endpoint}: {met}{ReplyJudge.Quote(_judge.Excerpt(reply))}") { Status = reply.Status, Endpoint = endpoint };

    /// <summary>The error for what went wrong while a reply was read that arrives meanwhile.</summary>
    public Exception Broken(Exception e, Reply reply, string endpoint, CancellationToken cancellationToken) => e switch
    {
        _ when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        XmlException broken => Unexpected(reply, endpoint, _redactor.Clean(reply.Answer?.Describe(broken) ?? "the XML is broken", LongestDescription)),
        RecordFaultException or UnreadableReplyException => Unexpected(reply, endpoint, e.Message),
        _ => Explained(e, endpoint, cancellationToken) ?? e,
    };

    /// <summary>The body of a reply as JSON: of an envelope, the JSON form of its answer.</summary>
    /// <exception cref="ConnectorException">It is broken, or too large, or not whole.</exception>
    public ReadOnlyMemory<byte> Json(Reply reply, string endpoint, CancellationToken cancellationToken)
    {
        if (reply.Faults is [var fault, ..])
        {
            // Without it nobody knows whether what is sought is there.
            throw Unexpected(reply, endpoint, $"a record in the reply is not whole: {fault.Path} {fault.Reason}");
        }

        try
        {
            return reply.ToJson();
        }
        catch (Exception e) when (e is XmlException or RecordFaultException or UnreadableReplyException or TimeoutException or OperationCanceledException or IOException)
        {
            throw Broken(e, reply, endpoint, cancellationToken);
        }
    }

    // What went wrong between sending a request and having its reply; null for anything else.
    private Exception? Explained(Exception e, string endpoint, CancellationToken cancellationToken, bool repeatable = true) => e switch
    {
        // However the cancellation came to light, it is the caller's.
        _ when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        OperationCanceledException or TimeoutException =>
            Failed(ConnectorError.Unavailable, FormattableString.Invariant($"no complete reply within {_options.Timeout.TotalSeconds} s"), endpoint, null, repeatable),
        UnfetchedFileException => Failed(ConnectorError.UnexpectedPayload, $"the file cannot be fetched: {e.Message}", endpoint, null),
        UnreadableFileException => Failed(ConnectorError.InvalidInput, $"the request cannot be made: {e.Message}", endpoint, e),
        UnreadableReplyException => Failed(ConnectorError.UnexpectedPayload, e.Message, endpoint, null),
        HttpRequestException http => Failed(
            http.HttpRequestError is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded ? ConnectorError.UnexpectedPayload : ConnectorError.Unavailable,
            $"the vendor cannot be reached ({http.HttpRequestError})",
            endpoint,
            e,
            repeatable || NeverArrives(http)),
        IOException => Failed(ConnectorError.Unavailable, "the connection broke before the reply was complete", endpoint, e, repeatable),
        _ => null,
    };

    // The connection was never made.
    private static bool NeverArrives(Exception e) => e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
    };

    private ConnectorException Failed(ConnectorError error, string what, string endpoint, Exception? cause, bool repeatable = false) =>
        // What a handler or the system says may name the address, and with it what stands in there.
        new(error, $"{endpoint}: {what}", cause is null || _redactor.Reveals(cause.ToString()) ? null : cause)
        {
            Endpoint = endpoint,
            // A certificate that is not trusted now will not be in a second.
            Repeatable = repeatable && error == ConnectorError.Unavailable && cause is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError },
        };

    /// <summary>Ends the sessions that a request ends. A vendor that does not answer ends them by itself in time, so that no failure is told.</summary>
    public async ValueTask CloseAsync()
    {
        foreach (var auth in _apis.Append(_auth).Distinct())
        {
            foreach (var (plan, count) in auth.Closing())
            {
                try
                {
                    var (credentials, _) = await auth.GetAsync(count, null, CancellationToken.None).ConfigureAwait(false);
                    using var reply = await RunAsync(new VendorRequest(plan.Logout!) { Credentials = credentials, Repeatable = false }, [], "logout", [], CancellationToken.None).ConfigureAwait(false);
                }
                catch (ConnectorException)
                {
                    // Nothing depends on it.
                }
            }

            auth.Clear();
        }
    }

    private static bool IsAt(SentValue value, PlaceName place) => value.At.Place == place.Place && value.At.Name.Equals(place.Name, StringComparison.OrdinalIgnoreCase);

    private bool ShowsSecret(SentValue value)
    {
        try
        {
            return PlacedValue.Of(value, new RequestScope(_connection))?.Values.Any(_redactor.Reveals) == true;
        }
        catch (Exception e) when (e is InvalidOperationException or ConnectorException)
        {
            // It is made of what an entry takes of a log-in.
            return true;
        }
    }

    private static RequestPace Pace(ImmutableArray<RateWindow> rates, int concurrency, ConnectorOptions options) => new(options.KeepRates ? rates : [], concurrency, options.Clock, options.LongestWait);

    private async Task<(Reply Reply, ReadOnlyMemory<byte> Json)> LogInAsync(VendorRequest request, Authentication auth, int position, CancellationToken cancellationToken)
    {
        // Where the request goes to an api that is authenticated otherwise, the entries before it only give it what it names.
        var other = _definition.Apis[request.Plan.Api].IsTokenEndpoint || _apis[request.Plan.Api] == auth ? null : _apis[request.Plan.Api];
        var reply = await SendAsync(request, auth, position, other, [], "login", cancellationToken).ConfigureAwait(false);
        try
        {
            return (reply, Json(reply, request.Endpoint, cancellationToken));
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    private async Task<Reply> SendAsync(
        VendorRequest request, Authentication auth, int count, Authentication? other, ImmutableArray<ReplyRule> rules, string model, CancellationToken cancellationToken)
    {
        var (credentials, open) = await HaveAsync(auth, count, other, null, cancellationToken).ConfigureAwait(false);
        var renewed = new HashSet<SessionPlan>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            try
            {
                return await RunAsync(request with { Credentials = credentials }, rules, model, open, cancellationToken).ConfigureAwait(false);
            }
            catch (StaleSessionException e)
            {
                if (!renewed.Add(open.First(o => o.Session == e.Session).Plan))
                {
                    // Logging in over and over would lock the account rather than help.
                    throw new ConnectorException(ConnectorError.Authentication, $"{request.Endpoint}: the vendor says that a session has expired which has only just been opened") { Endpoint = request.Endpoint };
                }

                // That the session had expired is no answer, whatever comes of the next log-in.
                request.Kept?.Clear();
                (credentials, open) = await HaveAsync(auth, count, other, e.Session, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask<(Credentials Credentials, ImmutableArray<OpenSession> Open)> HaveAsync(
        Authentication auth, int count, Authentication? other, Session? stale, CancellationToken cancellationToken)
    {
        var (credentials, open) = await auth.GetAsync(count, stale, cancellationToken).ConfigureAwait(false);
        if (other is null)
        {
            return (credentials, open);
        }

        var (sent, further) = await other.GetAsync(other.Count, stale, cancellationToken).ConfigureAwait(false);
        return (sent with { Taken = credentials.Taken }, [.. open, .. further]);
    }

    private async Task<Reply> RunAsync(
        VendorRequest request, ImmutableArray<ReplyRule> rules, string model, ImmutableArray<OpenSession> open, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            var attempt = new Attempt(this, request, rules, open, new Origin(_slug, model, request.Endpoint));
            context.Properties.Set(Attempt.Key, attempt);
            return await _pipeline.ExecuteAsync(static (c, a) => a.RunAsync(c.CancellationToken), context, attempt).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Secrets as they travel where they are not sent as they are: the encoded half of a Basic header.</summary>
    private static List<string> Encoded(ConnectorDefinition definition, ConnectionValues connection)
    {
        var scope = new RequestScope(connection);
        var sent = new List<string>();
        var plans = definition.Apis.SelectMany(a => a.Auth ?? []).Concat(definition.Auth).ToList();
        var known = plans.OfType<ConstantAuth>().SelectMany(p => p.Sent).Concat(plans.OfType<SessionPlan>().SelectMany(p => p.Client)).Concat(definition.Send);
        foreach (var value in known.Where(s => s.At == new PlaceName(Place.Header, Authorization.Header)))
        {
            try
            {
                sent.AddRange(PlacedValue.Of(value, scope)?.Values.Select(v => v.Split(' ')[^1]) ?? []);
            }
            catch (Exception e) when (e is InvalidOperationException or ConnectorException)
            {
                // It is made of what a session takes from its log-in, or of a field that is yet to be chosen.
            }
        }

        return sent;
    }

    private static ResiliencePipeline Pipeline(ConnectorOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.Clock };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = options.LongestWait,
                Randomizer = () => Next(options.Random),
                ShouldHandle = static a => ValueTask.FromResult(a.Outcome.Exception is ConnectorException { Repeatable: true }),
                DelayGenerator = static a => ValueTask.FromResult((a.Outcome.Exception as ConnectorException)?.RetryAfter),
                OnRetry = static a =>
                {
                    if (a.Context.Properties.TryGetValue(Attempt.Key, out var attempt))
                    {
                        ConnectorTelemetry.Retry(attempt.Origin);
                    }

                    return default;
                },
            });
        }

        return builder.Build();
    }

    private static double Next(Random random)
    {
        // Only the shared generator may be used by several requests at once.
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
