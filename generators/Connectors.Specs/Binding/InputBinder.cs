using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the covered rows of an action: where they are sent, how they are written, and what the contract lets them be.</summary>
internal sealed class InputBinder(BindContext context, TemplateBinder templates, ParameterBinder parameters, ConversionBinder conversions, InputPlaces places, WriteBinder writes, RowWriteBinder rows, AnswerBinder answers)
{
    /// <summary>Binds a row that can be there once.</summary>
    /// <param name="scope">What a default can name.</param>
    /// <param name="row">The row.</param>
    /// <param name="steps">What the steps ask for.</param>
    public InputSpec Row(ActionScope scope, RowNode row, IReadOnlyDictionary<string, StepTarget> steps)
    {
        if (row.Options[TemplatedInput.Word] is not null)
        {
            TemplatedInput.Check(context, scope, row);
            return new InputSpec { Row = row.Name, Note = row.Options.Text("note") };
        }

        foreach (var idle in row.Options["table"] is null ? row.Options.Entries.Where(static e => RowWriteBinder.Words.Contains(e.Key.Text)) : [])
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning without 'table'.");
        }

        foreach (var part in row.Places.Select(static p => p.Part).OfType<YamlEntry>().Where(_ => !context.HasTwoParts(row.Field.Type)))
        {
            context.Report(DiagnosticRules.IdleOption, part.Key, $"'part' has no meaning for '{row.Name}', which is no id of two parts; a model has such ids where its 'remote_id' says 'key'.");
        }

        var (bound, sites) = places.InSteps(row.Places, steps);
        return Spec(row, bound, sites) with { Default = row.Options.Scalar("default") is { } text ? Default(scope, row, text) : null };
    }

    /// <summary>Binds rows that come in a list.</summary>
    public InputListSpec List(ActionScope scope, ListNode list, IReadOnlyDictionary<string, StepTarget> steps)
    {
        var (bound, items) = places.Lists(list, steps);
        return new InputListSpec
        {
            Group = list.Group.Name,
            Places = bound,
            Items = list.Rows.Select(row => Item(scope.Type, list, row, items)).ToEquatable(),
            Key = MemberKeys.Bind(context, list.MemberKey, scope.Type, list.Group),
            With = list.With.SelectMany(entry => With(entry, items, scope with { Each = list.Group.Name })).ToEquatable(),
            Max = Max(list, items),
            Note = list.Options.Text("note"),
        };
    }

    // What the spec says itself is checked in every list, and the first one tells how it is written.
    private IEnumerable<SentValue> With(YamlEntry entry, IReadOnlyList<ItemSite> items, ActionScope scope) => items
        .Where(static i => i.Request is null)
        .Select(item => parameters.Member(entry.Key, entry.Key.Text, item.Item, item.Where, item.IsXml))
        .OfType<SchemaView>()
        .Select(view => parameters.Value(entry.Value, new Place(PlaceKind.Body, entry.Key.Text), view, new TemplateScope(Action: scope)))
        .Take(1);

    private InputSpec Item(ActionType action, ListNode list, RowNode row, IReadOnlyList<ItemSite> items)
    {
        var isAnswer = row.Field.Type is TypeRef.Scalar { Kind: ScalarKind.Answer };
        var byFormat = row.Options.Entry("by_format");
        if (isAnswer != byFormat is not null)
        {
            context.Report(DiagnosticRules.WrongConstruct, byFormat?.Key ?? row.Key, isAnswer
                ? $"'{row.Name}' is the answer to a question; say with 'by_format' where the answers of each format are written."
                : $"'by_format' is for the answers to questions, and '{row.Name}' is {Types.Says(row.Field.Type)}.");
            return new InputSpec { Row = row.Name };
        }

        if (isAnswer)
        {
            foreach (var idle in row.Options.Entries.Where(static e => e.Key.Text is not ("by_format" or "note")))
            {
                context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning beside 'by_format'; say it for a format.");
            }

            return new InputSpec { Row = row.Name, Write = answers.Bind(action, list, row, items), Note = row.Options.Text("note") };
        }

        var (bound, sites) = places.InItems(row.Places, items);
        return Spec(row, bound, sites);
    }

    private InputSpec Spec(RowNode row, EquatableArray<InputPlace> bound, IReadOnlyList<InputSite> sites)
    {
        var write = row.Options["table"] is not null ? rows.Bind(row.Field.Type, row.Options, sites, row.Name) : writes.Bind(row.Key, row.Field.Type, row.Options, sites, row.Name);
        var isText = write is WriteSpec.Plain && row.Field.Type is TypeRef.Scalar { Kind: not (ScalarKind.Boolean or ScalarKind.Integer or ScalarKind.Number) };
        return new InputSpec
        {
            Row = row.Name,
            Places = bound,
            Write = write,
            MaxLength = isText ? InputLimits.MaxLength(sites) : null,
            Pattern = isText ? InputLimits.Pattern(sites, row.Field.Type) : null,
            Values = isText ? InputLimits.Values(sites) : default,
            Note = row.Options.Text("note"),
        };
    }

    private Template Default(ActionScope scope, RowNode row, YamlScalar text)
    {
        var template = templates.Bind(text, new TemplateScope(Action: scope with { Steps = [], Inputs = new InputNodes([], []) }));
        if (template.Parts.All(static p => p is TemplatePart.Literal))
        {
            conversions.CheckUnified(text, text.Text, row.Field.Type, $"'{row.Name}'");
        }
        else if (row.Field.Type is not TypeRef.Scalar { Kind: ScalarKind.String })
        {
            context.Report(DiagnosticRules.WrongConstruct, text, $"'{row.Name}' is {Types.Says(row.Field.Type)}, and only a text is put together of placeholders.");
        }

        return template;
    }

    private int? Max(ListNode list, IReadOnlyList<ItemSite> items)
    {
        var contract = items.Select(static i => i.Most).Where(static most => most is not null).Min();
        if (list.Options.Whole("max") is not { } max)
        {
            return contract;
        }

        if (contract < max)
        {
            context.Report(DiagnosticRules.ParameterValue, list.Options["max"]!, $"The contract takes at most {contract} items there, not {max}.");
        }

        return max;
    }
}
