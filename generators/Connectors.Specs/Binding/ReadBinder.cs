using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A source with what the paths of each model it feeds start from.</summary>
/// <param name="Spec">The source.</param>
/// <param name="Record">What paths of the model that declares it start from.</param>
/// <param name="Request">Its request.</param>
internal sealed record BoundSource(SourceSpec Spec, PathScope Record, BoundRequest Request)
{
    /// <summary>The request of its lookup; null without one.</summary>
    public BoundRequest? Lookup { get; init; }

    /// <summary>Where the request says which fields it wants; null for nowhere.</summary>
    public BoundSelect? Select { get; init; }

    /// <summary>Where the lookup's request says so.</summary>
    public BoundSelect? LookupSelect { get; init; }

    /// <summary>The lists of records nested in those of the source, with an item of each.</summary>
    public IReadOnlyList<NestedList> Nested { get; init; } = [];

    /// <summary>The source with the related records that its models need; asked for once they are bound. Reports those that its requests do not ask for.</summary>
    public BoundSource Joined(BindContext context)
    {
        Record.Joins?.CheckAsked(context, Request);
        var spec = Record.Joins is { } joins ? Spec with { Request = joins.Complete(Spec.Request) } : Spec;
        if (Lookup is null || Record.DetailJoins is not { } details || spec.Lookup is not { } lookup)
        {
            return this with { Spec = spec };
        }

        details.CheckAsked(context, Lookup);
        return this with { Spec = spec with { Lookup = lookup with { Request = details.Complete(lookup.Request) } } };
    }
}

/// <summary>A list of records nested in another model's.</summary>
internal sealed record NestedList(string Model, BoundPath List, SchemaView Item);

/// <summary>Binds the request of a model and how its records are found.</summary>
internal sealed class ReadBinder(BindContext context, PathBinder paths, RequestBinder requests, PagingBinder paging, ReplyRuleBinder rules, EachBinder eaches, SelectBinder selects, LookupBinder lookups)
{
    /// <summary>Binds a read with a request of its own.</summary>
    /// <param name="model">The model that declares it.</param>
    /// <param name="fed">The models it feeds, the declaring one first.</param>
    /// <param name="parent">The model it is made for each record of, or null.</param>
    /// <param name="parentId">The type of that model's ids.</param>
    public BoundSource? Bind(ModelNode model, IEnumerable<ModelNode> fed, ModelNode? parent, JsonKind parentId)
    {
        var read = model.Read;
        if (read.Entry("only") is { } only && read.Scalar("for_each") is null)
        {
            context.Report(DiagnosticRules.IdleOption, only.Key, "'only' has no meaning without a model in 'for_each'.");
        }

        if (read.Entry("each") is { } nested)
        {
            context.Report(DiagnosticRules.IdleOption, nested.Key, "'each' has no meaning without 'within'; the list of records is named by 'records'.");
        }

        var markers = PagingBinder.Filled(read);
        var each = eaches.Bind(read);
        var hasParent = read.Scalar("for_each") is not null;
        var scope = new TemplateScope(Parent: hasParent) { ParentModel = parent?.Name, Each = each?.Name ?? (read.Map("for_each")?.Entries is [var first, ..] ? first.Key.Text : null) };
        if (requests.Bind(read, scope, markers, PagingBinder.FilledLater(read)) is not { } request)
        {
            return null;
        }

        var reply = requests.Reply(request) with { ParentModel = parent?.Name ?? (hasParent ? "" : null), ParentId = parentId };
        var (records, record) = Records(read, request, reply);
        eaches.CheckUsed(read, each, request.Spec);
        var lookup = read.Map("lookup") is { } detail ? lookups.Bind(detail, request, record, scope with { Record = true, RecordModel = model.Name }) : null;
        // A lookup that is wrong, or whose key is, may give anything.
        record = context.IsSoundUnder(read, "lookup") ? record with { Detail = lookup?.Detail.Payload, DetailJoins = lookup?.Detail.Joins } : record with { Detail = SchemaView.Lost };
        var lists = new List<NestedList>();
        var spec = new SourceSpec
        {
            Name = model.Name,
            Request = request.Spec,
            Feeds = fed.Select(m => Feed(m, record, request, lists)).OfType<FeedSpec>().ToEquatable(),
            ForEach = parent?.Name,
            Each = each,
            OnlyChanged = read.Text("only") == "changed",
            Records = records,
            Lone = read.Flag("lone"),
            Paging = paging.Bind(read, request.Operation, reply, record),
            Since = paging.Since(read, request.Operation),
            On = rules.Bind(read.Items("on"), request.Operation is { } operation ? [operation] : [], request.Says),
            Lookup = lookup?.Spec,
            Shape = XmlShapes.Of(context.Contract, request.Operation),
        };
        return new BoundSource(spec, record, request) { Lookup = lookup?.Request, Nested = lists, Select = selects.Bind(read, request.Operation), LookupSelect = lookup?.Select };
    }

