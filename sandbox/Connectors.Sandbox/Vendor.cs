using System.Collections.Concurrent;
using System.Diagnostics;
using Connectors.Sandbox.Access;
using Connectors.Sandbox.Actions;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Rest;
using Connectors.Sandbox.Serving;
using Connectors.Sandbox.Shapes;
using Connectors.Sandbox.Soap;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox;

/// <summary>Plays the vendor of a spec: credentials, then the address, then the contract, then the answer, with the faults that strike on the way.</summary>
internal sealed class Vendor
{
    /// <summary>The largest body of a request in bytes: several files in base64 fit.</summary>
    public const int LargestBody = 1 << 28;

    private readonly ConnectorSpec _spec;
    private readonly RestEndpoint _rest;
    private readonly SoapEndpoint? _soap;
    private readonly Gates _gates;
    private readonly TokenEndpoint _tokens;
    private readonly UploadPlace _uploads;
    private readonly ReplySender _sender;
    private readonly ConcurrentBag<Renderer> _renderers = [];
    private readonly IReadOnlyList<(PathString Path, ApiSpec Api)> _bases;
    private readonly Action<SandboxRequest>? _log;
    private long _requestCount;

    /// <summary>Prepares every answer.</summary>
    public Vendor(SandboxOptions options, World world, VendorClock clock, IReadOnlyDictionary<string, string> connection, IReadOnlyList<(PathString Path, ApiSpec Api)> bases)
    {
        _spec = options.Spec;
        var written = options.Contract;

        // From here on everything is plain JSON.
        options = options with { Contract = ContractFormats.Apply(written, _spec.Transport.Apis) };
        _bases = [.. bases.OrderByDescending(b => b.Path.Value?.Length ?? 0)];
        _log = options.Log;
        World = world;
        Clock = clock;
        var planner = new SourcePlanner(_spec, options.Contract, world, new MeaningReader(options.Vocabulary) { OwnPart = model => _spec.Models.FirstOrDefault(m => m.Name == model) is { } found ? TwoParts.Own(found) : -1 });
        List<SourcePlan> plans = [.. planner.Plan()];
        var steps = new StepPlanner(_spec, options.Contract, options.Vocabulary, world, planner, plans).Plan();
        Journal = new Journal();
        _uploads = new UploadPlace(_spec, Journal, LargestBody);
        var performer = new Performer(_spec, options.Contract, world, clock, steps, plans, connection, Journal, _uploads);
        var answers = new Answers(_spec, options.Contract, world, clock, planner, plans, performer, connection);
        _gates = new Gates(_spec, connection, bases, clock, options.Seed);
        _tokens = new TokenEndpoint(_spec, connection, options.Seed);
        _rest = new RestEndpoint(_spec, written, options.Contract, answers, _gates, LargestBody);
        _soap = _spec.Transport.Apis.Any(a => a.Soap != 0) ? new SoapEndpoint(options, answers, _gates) : null;
        Limits = new VendorLimits(_spec.Transport.Limits);
        _sender = new ReplySender(options.Compress, Limits, clock);
        Faults = new FaultInjector(options.Faults, options.Seed, Limits);
    }

    /// <summary>The records.</summary>
    public World World { get; }

    /// <summary>The vendor's time.</summary>
    public VendorClock Clock { get; }

    /// <summary>The requests of actions.</summary>
    public Journal Journal { get; }

    /// <summary>How many requests the vendor has counted.</summary>
    public VendorLimits Limits { get; }

    /// <summary>What goes wrong.</summary>
    public FaultInjector Faults { get; set; }

    /// <summary>A refresh token as if somebody had agreed; null where nobody has to.</summary>
    public string? RefreshToken => _tokens.RefreshToken;

