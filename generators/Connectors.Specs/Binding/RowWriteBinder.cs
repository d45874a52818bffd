using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds texts that stand for a row of a table, of which another value is sent: the id of a source by its name.</summary>
internal sealed class RowWriteBinder(BindContext context, TableBinder tables, PathBinder paths, RequestBinder requests, TakeBinder takes)
{
    private static readonly string[] Translating = ["map", "refuse", "as", "format", "zone", "times"];

    /// <summary>The words that only have a meaning beside <c>table</c>.</summary>
    public static IReadOnlyCollection<string> Words { get; } = ["by", "take", "missing"];

    /// <summary>How the text is written.</summary>
    /// <param name="type">The unified type.</param>
    /// <param name="options">What the spec says of it.</param>
    /// <param name="sites">Where it is written.</param>
    /// <param name="what">The value in messages.</param>
    public WriteSpec Bind(TypeRef type, YamlMapping options, IReadOnlyList<InputSite> sites, string what)
    {
        if (type is not TypeRef.Scalar { Kind: ScalarKind.String })
        {
            context.Report(DiagnosticRules.WrongConstruct, options.Entry("table")!.Key, $"A table is looked up by a text, and '{what}' is {Types.Says(type)}.");
        }

        foreach (var idle in options.Entries.Where(static e => Translating.Contains(e.Key.Text)))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning beside 'table', of whose row a value is sent as it is.");
        }

        if (options["by"] is null)
        {
            context.Report(DiagnosticRules.MissingOption, options.Entry("table")!.Key, "'table' needs 'by', what the text is compared with in a row.");
        }

        var table = options.Scalar("table") is { } name ? tables.Find(name) : null;
        var by = table is not null && options.Scalar("by") is { } compared ? Scalar(compared, table.Row) : null;
        var take = table is null ? null : options.Scalar("take") is { } taken ? Scalar(taken, table.Row) : table.Spec.Key;
        var make = options.Map("missing") is { } made ? Make(made) : null;
        if (by is null || take is null)
        {
            return new WriteSpec.Plain();
        }

        foreach (var site in sites.Where(s => !Takes(s.One.Kind, take.Type)))
        {
            context.Report(DiagnosticRules.TypeMismatch, site.Node, $"'{take.Text}' of the table is {JsonKindWords.Of(take.Type)}, which does not become {JsonKindWords.Of(site.One.Kind)}, as the contract has it at '{site.Node.Text}'.");
        }

        return new WriteSpec.Row(table!.Spec.Name, by, take, make is not null ? MissingRow.Make : options.Text("missing") == "omit" ? MissingRow.Omit : MissingRow.Refuse, make);
    }

    // A number is written as a text where a text is wanted; the other way round nobody knows whether it is one.
    private static bool Takes(JsonKind site, JsonKind taken) => site switch
    {
        JsonKind.Any or JsonKind.String => true,
        JsonKind.Integer or JsonKind.Number => taken is JsonKind.Integer or JsonKind.Number or JsonKind.Any,
        _ => false,
    };

    private VendorPath? Scalar(YamlScalar node, PathScope row)
    {
        if (paths.BindSingle(node, row) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Boolean)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', where a text or an id is wanted.");
        }

        return path.Path;
    }

    private MadeRow? Make(YamlMapping made)
    {
        if (requests.Bind(made, new TemplateScope { Value = true }, []) is not { } request)
        {
            return null;
        }

        if (!request.Spec.Path.Parts.Concat(request.Spec.Send.SelectMany(static s => s.Values).SelectMany(static v => v.Parts)).Any(static p => p is TemplatePart.RowText))
        {
            context.Report(DiagnosticRules.MissingOption, request.Node, $"The request does not send '{{value}}', so that the row would not be made for the text.");
        }

        var id = made.Entry("take") is { } take ? takes.Bind([new YamlEntry(new YamlScalar("remote_id", false, take.Key), take.Value)], requests.Taken(request)) : default;
        return id.Count == 1 ? new MadeRow(request.Spec, id[0]) : null;
    }
}