    /// <summary>What the paths of a model fed by a source start from; reports nothing, for its read has been bound.</summary>
    public static PathScope Scope(ModelNode model, BoundSource source, JsonKind hostId) =>
        source.Nested.FirstOrDefault(n => n.Model == model.Name) is { List: { } list, Item: { } item }
            ? source.Record.Item(item, list) with { ParentModel = source.Spec.Name, ParentId = hostId, IsItem = false }
            : source.Record;

    private (VendorPath Records, PathScope Record) Records(YamlMapping read, BoundRequest request, PathScope reply)
    {
        var where = $"the records of {request.Says}";
        var node = read.Scalar("records");
        if (node is null && read["records"] is null)
        {
            context.Report(DiagnosticRules.MissingOption, request.Node, "This read does not say where the records stand; add 'records', '.' when the reply is the list itself.");
        }

        if (node is null)
        {
            return (new VendorPath(PathRoot.Payload, default, JsonKind.Any), reply with { Payload = SchemaView.Lost, Where = where });
        }

        if (read.Flag("lone") && paths.BindSingle(node, reply) is { View.Kind: JsonKind.Object or JsonKind.Any } lone)
        {
            var item = lone.View.Items() ?? lone.View;
            return (lone.Path, reply with { Payload = item, Where = where });
        }

        // In a read that is wrong it may be meant as one record.
        return context.IsSoundUnder(read, "lone") && paths.BindList(node, reply, several: true) is { } list
            ? (list.List.Path, reply with { Payload = list.Item, Where = where })
            : (new VendorPath(PathRoot.Payload, default, JsonKind.Any), reply with { Payload = SchemaView.Lost, Where = where });
    }

    private FeedSpec? Feed(ModelNode model, PathScope record, BoundRequest request, List<NestedList> lists)
    {
        if (model.Host is null)
        {
            return new FeedSpec(model.Name, null);
        }

        foreach (var idle in model.Read.Entries.Where(static e => e.Key.Text is not ("with" or "within" or "each")))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning here: the request is that of '{model.Host.Text}'.");
        }

        if (model.Read["with"] is not null)
        {
            if (model.Read.Entry("each") is { } each)
            {
                context.Report(DiagnosticRules.IdleOption, each.Key, "'each' has no meaning beside 'with', which sees the same elements; for nested records write 'within'.");
            }

            return new FeedSpec(model.Name, null);
        }

        if (model.Read.Scalar("each") is not { } nested)
        {
            context.Report(DiagnosticRules.MissingOption, model.Host, "'within' needs 'each', the list of nested records in each element.");
            return null;
        }

        if (paths.BindList(nested, record, several: true) is not { } list)
        {
            return null;
        }

        if (list.List.Path.Root == PathRoot.Detail && request.Spec.Output is not null)
        {
            context.Report(DiagnosticRules.ListMismatch, nested, $"'{nested.Text}' stands in a reply in XML that is asked for record by record; records can only be nested in those of the list.");
            return null;
        }

        lists.Add(new NestedList(model.Name, list.List, list.Item));
        return new FeedSpec(model.Name, list.List.Path);
    }
}
