using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Serving;

/// <summary>A request of the spec with all that is needed to answer it, made once at the start.</summary>
internal sealed class SourcePlan
{
    /// <summary>The request as the spec declares it.</summary>
    public required SourceSpec Spec { get; init; }

    /// <summary>The operation it goes to.</summary>
    public required ContractOperation Operation { get; init; }

    /// <summary>The records it lists.</summary>
    public required Population Records { get; init; }

    /// <summary>For join rows, the records shown in them.</summary>
    public required Population? Joined { get; init; }

    /// <summary>The schema of a record; null where the contract gives none.</summary>
    public required SchemaRef? Element { get; init; }

    /// <summary>A record.</summary>
    public required Shape Record { get; init; }

    /// <summary>Where a request may carry a value that the records listed must have, and where they have it.</summary>
    public List<(Place At, IReadOnlyList<PathStep> Steps)> Filters { get; } = [];

    /// <summary>A page.</summary>
    public required Shape Reply { get; init; }

    /// <summary>Where the request carries the parent's id; null for a plain list.</summary>
    public required Place? ParentAt { get; init; }

    /// <summary>The parameter that asks for members that are otherwise left out, with the bit of each.</summary>
    public required (ContractParameter Parameter, IReadOnlyDictionary<string, ulong> Bits)? Asks { get; init; }

    /// <summary>Where the request carries the value that it is made for; null where it is made once.</summary>
    public Place? EachAt { get; init; }

    /// <summary>The operation that answers with a record's detail; null where the list is enough.</summary>
    public ContractOperation? DetailOperation { get; init; }

    /// <summary>A detail.</summary>
    public Shape? Detail { get; init; }

    /// <summary>Where the detail request carries the record's id.</summary>
    public Place? DetailAt { get; init; }

    /// <summary>Where a request carries the ids of several records whose details are wanted; null where details are asked for one by one.</summary>
    public Place? BatchAt => Spec.Lookup?.Batch?.At;

    /// <summary>The status of an answer without a body.</summary>
    public const int NoContent = 204;

    /// <summary>The status and operation a list operation succeeds with.</summary>
    public static int StatusOf(ContractOperation operation) => operation.Success is { Status: > 0 } success ? success.Status : 200;
}

/// <summary>Makes the plans of a spec's sources.</summary>
internal sealed class SourcePlanner(ConnectorSpec spec, Contract contract, World world, MeaningReader reader)
{
    private readonly Schemas _schemas = new(contract);
    private readonly ShapeCompiler _shapes = new(contract, world);

    /// <summary>The plans. Ids of all models are settled first, because records refer to each other in any direction.</summary>
    public SourcePlan[] Plan()
    {
        foreach (var source in spec.Sources)
        {
            SettleIds(source);
        }

        SettleTables();
        return [.. spec.Sources.Select(Plan), .. Tables().Where(t => HostOf(t) is null).Select(Plan)];
    }

    // What is chosen from pages is a table whose rows nobody looks into.
    private IEnumerable<TableSpec> Tables() => spec.Tables.Concat(
        from field in spec.Connection.Fields
        let choice = field.Choose
        where choice is not null && choice.Paging.Kind != PagingKind.None
        let name = World.ChoicesOf(field.Name)
        select new TableSpec(name, new SourceSpec { Name = name, Request = choice.Request, Records = choice.Records, Paging = choice.Paging }, choice.Value));

    // What is read of the rows of tables must be known before any shape is made, since a table may list what a model reads.
    private void SettleTables()
    {
        foreach (var model in spec.Models.Where(m => m.Tables().Any()))
        {
            reader.Read(model, new MeaningTree(), new MeaningTree());
        }

        foreach (var table in Tables())
        {
            if ((HostOf(table)?.Name ?? reader.Listed.GetValueOrDefault(table.Source.Name)) is { } model)
            {
                world.Lists(table.Source.Name, model);
                continue;
            }

            var rows = world.Of(table.Source.Name);
            rows.Ids = IdScheme.For(contract.Resolve(_schemas.Follow(ElementOf(table.Source), table.Key.Steps)), Dice.Of(table.Source.Name));
            rows.Limit(rows.Ids.Capacity);
        }
    }

    // The source whose replies are the table's too.
    private SourceSpec? HostOf(TableSpec table) => spec.Sources.FirstOrDefault(s =>
        s.Request.Method == table.Source.Request.Method && s.Request.Api == table.Source.Request.Api && s.Request.ContractPath == table.Source.Request.ContractPath
        && s.Records.Equals(table.Source.Records) && Equals(IdOf(ModelOf(s.Name)), table.Key));

    private SourcePlan Plan(TableSpec table)
    {
        var rows = reader.Table(table.Name);
        rows.Descend(table.Key.Steps).Meaning = new Meaning { Model = table.Source.Name, Field = table.Source.Name, Role = MeaningRole.Id };
        return Plan(table.Source, rows);
    }

