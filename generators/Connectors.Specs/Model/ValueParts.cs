namespace Connectors.Specs.Model;

/// <summary>What values are made of.</summary>
public static class ValueParts
{
    /// <summary>A value and every value inside it, also those made of the items of its lists and of the rows of tables.</summary>
    public static IEnumerable<ValueSpec> All(this ValueSpec value) => Inside(value).SelectMany(All).Prepend(value);

    /// <summary>The names of the tables that a model's values are looked up in.</summary>
    public static IEnumerable<string> Tables(this ModelSpec model) =>
        model.Fields.SelectMany(static f => f.Value.All()).OfType<ValueSpec.Row>().Select(static r => r.Table).Distinct();

    private static IEnumerable<ValueSpec> Inside(ValueSpec value) => value switch
    {
        ValueSpec.Switch choice => choice.Cases.Select(static c => c.Value).Concat(choice.Otherwise is { } rest ? [rest] : []).SelectMany(static c => c.Members).Select(static m => m.Value),
        ValueSpec.OneOf choice => choice.Cases.SelectMany(static c => c.Members).Select(static m => m.Value),
        ValueSpec.FirstOf first => first.Values,
        ValueSpec.Join join => join.Values,
        ValueSpec.ListOf list => list.Items,
        ValueSpec.Each each => [each.Item],
        ValueSpec.Pick pick => pick.Time is { } time ? [time, pick.Item] : [pick.Item],
        ValueSpec.Row row => [row.Take],
        ValueSpec.ObjectOf record => record.Members.Select(static m => m.Value),
        _ => [],
    };
}
