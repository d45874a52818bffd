using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A table with what the paths in its rows start from.</summary>
internal sealed record BoundTable(TableSpec Spec, PathScope Row, BoundRequest Request);

/// <summary>Binds the tables of a spec, and finds them for the values that are looked up in them.</summary>
internal sealed class TableBinder(BindContext context, PathBinder paths, RequestBinder requests, PagingBinder paging, ReplyRuleBinder rules)
{
    private readonly Dictionary<string, BoundTable?> _tables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Binds them, before anything that looks values up.</summary>
    public void Bind(YamlMapping root)
    {
        foreach (var entry in root.Entries("tables"))
        {
            if (!ScalarSyntax.IsName(entry.Key.Text))
            {
                context.Report(DiagnosticRules.Malformed, entry.Key, $"'{entry.Key.Text}' cannot be the name of a table; names have lower case letters, digits and underscores, a letter first.");
            }

            _tables[entry.Key.Text] = entry.Value is YamlMapping table ? Table(entry.Key, table) : null;
        }
    }

    /// <summary>The table of that name; null when there is none, which is reported, or when it has no meaning, which has been.</summary>
    public BoundTable? Find(YamlScalar name)
    {
        _used.Add(name.Text);
        if (!_tables.TryGetValue(name.Text, out var table))
        {
            context.Report(DiagnosticRules.UnknownTable, name, $"'{name.Text}' is not among the tables of this spec{Suggest.Hint(name.Text, _tables.Keys)}");
        }

        return table;
    }

    /// <summary>The tables, once everything that looks values up has been bound; reports those that nothing is looked up in.</summary>
    public EquatableArray<TableSpec> Finish(YamlMapping root)
    {
        foreach (var entry in root.Entries("tables").Where(e => !_used.Contains(e.Key.Text)))
        {
            context.Report(DiagnosticRules.UnusedTable, entry.Key, $"Nothing is looked up in the table '{entry.Key.Text}'.");
        }

        return root.Entries("tables").Select(e => _tables[e.Key.Text]).OfType<BoundTable>().Select(Finished).ToEquatable();
    }

    private TableSpec Finished(BoundTable table)
    {
        if (table.Row.Joins is not { } joins)
        {
            return table.Spec;
        }

        joins.CheckAsked(context, table.Request);
        return table.Spec with { Source = table.Spec.Source with { Request = joins.Complete(table.Spec.Source.Request) } };
    }

    private BoundTable? Table(YamlScalar name, YamlMapping table)
    {
        if (requests.Bind(table, new TemplateScope(), PagingBinder.Filled(table), PagingBinder.FilledLater(table)) is not { } request)
        {
            return null;
        }

        var reply = requests.Reply(request);
        var records = table.Scalar("records") is { } node ? paths.BindList(node, reply) : null;
        var row = reply with { Payload = records?.Item ?? SchemaView.Lost, Where = $"the rows of '{name.Text}' ({request.Says})" };
        var key = table.Scalar("key") is { } told ? paths.BindSingle(told, row) : null;
        if (key is { View.Kind: JsonKind.Object or JsonKind.Array or JsonKind.Boolean })
        {
            context.Report(DiagnosticRules.TypeMismatch, table["key"]!, $"The contract has {JsonKindWords.Of(key.View.Kind)} at '{key.Path.Text}', which is no key.");
        }

        var nowhere = new VendorPath(PathRoot.Payload, default, JsonKind.Any);
        var source = new SourceSpec
        {
            Name = "tables." + name.Text,
            Request = request.Spec,
            Records = records?.List.Path ?? nowhere,
            Paging = paging.Bind(table, request.Operation, reply, row),
            On = rules.Bind(table.Items("on"), request.Operation is { } operation ? [operation] : [], request.Says),
            Shape = XmlShapes.Of(context.Contract, request.Operation),
        };
        return new BoundTable(new TableSpec(name.Text, source, key?.Path ?? nowhere), row, request);
    }
}
