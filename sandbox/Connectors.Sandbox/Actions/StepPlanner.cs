using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Actions;

/// <summary>Makes the plans of the steps of a spec's actions, and teaches its lists the filters that steps look for records with.</summary>
/// <param name="spec">The spec.</param>
/// <param name="contract">The contract.</param>
/// <param name="vocabulary">What inputs mean.</param>
/// <param name="world">The records.</param>
/// <param name="sources">Plans lists.</param>
/// <param name="plans">The lists; those that only steps ask for are added.</param>
internal sealed class StepPlanner(ConnectorSpec spec, Contract contract, VocabularySpec vocabulary, World world, SourcePlanner sources, List<SourcePlan> plans)
{
    /// <summary>The plans; steps that are the same in several actions have one.</summary>
    public List<PlayedStep> Plan()
    {
        var played = new List<PlayedStep>();
        foreach (var action in spec.Actions)
        {
            var type = vocabulary.Actions.First(a => a.Name == action.Name);
            // An address that a reply gives is no operation of the contract.
            foreach (var step in action.Steps.Where(s => s.Request.Hosts.Count == 0))
            {
                var same = played.Find(p => p.Spec.Equals(step)) ?? Plan(action, type, step);
                if (same.Actions.Count == 0)
                {
                    played.Add(same);
                }

                same.Actions.Add(action.Name);
                if ((step.Creates ?? type.Changes) is { } model)
                {
                    Filter(type, step, model);
                }
            }
        }

        return played;
    }

    private PlayedStep Plan(ActionSpec action, ActionType type, StepSpec step)
    {
        var operation = sources.OperationOf(step.Request) ?? throw new ArgumentException($"The contract has no operation {step.Request.Method} {step.Request.ContractPath}.");
        var model = spec.Models.FirstOrDefault(m => m.Name == (step.Creates ?? type.Changes));
        var id = step.Take.FirstOrDefault(t => t.Name == "remote_id")?.From as TakenFrom.Body;
        return new PlayedStep
        {
            Spec = step,
            Operation = operation,
            Model = model,
            Plan = plans.Find(p => p.Spec.Name == model?.Name),
            Values = [.. Inputs(action, type, step), .. Items(action, type, step), .. Sent(type, step), .. Links(action, type, step)],
            Addresses = Addresses(action, step).ToDictionary(StringComparer.Ordinal),
            Besides = [.. Besides(action, type, step)],
            Lists = [.. action.Lists.SelectMany(l => l.Places.Where(p => p.Step == step.Name).Select(p => new CarriedList(p.At, [.. l.Items.Select(i => Item(type, l, i))])))],
            Reply = operation.Success?.Body is null ? null : sources.Plain(operation),
            OtherIds = IdScheme.For(id is null ? null : contract.Resolve(sources.Follow(operation.Success?.Body, id.Path)), Dice.Of(step.Name)),
        };
    }

    private static IEnumerable<Carried> Inputs(ActionSpec action, ActionType type, StepSpec step) =>
        from input in action.Inputs
        from place in input.Places
        where place.Step == step.Name
        let at = place.At.Kind == PlaceKind.Path ? SentPlaces.Of(step.Request, p => p is TemplatePart.Placed placed && placed.Name == place.At.Name) ?? place.At : place.At
        select Of(type.Input(input.Row), at, input.Write);

    private static Carried Of(FieldType? input, Place at, WriteSpec write) =>
        new(at, write, input?.Becomes, (input?.Type as TypeRef.Reference)?.Model, input?.Required == true, input?.Type is TypeRef.Scalar { Kind: ScalarKind.Email });

    private static Carried Item(ActionType type, InputListSpec list, InputSpec item)
    {
        var at = item.Places.FirstOrDefault(p => p.Step.Length == 0)?.At ?? new Place(PlaceKind.Body, "");
        return Of(type.Input(list.Group + "." + item.Row), at, item.Write);
    }