    /// <summary>The operation a request of the spec goes to; null when the contract has none, which the compiler has reported.</summary>
    public ContractOperation? OperationOf(RequestSpec request) =>
        contract.Operations.FirstOrDefault(o => o.Method == request.Method && o.Path == request.ContractPath && o.Part == spec.Transport.Apis.FirstOrDefault(a => a.Name == request.Api)?.Contract);

    /// <summary>A reply that is no list: the layout alone.</summary>
    public Shape Plain(ContractOperation operation) =>
        _shapes.Record(operation.Success?.Body, new MeaningTree(), new Population(operation.Path, 1, world.Seed, null), [], new Dictionary<string, ulong>());

    /// <summary>A reply with a list that people choose from, which is never empty.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="records">Where the list stands in its reply.</param>
    public Shape Choices(ContractOperation operation, VendorPath records)
    {
        var body = operation.Success?.Body;
        var item = contract.Resolve(_schemas.Follow(body, records.Steps))?.Items;
        var tree = new MeaningTree();
        var list = records.Steps.OfType<PathStep.Property>().Aggregate(tree, (at, step) => at.Member(step.Name));
        list.Substitute = new ListShape(_shapes.Record(item, new MeaningTree(), new Population(operation.Path, 1, world.Seed, null), [], new Dictionary<string, ulong>()), 3, 5, world.Seed);
        return _shapes.Reply(body, tree);
    }

    /// <summary>The schema at the end of a path; null when there is none.</summary>
    public SchemaRef? Follow(SchemaRef? from, VendorPath path) => _schemas.Follow(from, path.Steps);

    private SchemaRef? ElementOf(SourceSpec source)
    {
        var at = _schemas.Follow(OperationOf(source.Request)?.Success?.Body, source.Records.Steps);
        return contract.Resolve(at) is { Items: { } items } ? items : at;
    }

    private ModelSpec ModelOf(string name) => spec.Models.First(m => m.Name == name);

    private static VendorPath? IdOf(ModelSpec model) => model.Fields.FirstOrDefault(f => f.Name == "remote_id")?.Value switch
    {
        ValueSpec.From from => from.Path,
        ValueSpec.Key key when TwoParts.Own(model) is >= 0 and var own => key.Parts[own],
        ValueSpec.Join join => join.Values.OfType<ValueSpec.From>().Select(f => f.Path).FirstOrDefault(p => p.Root != PathRoot.Parent),
        _ => null,
    };

    private void SettleIds(SourceSpec source)
    {
        foreach (var feed in source.Feeds)
        {
            var records = world.Of(feed.Model);
            var element = ElementOf(source);
            if (feed.Each is { } each && contract.Resolve(_schemas.Follow(each.Root == PathRoot.Detail ? DetailElementOf(source.Lookup!) : element, each.Steps)) is { } list)
            {
                element = list.Items;
            }

            if (IdOf(ModelOf(feed.Model)) is { } id)
            {
                records.Ids = IdScheme.For(contract.Resolve(_schemas.Follow(element, id.Steps)), Dice.Of(feed.Each is null && HaveOneId(source.Name, feed.Model) ? source.Name : feed.Model));
                records.Limit(records.Ids.Capacity);
            }

            records.OwnPart = TwoParts.Own(ModelOf(feed.Model));
            if (MeaningReader.SwitchOf(ModelOf(feed.Model)) is { } choice)
            {
                SettleQuestions(records, choice, element);
            }
        }
    }

    private void SettleQuestions(Population records, ValueSpec.Switch choice, SchemaRef? element)
    {
        var listed = contract.Resolve(_schemas.Follow(element, choice.Path.Steps))?.Enum ?? default;
        var words = listed.Count > 0 ? listed.ToList() : [.. choice.Cases.Select(c => c.Vendor).Distinct()];
        var types = words.Select(w =>
        {
            var value = choice.Cases.FirstOrDefault(c => c.Vendor == w)?.Value ?? choice.Otherwise;
            return new QuestionType(w, value?.Case ?? "", value is not null && OptionsOf(value) is not null);
        });
        records.Questions = new Questions(records, [.. types]);
        foreach (var (list, id) in choice.Cases.Select(c => OptionsOf(c.Value)).OfType<(VendorPath, VendorPath)>().Take(1))
        {
            var item = contract.Resolve(_schemas.Follow(element, list.Steps))?.Items;
            records.Questions.OptionIds = IdScheme.For(contract.Resolve(_schemas.Follow(item, id.Steps)), Dice.Of(records.Model + ".options"));
        }
    }

