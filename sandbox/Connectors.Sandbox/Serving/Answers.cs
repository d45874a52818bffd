using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Answers the requests of a spec that are allowed, whatever they travel in.</summary>
internal sealed class Answers
{
    private readonly World _world;
    private readonly SourcePlan[] _plans;
    private readonly List<(ContractOperation Operation, Shape Reply)> _plain = [];
    private readonly Contract _contract;
    private readonly Dictionary<ContractOperation, VendorPath> _files = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ContractOperation, Shape> _open = new(ReferenceEqualityComparer.Instance);
    private readonly ListAnswer _lists;
    private readonly IPerformer _actions;
    private readonly IReadOnlyDictionary<string, string> _connection;

    /// <summary>Prepares every answer.</summary>
    public Answers(ConnectorSpec spec, Contract contract, World world, VendorClock clock, SourcePlanner planner, IEnumerable<SourcePlan> plans, IPerformer actions, IReadOnlyDictionary<string, string> connection)
    {
        _world = world;
        _connection = connection;
        _contract = contract;
        _actions = actions;
        _plans = [.. plans];
        if (spec.Connection.Check is { } check && planner.Schemas.OperationOf(check) is { } called)
        {
            _plain.Add((called, planner.Replies.Plain(called)));
        }

        foreach (var choice in spec.Connection.Fields.Select(f => f.Choose).OfType<ChoiceSpec>())
        {
            if (planner.Schemas.OperationOf(choice.Request) is { } asked)
            {
                _plain.Insert(0, (asked, planner.Replies.Choices(asked, choice.Records)));
            }
        }

        foreach (var gives in spec.Actions.SelectMany(a => a.Steps).Select(s => s.Gives).OfType<GivenFilesSpec>())
        {
            if (gives is { Fetch: { } fetch, Data: { } data } && planner.Schemas.OperationOf(fetch) is { } fetched)
            {
                _files[fetched] = data;
            }
        }

        _lists = new ListAnswer(contract, world, clock, connection);
        var open = spec.Passthrough.Select(p => spec.Transport.Apis.First(a => a.Name == p.Api).Contract).ToHashSet(StringComparer.Ordinal);
        foreach (var operation in contract.Operations.Where(o => o is { Soap: null, Method: "GET" } && open.Contains(o.Part)))
        {
            _open.Add(operation, planner.Replies.Plain(operation));
        }
    }

    /// <summary>Writes the body of the answer as JSON.</summary>
    /// <param name="request">The request.</param>
    /// <param name="strike">What goes wrong with it.</param>
    /// <param name="to">Where to.</param>
    /// <param name="headers">Where headers are added.</param>
    /// <param name="rules">What the spec says of the replies to this request alone.</param>
    /// <returns>What is refused; null when nothing is.</returns>
    public VendorProblem? Write(VendorRequest request, Strike strike, Renderer to, IDictionary<string, string> headers, out IEnumerable<ReplyRule> rules)
    {
        rules = [];
        if (_plans.FirstOrDefault(p => p.DetailOperation == request.Operation && p.BatchAt is { } at && request.Get(at) is not null) is { } several)
        {
            ListAnswer.WriteDetails(several, request, to);
            return null;
        }

        if (PlanOf(request) is { } plan)
        {
            rules = plan.Spec.On;
            return _lists.Write(plan, request, strike, to, headers);
        }

        if (_plans.FirstOrDefault(p => p.DetailOperation == request.Operation) is { } detailed)
        {
            return ListAnswer.WriteDetail(detailed, request, to);
        }

        if (_plain.Find(p => p.Operation == request.Operation) is { Reply: { } plain })
        {
            plain.Write(to, new Cell { Parent = -1, Record = _world.Seed, Hash = _world.Seed, Subject = -1 });
            to.Json.Flush();
            return null;
        }

        if (_files.TryGetValue(request.Operation, out var at))
        {
            var content = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("The file at " + request.Http.Path));
            new FilledReply(_contract, 0, "", new Dictionary<string, string>(StringComparer.Ordinal) { [at.Text] = content }).Write(to.Json, request.Operation.Success?.Body);
            to.Json.Flush();
            return null;
        }

        if (_actions.TryPerform(request, to, headers, out rules, out var problem))
        {
            return problem;
        }

        // What only passthrough requests ask for is laid out as the contract says; another path or query has other content.
        if (_open.TryGetValue(request.Operation, out var reply))
        {
            var content = Dice.Mix(_world.Seed, Dice.Of(request.Http.Path + request.Http.QueryString));
            reply.Write(to, new Cell { Parent = -1, Record = content, Hash = content, Subject = -1 });
            to.Json.Flush();
            return null;
        }

        return VendorProblem.NotFound("The spec does not use this operation; the sandbox does not play it.");
    }

    // Several sources may ask the same operation with different constants (type=job, type=talent): the one whose constants are all sent.
    private SourcePlan? PlanOf(VendorRequest request) => _plans
        .Where(p => p.Operation == request.Operation)
        .OrderByDescending(p => p.Spec.Request.Send.Count)
        .FirstOrDefault(p => SentPlaces.HasConstants(request, p.Spec.Request, _connection))
        ?? _plans.FirstOrDefault(p => p.Operation == request.Operation);
}
