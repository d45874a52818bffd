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

            played.AddRange(action.Inputs.Select(i => i.Write).OfType<WriteSpec.Row>().Where(r => r.Make is not null && !played.Exists(p => p.Spec.Name == "tables." + r.Table)).Select(r => Maker(action, r, r.Make!)));
        }

        return played;
    }

    private PlayedStep Plan(ActionSpec action, ActionType type, StepSpec step)
    {
        var operation = sources.Schemas.OperationOf(step.Request) ?? throw new ArgumentException($"The contract has no operation {step.Request.Method} {step.Request.ContractPath}.");
        var model = spec.Models.FirstOrDefault(m => m.Name == (step.Creates ?? type.Changes));
        var host = model is null ? null : HostOf(model);
        var id = step.Take.FirstOrDefault(t => t.Name == "remote_id")?.From as TakenFrom.Body;
        return new PlayedStep
        {
            Spec = step,
            Operation = operation,
            Model = model,
            Plan = plans.Find(p => p.Spec.Name == model?.Name),
            Host = host,
            Values = [.. Inputs(action, type, step), .. Items(action, type, step), .. Sent(type, step), .. InPath(type, step), .. Links(action, type, step)],
            Addresses = Addresses(action, step).ToDictionary(StringComparer.Ordinal),
            Besides = [.. Besides(action, type, step).Where(b => b.Plan != host?.Plan)],
            Lists = [.. action.Lists.SelectMany(l => l.Places.Where(p => p.Step == step.Name).Select(p => new CarriedList(p.At, [.. l.Items.Select(i => Item(type, l, i))], MemberNames(l))))],
            Reply = operation.Success?.Body is null ? null : sources.Replies.Plain(operation),
            OtherIds = IdScheme.For(id is null ? null : contract.Resolve(sources.Schemas.Follow(operation.Success?.Body, id.Path)), Dice.Of(step.Name)),
        };
    }

    private Host? HostOf(ModelSpec guest)
    {
        var guests = world.Find(guest.Name);
        return guests?.Host is { } records && plans.Find(p => p.Records == records) is { } plan ? new Host(spec.Models.First(m => m.Name == plan.Spec.Name), plan, guests) : null;
    }

    // The request that makes a row of a table.
    private PlayedStep Maker(ActionSpec action, WriteSpec.Row row, MadeRow make)
    {
        var table = spec.Tables.First(t => t.Name == row.Table);
        var name = table.Source.Name;
        var (operation, rows) = (sources.Schemas.OperationOf(make.Request) ?? throw new ArgumentException($"The contract has no operation {make.Request.Method} {make.Request.ContractPath}."), world.Of(name));
        return new PlayedStep
        {
            Spec = new StepSpec { Name = name, Request = make.Request, Creates = name, Take = new([make.Take]) },
            Operation = operation,
            Model = new ModelSpec { Name = name, Source = name, Fields = new([new FieldSpec("remote_id", new ValueSpec.From(table.Key, Conversion.Plain), null), new FieldSpec("name", new ValueSpec.From(row.By, Conversion.Plain), null)]) },
            Plan = plans.Find(p => p.Records == rows),
            Values = SentPlaces.Of(make.Request, static p => p is TemplatePart.RowText) is { } at ? [new Carried(at, new WriteSpec.Plain(), name + ".name", null)] : [],
            Lists = [],
            Addresses = new Dictionary<string, string>(),
            Besides = [],
            Reply = operation.Success?.Body is null ? null : sources.Replies.Plain(operation),
            OtherIds = rows.Ids,
            Actions = { action.Name },
        };
    }

    private IEnumerable<Carried> Inputs(ActionSpec action, ActionType type, StepSpec step) =>
        from input in action.Inputs
        from place in input.Places
        where place.Step == step.Name
        let at = place.At.Kind == PlaceKind.Path ? SentPlaces.Of(step.Request, p => p is TemplatePart.Placed placed && placed.Name == place.At.Name) ?? place.At : place.At
        select OfPart(type.Input(input.Row), place.Part, at, input.Write);

    // Of an id of two parts, the record's own names it; the other is another record's.
    private Carried OfPart(FieldType? input, int part, Place at, WriteSpec write) =>
        Of(input, at, write) is var carried && part > 0 && (carried.Refers is not { } model || world.Find(model)?.OwnPart != part - 1) ? carried with { Refers = null, Becomes = null } : carried;

    private static Carried Of(FieldType? input, Place at, WriteSpec write) =>
        new(at, write, input?.Becomes, (input?.Type as TypeRef.Reference)?.Model, input?.Required == true, input?.Type is TypeRef.Scalar { Kind: ScalarKind.Email });

    private static Carried Item(ActionType type, InputListSpec list, InputSpec item)
    {
        var input = type.Input(list.Group + "." + item.Row);
        if (list.Key is null)
        {
            return Of(input, item.Places.FirstOrDefault(p => p.Step.Length == 0)?.At ?? new Place(PlaceKind.Body, ""), item.Write);
        }

        var at = item.Places.Count > 0 ? InMember(item.Places[0]).At : new Place(PlaceKind.Body, MemberName.Row(item.Row));
        return Of(input, at, item.Write is WriteSpec.ByFormat answers ? new WriteSpec.ByFormat(answers.Cases.Select(c => c with { Places = c.Places.Select(InMember).ToEquatable() }).ToEquatable()) : item.Write);
    }

    // Where a member has what an item of a list has.
    private static InputPlace InMember(InputPlace place) =>
        place with { At = place.At with { Name = place.At.Name == "." ? MemberName.Value : $"{MemberName.Value}.{place.At.Name}" } };

    private static IReadOnlyList<MemberName> MemberNames(InputListSpec list) => list.Key is not { } key ? [] :
        [.. list.Items.Select(i => i.Write).OfType<WriteSpec.ByFormat>().SelectMany(a => a.Cases).Select(c => c.Key).OfType<Template>().Prepend(key).Distinct().Select(n => new MemberName(n))];

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
    private IEnumerable<Carried> Sent(ActionType type, StepSpec step) =>
        from sent in step.Request.Send
        where sent.Values.Count == 1
        let inputs = sent.Values[0].Parts.OfType<TemplatePart.Input>().ToList()
        where inputs.Count > 0 && (sent.Values[0].Parts.Count == 1 || IsFullName(type, inputs))
        select OfPart(type.Input(inputs[0].Row), inputs[0].Part, sent.At, new WriteSpec.Plain());

    // Inputs that the path has: /people/{input.candidate_id}.
    private IEnumerable<Carried> InPath(ActionType type, StepSpec step) =>
        from input in step.Request.Path.Parts.OfType<TemplatePart.Input>()
        let at = SentPlaces.Of(step.Request, p => p == input)
        where at is not null
        select OfPart(type.Input(input.Row), input.Part, at, new WriteSpec.Plain());

    // Names that are joined into one text are read out of one, which shows them both.
    private bool IsFullName(ActionType type, List<TemplatePart.Input> inputs)
    {
        var read = inputs.Select(i => type.Input(i.Row)?.Becomes?.Split('.')).Select(b => b is { Length: 2 } ? spec.Models.FirstOrDefault(m => m.Name == b[0])?.Fields.FirstOrDefault(f => f.Name == b[1])?.Value : null).ToList();
        return read.TrueForAll(v => v is ValueSpec.From { As.Kind: ConversionKind.GivenName or ConversionKind.FamilyName }) && read.Cast<ValueSpec.From>().Select(v => v.Path).Distinct().Count() == 1;
    }

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
        if ((step.Find is null && request.Method != "GET") || sources.Schemas.OperationOf(request) is not { } operation || world.Find(model) is null)
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
            if (sent.Values[0].Parts[0] is TemplatePart.Input { Row: var row, Part: 0 } && type.Input(row)?.Becomes is { } field && ReadPlaces.Of(spec.Models.First(m => m.Name == model), field) is { } steps)
            {
                plan.Filters.Add((sent.At, steps));
            }
        }
    }
}
