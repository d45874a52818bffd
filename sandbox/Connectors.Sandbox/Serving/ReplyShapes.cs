using Connectors.Sandbox.Contracts;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Makes the shapes of whole replies: pages of records, details, lists of choices, and replies of which nothing is read.</summary>
internal sealed class ReplyShapes(Contract contract, SourceSchemas schemas, ShapeCompiler shapes, World world)
{
    /// <summary>A page of records, with what tells the way to the next.</summary>
    public Shape Page(SourceSpec source, ContractOperation operation, Population records, Shape record)
    {
        var tree = new MeaningTree();
        var body = operation.Success?.Body;
        foreach (var (at, value) in PageValueShape.Of(source.Paging))
        {
            var kind = schemas.At(body, at) is { } schema ? SchemaKind.Of(schema) : JsonKind.Any;
            tree.Descend(at.Steps).Substitute = new PageValueShape(value, kind);
        }

        tree.Descend(source.Records.Steps).Substitute = new RecordsShape(records, record, IsLone(source, operation), IsNamed(source));
        return shapes.Reply(body, tree);
    }

    /// <summary>The detail of a record, or of several.</summary>
    /// <param name="lookup">How the spec asks for it.</param>
    /// <param name="operation">The operation it asks.</param>
    /// <param name="detail">What the spec reads of it.</param>
    /// <param name="records">The records.</param>
    /// <param name="given">The fields that people write.</param>
    public Shape Detail(LookupSpec lookup, ContractOperation operation, MeaningTree detail, Population records, IReadOnlySet<string> given)
    {
        var body = operation.Success?.Body;
        var schema = schemas.DetailElementOf(lookup);
        var made = shapes.Record(schema, detail, records, [], new Dictionary<string, ulong>());
        var shape = new WrittenShape(contract, schema, detail, records, made, given, detail: true);
        if (lookup.Batch is { } batch)
        {
            var several = new MeaningTree();
            several.Descend(batch.Records.Steps).Substitute = new BatchShape(records, shape);
            return shapes.Reply(body, several);
        }

        if (lookup.Root.Steps.Count == 0)
        {
            return shape;
        }

        var tree = new MeaningTree();
        tree.Descend(lookup.Root.Steps).Substitute = shape;
        return shapes.Reply(body, tree);
    }

    /// <summary>A reply that is no list: the layout alone.</summary>
    public Shape Plain(ContractOperation operation) =>
        shapes.Record(operation.Success?.Body, new MeaningTree(), new Population(operation.Path, 1, world.Seed, null), [], new Dictionary<string, ulong>());

    /// <summary>A reply with a list that people choose from, which is never empty.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="records">Where the list stands in its reply.</param>
    public Shape Choices(ContractOperation operation, VendorPath records)
    {
        var body = operation.Success?.Body;
        var item = schemas.At(body, records)?.Items;
        var tree = new MeaningTree();
        var list = records.Steps.OfType<PathStep.Property>().Aggregate(tree, (at, step) => at.Member(step.Name));
        list.Substitute = new ListShape(shapes.Record(item, new MeaningTree(), new Population(operation.Path, 1, world.Seed, null), [], new Dictionary<string, ulong>()), 3, 5, world.Seed);
        return shapes.Reply(body, tree);
    }

    private static bool IsNamed(SourceSpec source) => source.Records.Steps is { Count: > 0 } steps && steps[steps.Count - 1] is PathStep.Values;

    private bool IsLone(SourceSpec source, ContractOperation operation) =>
        schemas.At(operation.Success?.Body, source.Records) is { } schema && SchemaKind.Of(schema) == JsonKind.Object;
}
