using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Connectors.Sandbox.Access;
using Connectors.Sandbox.Actions;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Formats;
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

    private const int SmallestZipped = 1024;

    private readonly ConnectorSpec _spec;
    private readonly Dictionary<string, Routes> _routes;
    private readonly Answers _answers;
    private readonly SoapEndpoint? _soap;
    private readonly Gates _gates;
    private readonly TokenEndpoint _tokens;
    private readonly Contract _contract;
    private readonly UploadPlace _uploads;
    private readonly FormReader _forms;
    private readonly Dictionary<string, VendorFormat> _formats = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Part, string Method, string Path), ContractOperation> _written;
    private readonly RequestCheck _requests;
    private readonly ErrorReply _errors;
    private readonly ConcurrentBag<Renderer> _renderers = [];
    private readonly IReadOnlyList<(PathString Path, ApiSpec Api)> _bases;
    private readonly Action<SandboxRequest>? _log;
    private readonly bool _compress;
    private long _requestCount;

    /// <summary>Prepares every answer.</summary>
    public Vendor(SandboxOptions options, World world, VendorClock clock, IReadOnlyDictionary<string, string> connection, IReadOnlyList<(PathString Path, ApiSpec Api)> bases)
    {
        _spec = options.Spec;
        _written = options.Contract.Operations.GroupBy(o => (o.Part, o.Method, o.Path)).ToDictionary(g => g.Key, g => g.First());
        var seen = ContractFormats.Apply(options.Contract, _spec.Transport.Apis);
        foreach (var api in _spec.Transport.Apis)
        {
            if (VendorFormat.Of(api, options.Contract, seen) is { } format)
            {
                _formats.Add(api.Name, format);
            }
        }

        // From here on everything is plain JSON.
        options = options with { Contract = seen };
        _bases = [.. bases.OrderByDescending(b => b.Path.Value?.Length ?? 0)];
        _log = options.Log;
        _compress = options.Compress;
        World = world;
        Clock = clock;
        var planner = new SourcePlanner(_spec, options.Contract, world, new MeaningReader(options.Vocabulary) { OwnPart = model => _spec.Models.FirstOrDefault(m => m.Name == model) is { } found ? TwoParts.Own(found) : -1 });
        List<SourcePlan> plans = [.. planner.Plan()];
        var steps = new StepPlanner(_spec, options.Contract, options.Vocabulary, world, planner, plans).Plan();
        Journal = new Journal();
        _uploads = new UploadPlace(_spec, Journal, LargestBody);
        _forms = new FormReader(options.Contract, LargestBody);
        var performer = new Performer(_spec, options.Contract, world, clock, steps, plans, connection, Journal, _uploads);
        _answers = new Answers(_spec, options.Contract, world, clock, planner, plans, performer, connection);
        _routes = options.Contract.Parts.ToDictionary(p => p, p => new Routes([.. options.Contract.Operations.Where(o => o.Soap is null && o.Part == p)]), StringComparer.Ordinal);
        _gates = new Gates(_spec, connection, bases, clock, options.Seed);
        _tokens = new TokenEndpoint(_spec, connection, options.Seed);
        _requests = new RequestCheck(options.Contract, [.. _gates.All.SelectMany(g => g.QueryNames), .. SentNames(), AskedPage.LinkParameter]);
        _errors = new ErrorReply(_spec, options.Contract);
        _contract = options.Contract;
        _soap = _spec.Transport.Apis.Any(a => a.Soap != 0) ? new SoapEndpoint(options, _answers, _gates) : null;
        Limits = new VendorLimits(_spec.Transport.Limits);
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
        var values = new Dictionary<string, string>();
        var known = false;
        var operation = path is null || api is null ? null : _routes[api.Contract].Find(http.Request.Method, path, out values, out known);
        var strike = Faults.Next(operation?.Path, Clock.Now);
        await DelayAsync(http, strike).ConfigureAwait(false);
        if (!await FaultReplies.TryAnswerAsync(http, strike, xml: operation?.Output is not null).ConfigureAwait(false))
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            var format = api is null || operation is null or { Format: FormatKind.Json } ? null : _formats.GetValueOrDefault(api.Name);
            var status = await AnswerAsync(http.Request, api, operation, values, known, format, strike, to, headers).ConfigureAwait(false);
            var reply = new VendorReply(status, "application/json; charset=utf-8", to.Buffer.WrittenMemory);
            if (format is not null && status is >= 200 and < 300 and not SourcePlan.NoContent)
            {
                reply = new VendorReply(status, format.ContentTypeOf(Written(operation!)), format.Write(Written(operation!), http.Request, reply.Body));
            }
            else if (status >= 400 && api is not null && _formats.GetValueOrDefault(api.Name) is { } spoken && _errors.Speaker(operation, status) is { } speaker && spoken.WriteRefusal(Written(speaker), status, reply.Body) is { } refusal)
            {
                reply = new VendorReply(status, spoken.ContentType, refusal);
            }

            await SendAsync(http, reply, headers, strike).ConfigureAwait(false);
        }

        return (to.Buffer.WrittenCount, [.. strike.Kinds]);
    }

    private async Task<(int Length, IReadOnlyList<FaultKind> Faults)> HandleTokensAsync(HttpContext http, LogIn tokens, ApiSpec api, Renderer to)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var status = await _tokens.AnswerAsync(http.Request, tokens, api, name => _gates.Told(http.Request, name), to.Json, headers).ConfigureAwait(false);
        await SendAsync(http, new VendorReply(status, "application/json; charset=utf-8", to.Buffer.WrittenMemory), headers, Strike.Nothing).ConfigureAwait(false);
        return (to.Buffer.WrittenCount, []);
    }

    private async Task<(int Length, IReadOnlyList<FaultKind> Faults)> HandleSoapAsync(HttpContext http, SoapEndpoint soap, ApiSpec api, Renderer to)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            var description = HttpMethods.IsGet(http.Request.Method) ? soap.Describe(http.Request) : null;
            await SendAsync(http, new VendorReply(description is null ? 405 : 200, "text/xml; charset=utf-8", description ?? []), headers, Strike.Nothing).ConfigureAwait(false);
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
        await SendAsync(http, reply, headers, strike).ConfigureAwait(false);
        return (reply.Body.Length, [.. strike.Kinds]);
    }

    private static Task DelayAsync(HttpContext http, Strike strike) =>
        strike.Of(FaultKind.Latency) is { } late ? Task.Delay(late.Amount, http.RequestAborted) : Task.CompletedTask;

    private IEnumerable<string> SentNames() =>
        _spec.Transport.Send.Concat(_spec.Sources.SelectMany(s => s.Request.Send)).Concat(_spec.Actions.SelectMany(a => a.Steps).SelectMany(s => s.Request.Send.Concat(s.Find?.Request.Send ?? default))).Where(s => s.At.Kind == PlaceKind.Query).Select(s => s.At.Name);

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

    // An operation as the vendor describes it.
    private ContractOperation Written(ContractOperation operation) => _written[(operation.Part, operation.Method, operation.Path)];

    private async Task<int> AnswerAsync(HttpRequest http, ApiSpec? api, ContractOperation? operation, Dictionary<string, string> values, bool known, VendorFormat? format, Strike strike, Renderer to, Dictionary<string, string> headers)
    {
        if (FaultReplies.ProblemOf(strike, Clock.Now, _spec, headers) is { } fault)
        {
            return _errors.Write(to, fault, operation, []);
        }

        var asked = new VendorRequest { Http = http, Operation = operation ?? new ContractOperation { Method = http.Method, Path = "" }, PathValues = values };
        var logIn = operation is null || api is null ? null : _gates.LogInOf(asked, api);
        if (Refuses(asked, api, logIn, strike) is { } refusal)
        {
            return _errors.Write(to, refusal.Problem, operation, []);
        }

        if (operation is null || api is null)
        {
            return _errors.Write(to, known ? new VendorProblem(405, "The method is not allowed here.") : VendorProblem.NotFound("There is nothing at this address."), null, []);
        }

        if (http.ContentLength > LargestBody)
        {
            return _errors.Write(to, new VendorProblem(413, "The body is too large."), operation, []);
        }

        var form = FormReader.Of(operation, http);
        using var body = await (form is not null ? _forms.ReadAsync(form, http) : format is null ? ReadBody.JsonAsync(http) : format.ReadAsync(Written(operation), http)).ConfigureAwait(false);
        var request = new VendorRequest { Http = http, Operation = operation, PathValues = values, Body = body.Json?.RootElement, Form = form, Sent = body.Sent };
        if ((body.Problem ?? _requests.Problem(request)) is { } problem)
        {
            return _errors.Write(to, problem, operation, []);
        }

        if (logIn is not null)
        {
            return Begin(logIn, request, to, headers);
        }

        if (_gates.LogOutOf(request, api) is { } end)
        {
            end.Gate.End(request, end.Position);
            FilledReply.WriteEmpty(_contract, to.Json, operation);
            return SourcePlan.StatusOf(operation);
        }

        return _answers.Write(request, strike, to, headers, out var rules) is { } refused ? _errors.Write(to, refused, operation, rules)
            : HasNothing(to, operation) ? SourcePlan.NoContent
            : SourcePlan.StatusOf(operation);
    }

    // A page without a record has no body where the contract knows such an answer.
    private static bool HasNothing(Renderer to, ContractOperation operation)
    {
        if (to.Page is not { Count: 0 } || operation.Replies.All(r => r.Status != SourcePlan.NoContent))
        {
            return false;
        }

        to.Buffer.ResetWrittenCount();
        return true;
    }

    private Refusal? Refuses(VendorRequest request, ApiSpec? api, LogIn? logIn, Strike strike)
    {
        var gate = _gates.Of(api);
        if (logIn is null)
        {
            return gate.Check(request, gate.Count, strike);
        }

        // A log-in has no session yet that could end.
        strike.Spare(FaultKind.SessionExpired);
        return gate.Check(request, gate == logIn.Gate ? logIn.Position : gate.Count, Strike.Nothing);
    }

    private int Begin(LogIn logIn, VendorRequest request, Renderer to, Dictionary<string, string> headers)
    {
        if (!logIn.Gate.Carries(request, logIn.Sessions.Spec.Login!.Send, logIn.Position))
        {
            return _errors.Write(to, VendorProblem.Unauthorised, request.Operation, []);
        }

        var says = logIn.Sessions.Begin(headers, name => _gates.Told(request.Http, name));
        new FilledReply(_contract, logIn.Sessions.LifeSaid, "", says).Write(to.Json, request.Operation.Success?.Body);
        to.Json.Flush();
        return SourcePlan.StatusOf(request.Operation);
    }

    private async Task SendAsync(HttpContext http, VendorReply reply, Dictionary<string, string> headers, Strike strike)
    {
        http.Response.StatusCode = reply.Status;
        Limits.Announce(Clock.Now, headers);
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        var body = reply.Body;
        if (body.IsEmpty)
        {
            return;
        }

        http.Response.ContentType = reply.ContentType;
        if (reply.Status < 300)
        {
            body = FaultReplies.Spoil(body, strike);
        }

        if (strike.Has(FaultKind.CutConnection))
        {
            http.Response.ContentLength = body.Length;
            await http.Response.BodyWriter.WriteAsync(body[..(body.Length / 2)], http.RequestAborted).ConfigureAwait(false);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            http.Abort();
            return;
        }

        if (_compress && body.Length >= SmallestZipped && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            var zip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await using (zip.ConfigureAwait(false))
            {
                await zip.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
            }

            return;
        }

        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }
}