    private static (VendorPath List, VendorPath Id)? OptionsOf(UnionValue value)
    {
        foreach (var each in value.Members.Select(m => m.Value).OfType<ValueSpec.Each>())
        {
            if (each.Item is ValueSpec.ObjectOf item && item.Members.FirstOrDefault(m => m.Name == "remote_id")?.Value is ValueSpec.From id)
            {
                return (each.Path, id.Path);
            }
        }

        return null;
    }

    /// <summary>The plan of a request that lists records.</summary>
    /// <exception cref="ArgumentException">The contract lacks its operation.</exception>
    public SourcePlan Plan(SourceSpec source) => Plan(source, spec.Tables.FirstOrDefault(t => HostOf(t) == source) is { } table ? reader.Table(table.Name) : new MeaningTree());

    private SourcePlan Plan(SourceSpec source, MeaningTree payload)
    {
        var operation = OperationOf(source.Request) ?? throw new ArgumentException($"The contract has no operation {source.Request.Method} {source.Request.ContractPath}.");
        var records = world.Of(source.Name);
        var element = ElementOf(source);
        var detail = new MeaningTree();
        foreach (var feed in source.Feeds.Where(f => f.Each is null))
        {
            reader.Read(ModelOf(feed.Model), payload, detail);
        }

        foreach (var feed in source.Feeds.Where(f => f.Each is not null))
        {
            var list = (feed.Each!.Root == PathRoot.Detail ? detail : payload).Descend(feed.Each.Steps);
            list.Nested = feed.Model;
            reader.Read(ModelOf(feed.Model), list.Item(), new MeaningTree());
        }

        var lookup = source.Lookup is { } l ? OperationOf(l.Request) : null;
        Marks(source, records, element, payload, detail, lookup);
        var asks = AsksOf(operation, element);
        var guests = source.Feeds.Where(f => f.Each is null && f.Model != source.Name).Select(f => GuestOf(records, world.Of(f.Model), source)).ToArray();
        var made = _shapes.Record(element, payload, records, guests, asks?.Bits ?? new Dictionary<string, ulong>());
        var record = new WrittenShape(contract, element, payload, records, made, reader.Given, detail: false);
        var plan = new SourcePlan
        {
            Spec = source,
            Operation = operation,
            Records = records,
            Element = element,
            Record = record,
            Joined = world.JoinedBy(source.Name),
            Reply = ReplyOf(source, operation, new RecordsShape(records, record, IsLone(source, operation), IsNamed(source))),
            ParentAt = source.ForEach is { } parent ? SentPlaces.Of(source.Request, p => p is TemplatePart.Parent { Part: var part } && (part == 0 || part == world.Of(parent).OwnPart + 1)) : null,
            EachAt = SentPlaces.Of(source.Request, static p => p is TemplatePart.Each),
            Asks = asks,
            DetailOperation = lookup,
            Detail = lookup is null ? null : DetailOf(source.Lookup!, lookup, detail, records),
            DetailAt = source.Lookup is null ? null
                : source.Lookup.Url is not null ? SentPlaces.FirstOf(source.Lookup.Request)
                : SentPlaces.Of(source.Lookup.Request, p => p is TemplatePart.Record { Part: var part } && (part == 0 || part == records.OwnPart + 1)),
        };
        if (spec.Models.FirstOrDefault(m => m.Name == source.Name) is { } model && TwoParts.Of(model) is { } parts)
        {
            records.WholeId = index => TwoParts.Join(parts.Select(p => PartOf(plan, p, index)));
        }

        return plan;
    }

    private static string PartOf(SourcePlan plan, VendorPath part, long index)
    {
        if (part.Root == PathRoot.Parent)
        {
            var parent = plan.Records.Parent!.IdOf(plan.Records.ParentOf(index));
            return part.Steps.Count == 0 ? parent : TwoParts.Part(parent, part.Steps[0].Text == "1" ? 0 : 1);
        }

        return RecordView.Select(RecordView.Of(plan, index), part.Steps).Select(VendorRequest.TextOf).FirstOrDefault() ?? "";
    }

    // What records say for the sake of how they are read: that they are deleted, where their detail is, and when they changed.
    private void Marks(SourceSpec source, Population records, SchemaRef? element, MeaningTree payload, MeaningTree detail, ContractOperation? lookup)
    {
        if (spec.Models.FirstOrDefault(m => m.Name == source.Name) is { } model)
        {
            DeletedMarks.Put(model, records, payload, path => contract.Resolve(_schemas.Follow(element, path.Steps)));
        }

        if (source.Lookup is { Url: { } url } && lookup is not null)
        {
            payload.Descend(url.Steps).Substitute = new DetailAddressShape(records, lookup);
        }

        if (source.Lookup is { Changed: { } changed })
        {
            payload.Descend(changed.Path.Steps).Meaning ??= new Meaning { Model = source.Name, Field = source.Name + ".remote_updated_at", As = changed.As, Scalar = ScalarKind.DateTime };
        }

        // A record that is asked for by its id says that id, though the spec has it from the list already.
        if (source.Lookup is { Batch: null } one && spec.Models.FirstOrDefault(m => m.Name == source.Name) is { } asked && IdOf(asked) is { Root: PathRoot.Payload } id && _schemas.Follow(DetailElementOf(one), id.Steps) is not null)
        {
            detail.Descend(id.Steps).Meaning ??= new Meaning { Model = source.Name, Field = source.Name + ".remote_id", Role = MeaningRole.Id };
        }

        if (source.Lookup is { Batch: { } batch })
        {
            detail.Descend(batch.Match.Steps).Meaning = new Meaning { Model = source.Name, Field = source.Name + ".remote_id", Role = MeaningRole.Id };
        }
    }

