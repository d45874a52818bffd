using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Covered rows that come in a list, and one way they are sent.</summary>
/// <param name="Group">The vocabulary's list.</param>
/// <param name="Key">Its name as written.</param>
/// <param name="Options">What stands under it.</param>
/// <param name="Places">The vendor's lists.</param>
/// <param name="Requests">Where the items stand in steps that are sent for each of them; the empty path is the body itself.</param>
/// <param name="Rows">The rows of an item.</param>
internal sealed record ListNode(
    InputGroup Group, YamlScalar Key, YamlMapping Options, IReadOnlyList<PlaceNode> Places, IReadOnlyList<PlaceNode> Requests, IReadOnlyList<RowNode> Rows)
{
    /// <summary>The name of the member that an item is; null where it is an item of a list.</summary>
    public YamlScalar? MemberKey => Options.Scalar(MemberKeys.Word);

    /// <summary>What every item of the vendor's list says besides.</summary>
    public IReadOnlyList<YamlEntry> With => Options.Entries("with");

    /// <summary>Where a place of an item stands in a request that is sent for it.</summary>
    public static Place InRequest(PlaceNode request, PlaceNode item) =>
        item.At.Kind != PlaceKind.Body || request.At.Name.Length == 0 ? item.At
        : item.At.Name == BodyPaths.Whole ? request.At
        : item.At with { Name = $"{request.At.Name}.{item.At.Name}" };
}

/// <summary>The covered rows of an action.</summary>
/// <param name="Rows">Those that can be there once.</param>
/// <param name="Lists">Those that come in lists.</param>
internal sealed record InputNodes(IReadOnlyList<RowNode> Rows, IReadOnlyList<ListNode> Lists)
{
    /// <summary>All rows by their full names.</summary>
    public IEnumerable<string> Names => Rows.Concat(Lists.SelectMany(static l => l.Rows)).Select(static r => r.Field.Name);

    /// <summary>What the inputs fill in a step.</summary>
    public IEnumerable<Filling> Fillings(string step) => Rows.SelectMany(r => Of(r, r.Places.Where(p => p.Step == step), static p => p.At))
        .Concat(Lists.SelectMany(l => l.Places.Where(p => p.Step == step).SelectMany(p => List(l, p))))
        .Concat(Lists.SelectMany(l => l.Requests.Where(p => p.Step == step).SelectMany(p => Item(l, place => ListNode.InRequest(p, place)))));

    private static IEnumerable<Filling> List(ListNode list, PlaceNode at) =>
        [
            new Filling(at.At, at.Node, list.Group.Name) { IsList = true },
            .. Item(list, place => place.At with { Name = $"{at.At.Name}.{place.At.Name}" }),
            .. list.With.Select(entry => new Filling(new Place(PlaceKind.Body, $"{at.At.Name}.{entry.Key.Text}"), entry.Key, null) { Items = list.Group.Name }),
        ];

    private static IEnumerable<Filling> Item(ListNode list, Func<PlaceNode, Place> at) => list.Rows.SelectMany(r => Of(r, r.Places, at).Concat(Cases(r, at)));

    private static IEnumerable<Filling> Of(RowNode row, IEnumerable<PlaceNode> places, Func<PlaceNode, Place> at) =>
        places.Select(p => new Filling(at(p), p.Node, row.Field.Name)
        {
            Choice = row.Field.OneOf is { } choice ? $"{row.Field.Group}.{choice}" : null,
            Case = row.Name,
        });

    private static IEnumerable<Filling> Cases(RowNode row, Func<PlaceNode, Place> at) => row.Cases.SelectMany(c =>
        c.Members.Select(static m => m.At).Concat(c.At is null ? [] : [c.At]).Select(p => new Filling(at(p), p.Node, row.Field.Name)
        {
            Choice = row.Field.Name,
            Case = c.Key.Text,
        }));
}
