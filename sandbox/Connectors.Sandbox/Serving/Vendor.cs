using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Serving;

/// <summary>Plays the vendor of a spec: credentials, then the address, then the contract, then the answer, with the faults that strike on the way.</summary>
internal sealed class Vendor
{
    private const int LargestBody = 1 << 20;
    private const int SmallestZipped = 1024;

    private readonly ConnectorSpec _spec;
    private readonly Routes _routes;
    private readonly SourcePlan[] _plans;
    private readonly (ContractOperation Operation, Shape Reply)? _check;
    private readonly Credentials _credentials;
    private readonly RequestCheck _requests;
    private readonly ErrorReply _errors;
    private readonly ListAnswer _lists;
    private readonly ConcurrentBag<Renderer> _renderers = [];
    private readonly IReadOnlyDictionary<string, string> _connection;
    private readonly IReadOnlyList<PathString> _bases;
    private readonly Action<SandboxRequest>? _log;
    private readonly bool _compress;
    private long _requestCount;

    /// <summary>Prepares every answer.</summary>
    public Vendor(SandboxOptions options, World world, VendorClock clock, IReadOnlyDictionary<string, string> connection, IReadOnlyList<PathString> bases)
    {
        _spec = options.Spec;
        _connection = connection;
        _bases = [.. bases.OrderByDescending(b => b.Value?.Length ?? 0)];
        _log = options.Log;
        _compress = options.Compress;
        World = world;
        Clock = clock;
        var planner = new SourcePlanner(options.Spec, options.Contract, world, new MeaningReader(options.Vocabulary));
        _plans = planner.Plan();
        if (_spec.Connection.Check is { } check && planner.OperationOf(check) is { } operation)
        {
            _check = (operation, planner.Plain(operation));
        }

        _routes = new Routes(options.Contract.Operations);
        _credentials = new Credentials(_spec.Connection, connection);
        _requests = new RequestCheck(options.Contract, [.. _credentials.QueryNames, .. SentNames(), ListAnswer.LinkParameter]);
        _errors = new ErrorReply(_spec, options.Contract);
        _lists = new ListAnswer(options.Contract, world, clock);
        Faults = new FaultInjector(options.Faults, options.Seed, _spec.Transport.Limits);
    }

    /// <summary>The records.</summary>
    public World World { get; }

    /// <summary>The vendor's time.</summary>
    public VendorClock Clock { get; }

    /// <summary>What goes wrong.</summary>
    public FaultInjector Faults { get; set; }

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
            var path = PathOf(http.Request);
            var values = new Dictionary<string, string>();
            var known = false;
            var operation = path is null ? null : _routes.Find(http.Request.Method, path, out values, out known);
            var faults = Faults;
            var strike = faults.Next(operation?.Path, Clock.Now);
            http.Response.Headers.Date = Clock.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            if (strike.Of(FaultKind.Latency) is { } late)
            {
                await Task.Delay(late.Amount, http.RequestAborted).ConfigureAwait(false);
            }

            if (!await FaultReplies.TryAnswerAsync(http, strike).ConfigureAwait(false))
            {
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                var status = await AnswerAsync(http.Request, operation, values, known, strike, to, headers).ConfigureAwait(false);
                await SendAsync(http, status, headers, strike, to).ConfigureAwait(false);
            }

            _log?.Invoke(new SandboxRequest(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Response.StatusCode, to.Buffer.WrittenCount, [.. strike.Kinds], Stopwatch.GetElapsedTime(started)));
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

    private IEnumerable<string> SentNames() =>
        _spec.Transport.Send.Concat(_spec.Sources.SelectMany(s => s.Request.Send)).Where(s => s.At.Kind == PlaceKind.Query).Select(s => s.At.Name);

    private string? PathOf(HttpRequest request)
    {
        var raw = new PathString(request.Path.Value);
        foreach (var start in _bases)
        {
            if (raw.StartsWithSegments(start, StringComparison.Ordinal, out var rest))
            {
                return rest.Value is { Length: > 0 } path ? path : "/";
            }
        }

        return null;
    }

