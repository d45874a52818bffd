using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Serving;

/// <summary>Answers the requests of a spec that are allowed, whatever they travel in.</summary>
internal sealed class Answers
{
    private readonly World _world;
    private readonly SourcePlan[] _plans;
    private readonly (ContractOperation Operation, Shape Reply)? _check;
    private readonly ListAnswer _lists;
    private readonly IReadOnlyDictionary<string, string> _connection;

    /// <summary>Prepares every answer.</summary>
    public Answers(ConnectorSpec spec, Contract contract, VocabularySpec vocabulary, World world, VendorClock clock, IReadOnlyDictionary<string, string> connection)
    {
        _world = world;
        _connection = connection;
        var planner = new SourcePlanner(spec, contract, world, new MeaningReader(vocabulary));
        _plans = planner.Plan();
        if (spec.Connection.Check is { } check && planner.OperationOf(check) is { } operation)
        {
            _check = (operation, planner.Plain(operation));
        }

        _lists = new ListAnswer(contract, world, clock);
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
        if (PlanOf(request) is { } plan)
        {
            rules = plan.Spec.On;
            return _lists.Write(plan, request, strike, to, headers);
        }

        if (_plans.FirstOrDefault(p => p.DetailOperation == request.Operation) is { } detailed)
        {
            return ListAnswer.WriteDetail(detailed, request, to);
        }

        if (_check is { } check && check.Operation == request.Operation)
        {
            check.Reply.Write(to, new Cell { Parent = -1, Record = _world.Seed, Hash = _world.Seed, Subject = -1 });
            to.Json.Flush();
            return null;
        }

        return VendorProblem.NotFound("The spec does not use this operation; the sandbox does not play it.");
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
}