    // What the items of a list say in a request that is sent for each of them.
    private static IEnumerable<Carried> Items(ActionSpec action, ActionType type, StepSpec step) =>
        from list in action.Lists
        where list.Group == step.ForEach
        from item in list.Items
        from place in item.Places
        where place.Step == step.Name
        select Of(type.Input(list.Group + "." + item.Row), place.At, item.Write);

    private static IEnumerable<KeyValuePair<string, string>> Addresses(ActionSpec action, StepSpec step) =>
        from other in action.Steps
        where other.Request.Hosts.Count > 0
        from part in other.Request.Path.Parts.OfType<TemplatePart.Step>()
        where part.Name == step.Name
        select KeyValuePair.Create(part.Value, other.Name);

    // The first request that is made of what a record becomes makes it, though a later one finds out its id.
    private IEnumerable<(ModelSpec Model, SourcePlan Plan)> Besides(ActionSpec action, ActionType type, StepSpec step)
    {
        foreach (var finder in action.Steps.Where(s => s.Creates is not null && s.Request is { Soap: null, Method: "GET" }))
        {
            var rows = type.Inputs.Where(i => i.Becomes?.StartsWith(finder.Creates + ".", StringComparison.Ordinal) == true).Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
            var maker = action.Steps.TakeWhile(s => s != finder).FirstOrDefault(s => s.Request.Method != "GET" && action.Inputs.Any(i => rows.Contains(i.Row) && i.Places.Any(p => p.Step == s.Name)));
            if (maker?.Name == step.Name && spec.Models.FirstOrDefault(m => m.Name == finder.Creates) is { } model && plans.Find(p => p.Spec.Name == model.Name) is { } plan)
            {
                yield return (model, plan);
            }
        }
    }

    // Inputs that the spec writes into templates: { Email: "{input.candidate.email_address}" }.
    private static IEnumerable<Carried> Sent(ActionType type, StepSpec step) =>
        from sent in step.Request.Send
        where sent.Values.Count == 1 && sent.Values[0].Parts.Count == 1
        select sent.Values[0].Parts[0] is TemplatePart.Input input ? Of(type.Input(input.Row), sent.At, new WriteSpec.Plain()) : null into carried
        where carried is not null
        select carried;

    // Ids that an earlier step has taken: the new record belongs to the one made before.
    private static IEnumerable<Carried> Links(ActionSpec action, ActionType type, StepSpec step)
    {
        foreach (var earlier in action.Steps.Where(s => s.Creates is not null && s.Name != step.Name))
        {
            if (SentPlaces.Of(step.Request, p => p is TemplatePart.Step taken && taken.Name == earlier.Name && taken.Value == "remote_id") is { } at)
            {
                var link = type.Makes.FirstOrDefault(m => m.Model == step.Creates)?.Links.FirstOrDefault(l => l.Model == earlier.Creates);
                yield return new Carried(at, new WriteSpec.Plain(), link is null ? null : $"{step.Creates}.{link.Field}", earlier.Creates, Needed: true);
            }
        }
    }

    private void Filter(ActionType type, StepSpec step, string model)
    {
        var request = step.Find?.Request ?? step.Request;
        if ((step.Find is null && request.Method != "GET") || sources.OperationOf(request) is not { } operation || world.Find(model) is null)
        {
            return;
        }

        var plan = plans.Find(p => p.Operation == operation);
        if (plan is null)
        {
            if (step.Find is not { } find)
            {
                return;
            }

            plan = sources.Plan(new SourceSpec { Name = model, Request = find.Request, Feeds = new([new FeedSpec(model, null)]), Records = find.Records, On = find.On });
            plans.Add(plan);
        }

        foreach (var sent in request.Send.Where(s => s.Values.Count == 1 && s.Values[0].Parts.Count == 1 && plan.Filters.TrueForAll(f => f.At != s.At)))
        {
            if (sent.Values[0].Parts[0] is TemplatePart.Input(var row) && type.Input(row)?.Becomes is { } field && ReadPlaces.Of(spec.Models.First(m => m.Name == model), field) is { } steps)
            {
                plan.Filters.Add((sent.At, steps));
            }
        }
    }
}
