using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Telemetry;
using Polly;
using Polly.Retry;

namespace Connectors.Runtime.Sending;

/// <summary>
/// Sends the requests of one account: (1) waits for a turn, (2) builds, (3) sends and takes the reply in within the time allowed, (4) judges it,
/// (5) starts over where that can help. Where the vendor wants a session, it logs in before, and once more when a reply says that the session has expired. What comes back is an answer; everything else is a <see cref="ConnectorException"/>.
/// </summary>
internal sealed class VendorClient
{
    private const int LongestDescription = 300;

    private readonly ConnectorOptions _options;
    private readonly string _slug;
    private readonly HttpMessageInvoker _http;
    private readonly RequestBuilder _builder;
    private readonly RequestPace _pace;
    private readonly Redactor _redactor;
    private readonly ReplyJudge _judge;
    private readonly ResiliencePipeline _pipeline;
    private readonly AnnouncedLimit? _announced;
    private readonly SessionPlan? _plan;
    private readonly Sessions? _sessions;

    /// <summary>Creates a client.</summary>
    /// <exception cref="ConnectorException">The connection's values do not make an address.</exception>
    public VendorClient(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
    {
        _options = options;
        _slug = definition.Descriptor.Slug;
        _http = options.Http ?? SharedHttp.Invoker;
        _builder = new RequestBuilder(definition, connection, options);
        _pace = new RequestPace(options.KeepRates ? definition.Rates : [], definition.Concurrency, options.Clock);
        _redactor = new Redactor([.. connection.Secrets, .. Encoded(definition, connection)]);
        _judge = new ReplyJudge(definition.Errors, _redactor, options);
        _pipeline = Pipeline(options);
        _announced = options.KeepRates ? definition.Announced : null;
        _plan = definition.Session;
        _sessions = _plan is null ? null : new Sessions(options.Clock, LogInAsync);
    }

    /// <summary>Sends a request until it is answered or there is no point in going on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rules">What replies mean here, before the connector's own rules.</param>
    /// <param name="model">The model it is sent for; for telemetry.</param>
    /// <param name="cancellationToken">Ends it at any point.</param>
    /// <exception cref="ConnectorException">There is no answer.</exception>
    public async Task<Reply> SendAsync(VendorRequest request, ImmutableArray<ReplyRule> rules, string model, CancellationToken cancellationToken)
    {
        if (_sessions is null)
        {
            return await RunAsync(request, rules, model, [], cancellationToken).ConfigureAwait(false);
        }

        var session = await _sessions.GetAsync(null, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(request with { Taken = session.Taken }, rules, model, _plan!.Stale, cancellationToken).ConfigureAwait(false);
        }
        catch (StaleSessionException)
        {
            session = await _sessions.GetAsync(session, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await RunAsync(request with { Taken = session.Taken }, rules, model, _plan!.Stale, cancellationToken).ConfigureAwait(false);
        }
        catch (StaleSessionException)
        {
            // Logging in over and over would lock the account rather than help.
            throw new ConnectorException(ConnectorError.Authentication, $"{request.Endpoint}: the vendor says that a session has expired which has only just been opened") { Endpoint = request.Endpoint };
        }
    }

    /// <summary>An address that a reply gave, made absolute and held against the connector's hosts.</summary>
    /// <exception cref="ConnectorException">It is no address, or a foreign one.</exception>
    public Uri Follow(string given, Uri from, string endpoint) => _builder.Follow(given, from, endpoint);

    /// <summary>The error for an answer that is not what the spec describes.</summary>
    public ConnectorException Unexpected(Reply reply, string endpoint, string met) =>
        new(ConnectorError.UnexpectedPayload, $"{endpoint}: {met}{ReplyJudge.Quote(_judge.Excerpt(reply))}") { Status = reply.Status, Endpoint = endpoint };

    /// <summary>The error for what went wrong while a reply was read that arrives meanwhile.</summary>
    public Exception Broken(Exception e, Reply reply, string endpoint, CancellationToken cancellationToken) => e switch
    {
        _ when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        XmlException broken => Unexpected(reply, endpoint, _redactor.Clean(reply.Answer?.Describe(broken) ?? "the XML is broken", LongestDescription)),
        RecordFaultException fault => Unexpected(reply, endpoint, fault.Message),
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

    // A life that is not said in a way that makes sense is no reason to refuse a session that works.
    private TimeSpan? Lives(ReadOnlyMemory<byte> json) =>
        _plan!.LivesFrom is { } life
        && double.TryParse(JsonPath.Parse(life.Path).Text(json.Span), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units)
        && units * life.Unit.TotalSeconds is > 0 and < int.MaxValue
            ? units * life.Unit
            : _plan.Lives;

    private async Task<Session> LogInAsync(CancellationToken cancellationToken)
    {
        var began = _options.Clock.GetTimestamp();
        var request = new VendorRequest(_plan!.Login);
        using var reply = await RunAsync(request, [], "login", [], cancellationToken).ConfigureAwait(false);
        var json = Json(reply, request.Endpoint, cancellationToken);
        var taken = ReplyValues.Of(_plan.Take, reply, json);
        if (_plan.Take.FirstOrDefault(v => !taken.ContainsKey(v.Name)) is { } missing)
        {
            throw Unexpected(reply, request.Endpoint, $"the reply to the log-in has no value at {ReplyValues.Place(missing)}");
        }

        _redactor.Learn(taken.Values);
        return new Session(taken, began, Lives(json));
    }

    private async Task<Reply> RunAsync(
        VendorRequest request, ImmutableArray<ReplyRule> rules, string model, ImmutableArray<ReplyRule> stale, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            var attempt = new Attempt(this, request, rules, stale, new Origin(_slug, model, request.Endpoint));
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
        foreach (var value in definition.Send.Where(s => s.At == new PlaceName(Place.Header, Authorization.Header)).SelectMany(s => s.Values))
        {
            sent.Add(value(scope).Split(' ')[^1]);
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

    private sealed record Attempt(VendorClient Client, VendorRequest Request, ImmutableArray<ReplyRule> Rules, ImmutableArray<ReplyRule> Stale, Origin Origin)
    {
        public static readonly ResiliencePropertyKey<Attempt> Key = new("connectors.attempt");

        public async ValueTask<Reply> RunAsync(CancellationToken cancellationToken)
        {
            using var turn = await Client._pace.EnterAsync(cancellationToken).ConfigureAwait(false);
            using var activity = ConnectorTelemetry.Begin(Origin);
            var clock = Client._options.Clock;
            var started = clock.GetTimestamp();
            var (status, failed) = ("none", true);
            try
            {
                using var message = Client._builder.Build(Request);
                Note(open: true);
                var reply = await ExchangeAsync(message, cancellationToken).ConfigureAwait(false);
                status = reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (Client._announced is { } announced && Client._judge.Announced(reply, announced) is { } pause)
                {
                    Client._pace.Pause(pause);
                }

                if (ReplyJudge.Holds(Stale, reply))
                {
                    reply.Dispose();
                    Note(open: false);
                    throw new StaleSessionException();
                }

                if (Client._judge.Judge(reply, Rules, Request.Endpoint, Request.Repeatable) is { } error)
                {
                    reply.Dispose();
                    // What the spec has sent again was not done.
                    Note(open: reply.Rule?.Retry != true && error.Error is ConnectorError.Unavailable or ConnectorError.UnexpectedPayload);
                    if (error is { Repeatable: true, RetryAfter: { } wait })
                    {
                        Client._pace.Pause(wait);
                    }

                    throw error;
                }

                failed = false;
                return reply;
            }
            finally
            {
                ConnectorTelemetry.End(Origin, activity, clock.GetElapsedTime(started), status, failed);
            }
        }

        private void Note(bool open)
        {
            if (Request.Delivery is { } delivery)
            {
                delivery.IsOpen = open;
            }
        }

        private async Task<Reply> ExchangeAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            try
            {
                return await TakeAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (Client.Explained(e, Request.Endpoint, cancellationToken, Request.Repeatable) is { } explained)
            {
                if (NeverArrives(e) || e is UnreadableFileException)
                {
                    Note(open: false);
                }

                throw explained;
            }
        }

        private async Task<Reply> TakeAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            var options = Client._options;
            var started = options.Clock.GetTimestamp();
            using var timeout = new CancellationTokenSource(options.Timeout, options.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var response = await SendAsync(message, either.Token).ConfigureAwait(false);
            if (Request.Plan.Soap is not null)
            {
                // It may be larger than memory. What is left of it is read by whoever reads its records, after this turn: a reader that waits for
                // another request, for the children of a record, must not keep that from being sent.
                return await Reply.OpenAsync(response, message.RequestUri!, options, options.Timeout - options.Clock.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
            }

            using (response)
            {
                var reply = await Reply.ReadAsync(response, message.RequestUri!, options.LargestReply, either.Token).ConfigureAwait(false);
                if (Request.Plan.Format is { } format)
                {
                    reply.Unfold(format, options.DeepestReply);
                }

                return reply;
            }
        }

        private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
            // An HttpClient would take the whole body in before we could bound it.
            Client._http is HttpClient client
                ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                : Client._http.SendAsync(message, cancellationToken);
    }
}