    private bool HaveOneId(string model, string other) => Equals(IdOf(ModelOf(model)), IdOf(ModelOf(other)));

    // What has an id of its own and says that of the other belongs to that one alone.
    private bool BelongsTo(string guest, VendorPath? id) => id is not null && IdOf(ModelOf(guest)) is not null && ModelOf(guest).Fields.Any(f => f.Value is ValueSpec.From { Path: var path } && path.Equals(id));

    // A model that is seen in the elements of another (`with`) is that element itself when both have the same id or it says the other's, else one it refers to.
    private RecordShape.Guest GuestOf(Population records, Population guest, SourceSpec source)
    {
        if (HaveOneId(source.Name, guest.Model) || BelongsTo(guest.Model, IdOf(ModelOf(source.Name))))
        {
            guest.Limit(records.Count);
            guest.Host = records;
            return new RecordShape.Guest(guest, static i => i);
        }

        var pick = References.Pick(world, records, guest, null, Dice.Of(guest.Model));
        return new RecordShape.Guest(guest, i => pick(World.CellOf(records, i, -1)));
    }

    private Shape ReplyOf(SourceSpec source, ContractOperation operation, RecordsShape page)
    {
        var tree = new MeaningTree();
        var body = operation.Success?.Body;
        foreach (var (at, value) in PageValueShape.Of(source.Paging))
        {
            var kind = contract.Resolve(_schemas.Follow(body, at.Steps)) is { } schema ? SchemaKind.Of(schema) : JsonKind.Any;
            tree.Descend(at.Steps).Substitute = new PageValueShape(value, kind);
        }

        tree.Descend(source.Records.Steps).Substitute = page;
        return _shapes.Reply(body, tree);
    }

    private static bool IsNamed(SourceSpec source) => source.Records.Steps is { Count: > 0 } steps && steps[steps.Count - 1] is PathStep.Values;

    private bool IsLone(SourceSpec source, ContractOperation operation) =>
        contract.Resolve(_schemas.Follow(operation.Success?.Body, source.Records.Steps)) is { } schema && SchemaKind.Of(schema) == JsonKind.Object;

    private SchemaRef? DetailElementOf(LookupSpec lookup)
    {
        var schema = _schemas.Follow(OperationOf(lookup.Request)?.Success?.Body, lookup.Batch?.Records.Steps ?? lookup.Root.Steps);
        return lookup.Batch is null ? schema : contract.Resolve(schema)?.Items;
    }

    private Shape DetailOf(LookupSpec lookup, ContractOperation operation, MeaningTree detail, Population records)
    {
        var body = operation.Success?.Body;
        var schema = DetailElementOf(lookup);
        var made = _shapes.Record(schema, detail, records, [], new Dictionary<string, ulong>());
        var shape = new WrittenShape(contract, schema, detail, records, made, reader.Given, detail: true);
        if (lookup.Batch is { } batch)
        {
            var several = new MeaningTree();
            several.Descend(batch.Records.Steps).Substitute = new BatchShape(records, shape);
            return _shapes.Reply(body, several);
        }

        if (lookup.Root.Steps.Count == 0)
        {
            return shape;
        }

        var tree = new MeaningTree();
        tree.Descend(lookup.Root.Steps).Substitute = shape;
        return _shapes.Reply(body, tree);
    }

    // A list parameter whose every value is the name of an optional member (include=texts,custom) decides whether those are there.
    private (ContractParameter Parameter, IReadOnlyDictionary<string, ulong> Bits)? AsksOf(ContractOperation operation, SchemaRef? element)
    {
        if (contract.Resolve(element) is not { } schema)
        {
            return null;
        }

        var optional = schema.Properties.Where(p => !p.Required).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in operation.Parameters)
        {
            var values = contract.Resolve(contract.Resolve(parameter.Schema)?.Items)?.Enum ?? default;
            if (values.Count > 0 && values.Count <= 64 && values.All(optional.Contains))
            {
                return (parameter, values.Select((v, i) => (v, i)).ToDictionary(x => x.v, x => 1UL << x.i, StringComparer.Ordinal));
            }
        }

        return null;
    }
}
