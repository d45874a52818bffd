using Connectors.Sandbox.Access;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Formats;
using Connectors.Sandbox.Serving;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Rest;

/// <summary>A request to a REST API, as far as its address tells.</summary>
/// <param name="Api">The api it is sent to; null where no api is.</param>
/// <param name="Operation">The operation it asks; null where there is none.</param>
/// <param name="PathValues">The parameters of its path.</param>
/// <param name="IsKnown">Whether there is something at its address, for this or another method.</param>
internal sealed record RestCall(ApiSpec? Api, ContractOperation? Operation, Dictionary<string, string> PathValues, bool IsKnown)
{
    /// <summary>Whether its answers are XML.</summary>
    public bool IsXml => Operation?.Output is not null;
}

/// <summary>Answers requests to REST APIs: credentials, then the address, then the contract, then what the spec reads or does.</summary>
internal sealed class RestEndpoint
{
    private readonly Contract _contract;
    private readonly Answers _answers;
    private readonly Gates _gates;
    private readonly long _largestBody;
    private readonly FormReader _forms;
    private readonly RequestCheck _requests;
    private readonly ErrorReply _errors;
    private readonly Dictionary<string, Routes> _routes;
    private readonly Dictionary<string, VendorFormat> _formats = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Part, string Method, string Path), ContractOperation> _written;

    /// <summary>Prepares what answers need.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="written">The contract as the vendor describes it.</param>
    /// <param name="contract">The contract with everything in plain JSON.</param>
    /// <param name="answers">What is answered.</param>
    /// <param name="gates">What lets requests pass.</param>
    /// <param name="largestBody">The largest body of a request, in bytes.</param>
    public RestEndpoint(ConnectorSpec spec, Contract written, Contract contract, Answers answers, Gates gates, int largestBody)
    {
        (_contract, _answers, _gates, _largestBody) = (contract, answers, gates, largestBody);
        _written = written.Operations.GroupBy(o => (o.Part, o.Method, o.Path)).ToDictionary(g => g.Key, g => g.First());
        foreach (var api in spec.Transport.Apis)
        {
            if (VendorFormat.Of(api, written, contract) is { } format)
            {
                _formats.Add(api.Name, format);
            }
        }

        _forms = new FormReader(contract, largestBody);
        _routes = contract.Parts.ToDictionary(p => p, p => new Routes([.. contract.Operations.Where(o => o.Soap is null && o.Part == p)]), StringComparer.Ordinal);
        _requests = new RequestCheck(contract, [.. gates.All.SelectMany(g => g.QueryNames), .. SentNames(spec), AskedPage.LinkParameter]);
        _errors = new ErrorReply(spec, contract);
    }

    /// <summary>What a request asks.</summary>
    /// <param name="http">The request.</param>
    /// <param name="api">The api at its address; null where there is none.</param>
    /// <param name="path">Its path below that.</param>
    public RestCall Find(HttpRequest http, ApiSpec? api, string? path)
    {
        var values = new Dictionary<string, string>();
        var known = false;
        var operation = path is null || api is null ? null : _routes[api.Contract].Find(http.Method, path, out values, out known);
        return new RestCall(api, operation, values, known);
    }

    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="call">What it asks.</param>
    /// <param name="strike">What goes wrong on purpose.</param>
    /// <param name="fault">The error that this is answered with; null for none.</param>
    /// <param name="to">Writes the body.</param>
    /// <param name="headers">Receives headers.</param>
    public async Task<VendorReply> AnswerAsync(HttpRequest http, RestCall call, Strike strike, VendorProblem? fault, Renderer to, Dictionary<string, string> headers)
    {
        var (api, operation) = (call.Api, call.Operation);
        var format = api is null || operation is null or { Format: FormatKind.Json } ? null : _formats.GetValueOrDefault(api.Name);
        var status = await WriteAsync(http, call, format, strike, fault, to, headers).ConfigureAwait(false);
        if (format is not null && status is >= 200 and < 300 and not SourcePlan.NoContent)
        {
            return new VendorReply(status, format.ContentTypeOf(Written(operation!)), format.Write(Written(operation!), http, to.Buffer.WrittenMemory));
        }

        if (status >= 400 && api is not null && _formats.GetValueOrDefault(api.Name) is { } spoken && _errors.Speaker(operation, status) is { } speaker && spoken.WriteRefusal(Written(speaker), status, to.Buffer.WrittenMemory) is { } refusal)
        {
            return new VendorReply(status, spoken.ContentType, refusal);
        }

        return new VendorReply(status, "application/json; charset=utf-8", to.Buffer.WrittenMemory);
    }

    private async Task<int> WriteAsync(HttpRequest http, RestCall call, VendorFormat? format, Strike strike, VendorProblem? fault, Renderer to, Dictionary<string, string> headers)
    {
        if (fault is not null)
        {
            return _errors.Write(to, fault, call.Operation, []);
        }

        var (api, operation) = (call.Api, call.Operation);
        var asked = new VendorRequest { Http = http, Operation = operation ?? new ContractOperation { Method = http.Method, Path = "" }, PathValues = call.PathValues };
        var logIn = operation is null || api is null ? null : _gates.LogInOf(asked, api);
        if (Refuses(asked, api, logIn, strike) is { } refusal)
        {
            return _errors.Write(to, refusal.Problem, operation, []);
        }

        if (operation is null || api is null)
        {
            return _errors.Write(to, call.IsKnown ? new VendorProblem(405, "The method is not allowed here.") : VendorProblem.NotFound("There is nothing at this address."), null, []);
        }

        if (http.ContentLength > _largestBody)
        {
            return _errors.Write(to, new VendorProblem(413, "The body is too large."), operation, []);
        }

        var form = FormReader.Of(operation, http);
        using var body = await (form is not null ? _forms.ReadAsync(form, http) : format is null ? ReadBody.JsonAsync(http) : format.ReadAsync(Written(operation), http)).ConfigureAwait(false);
        var request = new VendorRequest { Http = http, Operation = operation, PathValues = call.PathValues, Body = body.Json?.RootElement, Form = form, Sent = body.Sent };
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

    // An operation as the vendor describes it.
    private ContractOperation Written(ContractOperation operation) => _written[(operation.Part, operation.Method, operation.Path)];

    private static IEnumerable<string> SentNames(ConnectorSpec spec) =>
        spec.Transport.Send.Concat(spec.Sources.SelectMany(s => s.Request.Send)).Concat(spec.Actions.SelectMany(a => a.Steps).SelectMany(s => s.Request.Send.Concat(s.Find?.Request.Send ?? default))).Where(s => s.At.Kind == PlaceKind.Query).Select(s => s.At.Name);
}
