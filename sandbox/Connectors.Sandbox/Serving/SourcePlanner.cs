using Connectors.Sandbox.Data;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Serving;

/// <summary>Makes the plans of a spec's sources.</summary>
internal sealed class SourcePlanner
{
    private readonly ConnectorSpec _spec;
    private readonly Contract _contract;
    private readonly World _world;
    private readonly MeaningReader _reader;
    private readonly ShapeCompiler _shapes;

    public SourcePlanner(ConnectorSpec spec, Contract contract, World world, MeaningReader reader)
    {
        (_spec, _contract, _world, _reader) = (spec, contract, world, reader);
        _shapes = new ShapeCompiler(contract, world);
        Schemas = new SourceSchemas(spec, contract);
        Replies = new ReplyShapes(contract, Schemas, _shapes, world);
    }

    /// <summary>What the sources read of the contract.</summary>
    public SourceSchemas Schemas { get; }

    /// <summary>Makes whole replies.</summary>
    public ReplyShapes Replies { get; }

    /// <summary>The plans of all sources, and of the tables that have replies of their own.</summary>
    public SourcePlan[] Plan()
    {
        new IdSettler(_spec, Schemas, _world, _reader).Settle();
        return [.. _spec.Sources.Select(Plan), .. Schemas.Tables().Where(t => Schemas.HostOf(t) is null).Select(Plan)];
    }

    /// <summary>The plan of a request that lists records.</summary>
    /// <exception cref="ArgumentException">The contract lacks its operation.</exception>
    public SourcePlan Plan(SourceSpec source) => Plan(source, _spec.Tables.FirstOrDefault(t => Schemas.HostOf(t) == source) is { } table ? _reader.Table(table.Name) : new MeaningTree());

    private SourcePlan Plan(SourceSpec source, MeaningTree payload)
    {
        var operation = Schemas.OperationOf(source.Request) ?? throw new ArgumentException($"The contract has no operation {source.Request.Method} {source.Request.ContractPath}.");
        var records = _world.Of(source.Name);
        var element = Schemas.ElementOf(source);
        var detail = new MeaningTree();
        foreach (var feed in source.Feeds.Where(f => f.Each is null))
        {
            _reader.Read(Schemas.ModelOf(feed.Model), payload, detail);
        }

        foreach (var feed in source.Feeds.Where(f => f.Each is not null))
        {
            var list = (feed.Each!.Root == PathRoot.Detail ? detail : payload).Descend(feed.Each.Steps);
            list.Nested = feed.Model;
            _reader.Read(Schemas.ModelOf(feed.Model), list.Item(), new MeaningTree());
        }

        var lookup = source.Lookup is { } l ? Schemas.OperationOf(l.Request) : null;
        Marks(source, records, element, payload, detail, lookup);
        var asks = AsksOf(operation, element);
        var guests = source.Feeds.Where(f => f.Each is null && f.Model != source.Name).Select(f => GuestOf(records, _world.Of(f.Model), source)).ToArray();
        var made = _shapes.Record(element, payload, records, guests, asks?.Bits ?? new Dictionary<string, ulong>());
        var record = new WrittenShape(_contract, element, payload, records, made, _reader.Given, detail: false);
        var plan = new SourcePlan
        {
            Spec = source,
            Operation = operation,
            Records = records,
            Element = element,
            Record = record,
            Joined = _world.JoinedBy(source.Name),
            Reply = Replies.Page(source, operation, records, record),
            ParentAt = source.ForEach is { } parent ? SentPlaces.Of(source.Request, p => p is TemplatePart.Parent { Part: var part } && (part == 0 || part == _world.Of(parent).OwnPart + 1)) : null,
            EachAt = SentPlaces.Of(source.Request, static p => p is TemplatePart.Each),
            Asks = asks,
            DetailOperation = lookup,
            Detail = lookup is null ? null : Replies.Detail(source.Lookup!, lookup, detail, records, _reader.Given),
            DetailAt = source.Lookup is null ? null
                : source.Lookup.Url is not null ? SentPlaces.FirstOf(source.Lookup.Request)
                : SentPlaces.Of(source.Lookup.Request, p => p is TemplatePart.Record { Part: var part } && (part == 0 || part == records.OwnPart + 1)),
        };
        if (_spec.Models.FirstOrDefault(m => m.Name == source.Name) is { } model && TwoParts.Of(model) is { } parts)
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
        if (_spec.Models.FirstOrDefault(m => m.Name == source.Name) is { } model)
        {
            DeletedMarks.Put(model, records, payload, path => Schemas.At(element, path));
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
        if (source.Lookup is { Batch: null } one && _spec.Models.FirstOrDefault(m => m.Name == source.Name) is { } asked && SourceSchemas.IdOf(asked) is { Root: PathRoot.Payload } id && Schemas.Follow(Schemas.DetailElementOf(one), id) is not null)
        {
            detail.Descend(id.Steps).Meaning ??= new Meaning { Model = source.Name, Field = source.Name + ".remote_id", Role = MeaningRole.Id };
        }

        if (source.Lookup is { Batch: { } batch })
        {
            detail.Descend(batch.Match.Steps).Meaning = new Meaning { Model = source.Name, Field = source.Name + ".remote_id", Role = MeaningRole.Id };
        }
    }

    private SourcePlan Plan(TableSpec table)
    {
        var rows = _reader.Table(table.Name);
        rows.Descend(table.Key.Steps).Meaning = new Meaning { Model = table.Source.Name, Field = table.Source.Name, Role = MeaningRole.Id };
        return Plan(table.Source, rows);
    }

    // A model that is seen in the elements of another (`with`) is that element itself when both have the same id or it says the other's, else one it refers to.
    private RecordShape.Guest GuestOf(Population records, Population guest, SourceSpec source)
    {
        if (Schemas.HaveOneId(source.Name, guest.Model) || Schemas.BelongsTo(guest.Model, SourceSchemas.IdOf(Schemas.ModelOf(source.Name))))
        {
            guest.Limit(records.Count);
            guest.Host = records;
            return new RecordShape.Guest(guest, static i => i);
        }

        var pick = References.Pick(_world, records, guest, null, Dice.Of(guest.Model));
        return new RecordShape.Guest(guest, i => pick(World.CellOf(records, i, -1)));
    }

    // A list parameter whose every value is the name of an optional member (include=texts,custom) decides whether those are there.
    private (ContractParameter Parameter, IReadOnlyDictionary<string, ulong> Bits)? AsksOf(ContractOperation operation, SchemaRef? element)
    {
        if (_contract.Resolve(element) is not { } schema)
        {
            return null;
        }

        var optional = schema.Properties.Where(p => !p.Required).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in operation.Parameters)
        {
            var values = _contract.Resolve(_contract.Resolve(parameter.Schema)?.Items)?.Enum ?? default;
            if (values.Count > 0 && values.Count <= 64 && values.All(optional.Contains))
            {
                return (parameter, values.Select((v, i) => (v, i)).ToDictionary(x => x.v, x => 1UL << x.i, StringComparer.Ordinal));
            }
        }

        return null;
    }
}