    /// <summary>How many requests came in.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _requestCount);
        var to = _renderers.TryTake(out var free) ? free : new Renderer();
        try
        {
            if (UploadPlace.IsAsked(http.Request))
            {
                await _uploads.AnswerAsync(http).ConfigureAwait(false);
                _log?.Invoke(new SandboxRequest(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Response.StatusCode, 0, [], Stopwatch.GetElapsedTime(started)));
                return;
            }

            var (path, api) = PathOf(http.Request);
            http.Response.Headers.Date = Clock.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            var (length, faults) = api is { Soap: not 0 } && _soap is not null && path == "/"
                ? await HandleSoapAsync(http, _soap, api, to).ConfigureAwait(false)
                : api is { IsTokenEndpoint: true } && path == "/" && _gates.TokensOf(api) is { } tokens
                ? await HandleTokensAsync(http, tokens, api, to).ConfigureAwait(false)
                : await HandleRestAsync(http, api, path, to).ConfigureAwait(false);
            _log?.Invoke(new SandboxRequest(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Response.StatusCode, length, faults, Stopwatch.GetElapsedTime(started)));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody is left to answer.
        }
        finally
        {
            to.Reset();
            _renderers.Add(to);
        }
    }

    private async Task<(int Length, IReadOnlyList<FaultKind> Faults)> HandleRestAsync(HttpContext http, ApiSpec? api, string? path, Renderer to)
    {
        var call = _rest.Find(http.Request, api, path);
        var strike = Faults.Next(call.Operation?.Path, Clock.Now);
        await DelayAsync(http, strike).ConfigureAwait(false);
        if (!await FaultReplies.TryAnswerAsync(http, strike, call.IsXml).ConfigureAwait(false))
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var reply = await _rest.AnswerAsync(http.Request, call, strike, FaultReplies.ProblemOf(strike, Clock.Now, _spec, headers), to, headers).ConfigureAwait(false);
            await _sender.SendAsync(http, reply, headers, strike).ConfigureAwait(false);
        }

        return (to.Buffer.WrittenCount, [.. strike.Kinds]);
    }

    private async Task<(int Length, IReadOnlyList<FaultKind> Faults)> HandleTokensAsync(HttpContext http, LogIn tokens, ApiSpec api, Renderer to)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var status = await _tokens.AnswerAsync(http.Request, tokens, api, name => _gates.Told(http.Request, name), to.Json, headers).ConfigureAwait(false);
        await _sender.SendAsync(http, new VendorReply(status, "application/json; charset=utf-8", to.Buffer.WrittenMemory), headers, Strike.Nothing).ConfigureAwait(false);
        return (to.Buffer.WrittenCount, []);
    }

    private async Task<(int Length, IReadOnlyList<FaultKind> Faults)> HandleSoapAsync(HttpContext http, SoapEndpoint soap, ApiSpec api, Renderer to)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            var description = HttpMethods.IsGet(http.Request.Method) ? soap.Describe(http.Request) : null;
            await _sender.SendAsync(http, new VendorReply(description is null ? 405 : 200, "text/xml; charset=utf-8", description ?? []), headers, Strike.Nothing).ConfigureAwait(false);
            return (description?.Length ?? 0, []);
        }

        var call = await soap.ReadAsync(http.Request).ConfigureAwait(false);
        var strike = Faults.Next(call.Operation?.Path, Clock.Now);
        await DelayAsync(http, strike).ConfigureAwait(false);
        if (await FaultReplies.TryAnswerAsync(http, strike, xml: true).ConfigureAwait(false))
        {
            return (0, [.. strike.Kinds]);
        }

        var reply = soap.Answer(http.Request, api, call, strike, FaultReplies.ProblemOf(strike, Clock.Now, _spec, headers), to, headers);
        await _sender.SendAsync(http, reply, headers, strike).ConfigureAwait(false);
        return (reply.Body.Length, [.. strike.Kinds]);
    }

    private static Task DelayAsync(HttpContext http, Strike strike) =>
        strike.Of(FaultKind.Latency) is { } late ? Task.Delay(late.Amount, http.RequestAborted) : Task.CompletedTask;

    private (string? Path, ApiSpec? Api) PathOf(HttpRequest request)
    {
        var raw = new PathString(request.Path.Value);
        foreach (var (start, api) in _bases)
        {
            if (raw.StartsWithSegments(start, StringComparison.Ordinal, out var rest))
            {
                return (rest.Value is { Length: > 0 } path ? path : "/", api);
            }
        }

        return (null, null);
    }
}
