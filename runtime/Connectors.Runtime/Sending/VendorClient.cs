using System.Collections.Immutable;
using System.Xml;
using Connectors.Runtime.Authorizing;
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
/// (5) starts over where that can help. Where something has to be had first that authenticates requests, it is had before, and once more when a reply says that it has expired. What comes back is an answer; everything else is a <see cref="ConnectorException"/>.
/// </summary>
internal sealed class VendorClient
{
    private const int LongestDescription = 300;
    private const int MostRedirects = 5;

    private readonly ConnectorOptions _options;
    private readonly string _slug;
    private readonly HttpMessageInvoker _http;
    private readonly RequestBuilder _builder;
    private readonly RequestPace[] _paces;
    private readonly Redactor _redactor;
    private readonly ReplyJudge _judge;
    private readonly ResiliencePipeline _pipeline;
    private readonly AnnouncedLimit? _announced;
    private readonly ConnectorDefinition _definition;
    private readonly ConnectionValues _connection;
    private readonly LogIns _logIns;
    private readonly Authentication _auth;
    private readonly Authentication[] _apis;

    /// <summary>Creates a client.</summary>
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
        _announced = options.KeepRates ? definition.Announced : null;
        _definition = definition;
        _connection = connection;
        _logIns = new LogIns(connection, options, _redactor, LogInAsync, Unexpected);
        _auth = new Authentication(definition.Auth, connection, options.Clock, _logIns.LogInAsync);
        _apis = [.. definition.Apis.Select(a => a.Auth is { } own ? new Authentication(own, connection, options.Clock, _logIns.LogInAsync) : _auth)];
    }

    /// <summary>Sends a request until it is answered or there is no point in going on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rules">What replies mean here, before the connector's own rules.</param>
    /// <param name="model">The model it is sent for; for telemetry.</param>
    /// <param name="cancellationToken">Ends it at any point.</param>
    /// <exception cref="ConnectorException">There is no answer.</exception>
    public Task<Reply> SendAsync(VendorRequest request, ImmutableArray<ReplyRule> rules, string model, CancellationToken cancellationToken) =>
        SendAsync(request, _apis[request.Plan.Api], request.IsForeign ? 0 : _apis[request.Plan.Api].Count, null, rules, model, cancellationToken);

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

    /// <summary>Begins to ask somebody at the customer's to agree.</summary>
    /// <exception cref="InvalidOperationException">Nobody has to.</exception>
    public Consent Ask(Uri redirect)
    {
        var (_, code) = CodeOf();
        var (state, verifier) = (Consent.Secret(_options.Nonce), Consent.Secret(_options.Nonce));
        var scope = new RequestScope(_connection);
        var query = new List<PlacedValue>
        {
            Query("response_type", "code"),
            Query("client_id", code.ClientId(scope)),
            Query("redirect_uri", redirect.OriginalString),
            Query("state", state),
            Query("code_challenge", Consent.Challenge(verifier)),
            Query("code_challenge_method", "S256"),
        };
        if (code.Scope.Length > 0)
        {
            query.Add(Query("scope", code.Scope));
        }

        foreach (var extra in code.Extra)
        {
            if (PlacedValue.Of(extra, scope) is { } placed)
            {
                query.Add(placed);
            }
        }

        return new Consent(new UriBuilder(_builder.BaseOf(code.Api)) { Query = QueryText.Write(query) }.Uri, redirect, state, verifier);
    }

    /// <summary>Redeems the code that the vendor sent somebody back with.</summary>
    /// <exception cref="ConnectorException">They have refused, the answer is another's, or the vendor does not take the code.</exception>
    public Task RedeemAsync(Consent consent, Uri answer, CancellationToken cancellationToken)
    {
        var said = QueryText.Read(answer.Query);
        if (said.GetValueOrDefault("state") != consent.State)
        {
            throw new ConnectorException(ConnectorError.Authentication, "the address that somebody was sent back to does not answer this request: its state is another's");
        }

        return said.GetValueOrDefault("code") is { Length: > 0 } code
            ? _logIns.RedeemAsync(_auth, CodeOf().Position, consent, code, cancellationToken)
            : throw new ConnectorException(ConnectorError.Permission, $"the vendor gives no code{ReplyJudge.Quote(said.GetValueOrDefault("error") is { } error ? _redactor.Clean(error, LongestDescription) : null)}");
    }

    private (int Position, CodePlan Code) CodeOf()
    {
        for (var i = 0; i < _auth.Count; i++)
        {
            if (_auth[i] is SessionPlan { Code: { } code })
            {
                return (i, code);
            }
        }

        throw new InvalidOperationException($"Nobody has to agree before {_slug} is used.");
    }

    private static PlacedValue Query(string name, string value) => new(new PlaceName(Place.Query, name), [value]);

    private static RequestPace Pace(ImmutableArray<RateWindow> rates, int concurrency, ConnectorOptions options) => new(options.KeepRates ? rates : [], concurrency, options.Clock);

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
                // It is made of what an entry takes, which is learnt when that is had, or of a field that is yet to be chosen.
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

    private sealed record Attempt(VendorClient Client, VendorRequest Request, ImmutableArray<ReplyRule> Rules, ImmutableArray<OpenSession> Sessions, Origin Origin)
    {
        public static readonly ResiliencePropertyKey<Attempt> Key = new("connectors.attempt");

        public async ValueTask<Reply> RunAsync(CancellationToken cancellationToken)
        {
            using var turn = await Client._paces[Request.Plan.Api].EnterAsync(cancellationToken).ConfigureAwait(false);
            using var activity = ConnectorTelemetry.Begin(Origin);
            var clock = Client._options.Clock;
            var started = clock.GetTimestamp();
            var (status, failed) = ("none", true);
            try
            {
                using var message = Client._builder.Build(Request);
                await SignAsync(message, cancellationToken).ConfigureAwait(false);
                Note(open: true);
                var reply = await ExchangeAsync(message, cancellationToken).ConfigureAwait(false);
                status = reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (Client._announced is { } announced && Client._judge.Announced(reply, announced) is { } pause)
                {
                    Client._paces[Request.Plan.Api].Pause(pause);
                }

                if (OpenSession.Expired(Sessions, reply) is { } expired)
                {
                    reply.Dispose();
                    Note(open: false);
                    throw new StaleSessionException(expired);
                }

                if (Client._judge.Judge(reply, Rules, Request.Endpoint, Request.Repeatable) is { } error)
                {
                    reply.Dispose();
                    // What the spec has sent again was not done.
                    Note(open: reply.Rule?.Retry != true && error.Error is ConnectorError.Unavailable or ConnectorError.UnexpectedPayload);
                    if (error is { Repeatable: true, RetryAfter: { } wait })
                    {
                        Client._paces[Request.Plan.Api].Pause(wait);
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

        private async ValueTask SignAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            foreach (var signature in Request.Credentials.Signatures)
            {
                if (message.Content is { } content)
                {
                    await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
                }

                var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                signature.Sign(new RequestToSign(message, body, Client._connection, Client._options.Clock.GetUtcNow()));
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
            var response = await FollowAsync(message, either.Token).ConfigureAwait(false);
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

        // A redirect is the vendor's own word on where its data is; it is followed only where the spec says so, and never away from the connector's hosts.
        private async Task<HttpResponseMessage> FollowAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            var response = await SendAsync(message, cancellationToken).ConfigureAwait(false);
            for (var hops = 0; Client._definition.FollowsRedirects && hops < MostRedirects && Redirect(message, response) is { } address; hops++)
            {
                response.Dispose();
                // The handler has done with the first message; a body is made anew, where it is sent again at all.
                using var next = Client._builder.Build(Request with { Address = address });
                await SignAsync(next, cancellationToken).ConfigureAwait(false);
                response = await SendAsync(next, cancellationToken).ConfigureAwait(false);
            }

            return response;
        }

        private Uri? Redirect(HttpRequestMessage message, HttpResponseMessage response) =>
            (response.StatusCode is System.Net.HttpStatusCode.TemporaryRedirect or System.Net.HttpStatusCode.PermanentRedirect
                || (message.Method == HttpMethod.Get && response.StatusCode is System.Net.HttpStatusCode.MovedPermanently or System.Net.HttpStatusCode.Found or System.Net.HttpStatusCode.SeeOther))
            && response.Headers.Location is { } location && Uri.TryCreate(message.RequestUri!, location, out var address) && Client._builder.Allows(address)
                ? address
                : null;

        private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
            // An HttpClient would take the whole body in before we could bound it.
            Client._http is HttpClient client
                ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                : Client._http.SendAsync(message, cancellationToken);
    }
}
