using Connectors.Sandbox.Data;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>What the sources of a spec read of its contract: operations, lists, elements and details, and where the ids of models stand in them.</summary>
internal sealed class SourceSchemas(ConnectorSpec spec, Contract contract)
{
    private readonly Schemas _schemas = new(contract);

    /// <summary>The tables that values are looked up in. What is chosen from pages is one whose rows nobody looks into.</summary>
    public IEnumerable<TableSpec> Tables() => spec.Tables.Concat(
        from field in spec.Connection.Fields
        let choice = field.Choose
        where choice is not null && choice.Paging.Kind != PagingKind.None
        let name = World.ChoicesOf(field.Name)
        select new TableSpec(name, new SourceSpec { Name = name, Request = choice.Request, Records = choice.Records, Paging = choice.Paging }, choice.Value));

    /// <summary>The source whose replies are the table's too; null when the table has its own.</summary>
    public SourceSpec? HostOf(TableSpec table) => spec.Sources.FirstOrDefault(s =>
        s.Request.Method == table.Source.Request.Method && s.Request.Api == table.Source.Request.Api && s.Request.ContractPath == table.Source.Request.ContractPath
        && s.Records.Equals(table.Source.Records) && Equals(IdOf(ModelOf(s.Name)), table.Key));

    /// <summary>The operation a request of the spec goes to; null when the contract has none, which the compiler has reported.</summary>
    public ContractOperation? OperationOf(RequestSpec request) =>
        contract.Operations.FirstOrDefault(o => o.Method == request.Method && o.Path == request.ContractPath && o.Part == spec.Transport.Apis.FirstOrDefault(a => a.Name == request.Api)?.Contract);

    /// <summary>The schema at the end of a path, or a reference to it; null when there is none.</summary>
    public SchemaRef? Follow(SchemaRef? from, VendorPath path) => _schemas.Follow(from, path.Steps);

    /// <inheritdoc cref="Follow"/>
    public ContractSchema? At(SchemaRef? from, VendorPath path) => contract.Resolve(Follow(from, path));

    /// <summary>The schema of an element of a source's list.</summary>
    public SchemaRef? ElementOf(SourceSpec source)
    {
        var at = _schemas.Follow(OperationOf(source.Request)?.Success?.Body, source.Records.Steps);
        return contract.Resolve(at) is { Items: { } items } ? items : at;
    }

    /// <summary>The schema of the detail that a record is looked up in.</summary>
    public SchemaRef? DetailElementOf(LookupSpec lookup)
    {
        var schema = _schemas.Follow(OperationOf(lookup.Request)?.Success?.Body, lookup.Batch?.Records.Steps ?? lookup.Root.Steps);
        return lookup.Batch is null ? schema : contract.Resolve(schema)?.Items;
    }

    /// <summary>A model of the spec.</summary>
    public ModelSpec ModelOf(string name) => spec.Models.First(m => m.Name == name);

    /// <summary>Where a model's id stands; null where it is made of more than that.</summary>
    public static VendorPath? IdOf(ModelSpec model) => model.Fields.FirstOrDefault(f => f.Name == "remote_id")?.Value switch
    {
        ValueSpec.From from => from.Path,
        ValueSpec.Key key when TwoParts.Own(model) is >= 0 and var own => key.Parts[own],
        ValueSpec.Join join => join.Values.OfType<ValueSpec.From>().Select(f => f.Path).FirstOrDefault(p => p.Root != PathRoot.Parent),
        _ => null,
    };

    /// <summary>Whether two models have the same id.</summary>
    public bool HaveOneId(string model, string other) => Equals(IdOf(ModelOf(model)), IdOf(ModelOf(other)));

    /// <summary>Whether a model has an id of its own and says the other's: it belongs to that one alone.</summary>
    public bool BelongsTo(string guest, VendorPath? id) => id is not null && IdOf(ModelOf(guest)) is not null && ModelOf(guest).Fields.Any(f => f.Value is ValueSpec.From { Path: var path } && path.Equals(id));
}