    private async Task<int> AnswerAsync(HttpRequest http, ContractOperation? operation, Dictionary<string, string> values, bool known, Strike strike, Renderer to, Dictionary<string, string> headers)
    {
        if (FaultReplies.ProblemOf(strike, Clock.Now, _spec, headers) is { } fault)
        {
            return _errors.Write(to, fault, operation, []);
        }

        if (!_credentials.Accept(http))
        {
            return _errors.Write(to, VendorProblem.Unauthorised, operation, []);
        }

        if (operation is null)
        {
            return _errors.Write(to, known ? new VendorProblem(405, "The method is not allowed here.") : VendorProblem.NotFound("There is nothing at this address."), null, []);
        }

        if (http.ContentLength > LargestBody)
        {
            return _errors.Write(to, new VendorProblem(413, "The body is too large."), operation, []);
        }

        var (body, broken) = await BodyOf(http).ConfigureAwait(false);
        using var document = body;
        var request = new VendorRequest { Http = http, Operation = operation, PathValues = values, Body = body?.RootElement };
        var problem = broken ? "The body is not JSON." : _requests.Problem(request);
        if (problem is not null)
        {
            return _errors.Write(to, VendorProblem.Invalid(problem), operation, []);
        }

        return Answer(request, strike, to, headers);
    }

    private int Answer(VendorRequest request, Strike strike, Renderer to, Dictionary<string, string> headers)
    {
        if (PlanOf(request) is { } plan)
        {
            return _lists.Write(plan, request, strike, to, headers) is { } problem
                ? _errors.Write(to, problem, request.Operation, plan.Spec.On)
                : SourcePlan.StatusOf(plan.Operation);
        }

        if (_plans.FirstOrDefault(p => p.DetailOperation == request.Operation) is { } detailed)
        {
            return ListAnswer.WriteDetail(detailed, request, to) is { } problem
                ? _errors.Write(to, problem, request.Operation, [])
                : SourcePlan.StatusOf(request.Operation);
        }

        if (_check is { } check && check.Operation == request.Operation)
        {
            check.Reply.Write(to, new Cell { Parent = -1, Record = World.Seed, Hash = World.Seed, Subject = -1 });
            to.Json.Flush();
            return SourcePlan.StatusOf(request.Operation);
        }

        return _errors.Write(to, VendorProblem.NotFound("The spec does not use this operation; the sandbox does not play it."), request.Operation, []);
    }

    // Several sources may ask the same operation with different constants (type=job, type=talent): the one whose constants are all sent.
    private SourcePlan? PlanOf(VendorRequest request) => _plans
        .Where(p => p.Operation == request.Operation)
        .OrderByDescending(p => p.Spec.Request.Send.Count)
        .FirstOrDefault(p => p.Spec.Request.Send.All(s => !s.Values.All(Templates.IsConstant) || Carries(request, s)))
        ?? _plans.FirstOrDefault(p => p.Operation == request.Operation);

    private bool Carries(VendorRequest request, SentValue sent)
    {
        var there = VendorRequest.Split(request.All(sent.At), sent.Style).ToList();
        return sent.Values.All(v => there.Contains(Templates.Fill(v, _connection)));
    }

    private static async Task<(JsonDocument? Body, bool Broken)> BodyOf(HttpRequest http)
    {
        if (http.ContentLength is null or 0 && !http.Headers.TransferEncoding.Contains("chunked"))
        {
            return (null, false);
        }

        try
        {
            return (await JsonDocument.ParseAsync(http.Body, default, http.HttpContext.RequestAborted).ConfigureAwait(false), false);
        }
        catch (JsonException)
        {
            return (null, true);
        }
    }

    private async Task SendAsync(HttpContext http, int status, Dictionary<string, string> headers, Strike strike, Renderer to)
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        ReadOnlyMemory<byte> body = to.Buffer.WrittenMemory;
        if (body.IsEmpty)
        {
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        if (status < 300)
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
