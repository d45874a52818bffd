using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>An action as a spec writes it.</summary>
/// <param name="Type">What the vocabulary says of it.</param>
/// <param name="Key">Its name.</param>
/// <param name="Body">What stands under it.</param>
internal sealed record ActionNode(ActionType Type, YamlScalar Key, YamlMapping Body)
{
    /// <summary>The action whose steps and inputs it has, as written; null when it has its own.</summary>
    public YamlScalar? SameAs => Body.Scalar("same_as");

    /// <summary>Its own steps, in the order of the spec.</summary>
    public IReadOnlyList<StepNode> Steps { get; } =
        Body.Entries("steps").Where(static e => e.Value is YamlMapping).Select(static e => new StepNode(e.Key, (YamlMapping)e.Value)).ToList();
}

/// <summary>A step as a spec writes it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Body">What stands under it.</param>
internal sealed record StepNode(YamlScalar Key, YamlMapping Body)
{
    /// <summary>The name.</summary>
    public string Name => Key.Text;

    /// <summary>The names of what it takes out of its reply.</summary>
    public IReadOnlyList<string> Taken { get; } = Body.Entries("take").Select(static e => e.Key.Text).ToList();
}

/// <summary>A place of an input as a spec writes it.</summary>
/// <param name="Node">The text that names it.</param>
/// <param name="Step">The step; empty within a list.</param>
/// <param name="At">The place in the step's request; within a list, relative to the item.</param>
internal sealed record PlaceNode(YamlScalar Node, string Step, Model.Place At);

/// <summary>A covered row as a spec writes it.</summary>
/// <param name="Field">The vocabulary's input.</param>
/// <param name="Name">The row; within a list without the list's name.</param>
/// <param name="Key">The row as written.</param>
/// <param name="Options">How it is written for the vendor; empty for the short form.</param>
/// <param name="Places">Where it is sent.</param>
/// <param name="Cases">Of an answer: how each format is written.</param>
internal sealed record RowNode(FieldType Field, string Name, YamlScalar Key, YamlMapping Options, IReadOnlyList<PlaceNode> Places, IReadOnlyList<CaseNode> Cases);

/// <summary>How the answer to a question of one format is written.</summary>
/// <param name="Key">The format.</param>
/// <param name="Options">How; empty for the short form.</param>
/// <param name="At">Where; null for a file, and where it is not said.</param>
/// <param name="Members">Of a file: its parts with their places.</param>
internal sealed record CaseNode(YamlScalar Key, YamlMapping Options, PlaceNode? At, IReadOnlyList<(string Name, PlaceNode At)> Members);

/// <summary>Covered rows that come in a list.</summary>
/// <param name="Group">The vocabulary's list.</param>
/// <param name="Key">Its name as written.</param>
/// <param name="Options">What stands under it.</param>
/// <param name="Places">The vendor's lists.</param>
/// <param name="Rows">The rows of an item.</param>
internal sealed record ListNode(InputGroup Group, YamlScalar Key, YamlMapping Options, IReadOnlyList<PlaceNode> Places, IReadOnlyList<RowNode> Rows);

/// <summary>The covered rows of an action.</summary>
/// <param name="Rows">Those that can be there once.</param>
/// <param name="Lists">Those that come in lists.</param>
internal sealed record InputNodes(IReadOnlyList<RowNode> Rows, IReadOnlyList<ListNode> Lists)
{
    /// <summary>All rows by their full names.</summary>
    public IEnumerable<string> Names => Rows.Concat(Lists.SelectMany(static l => l.Rows)).Select(static r => r.Field.Name);

    /// <summary>What the inputs fill in a step.</summary>
    public IEnumerable<Filling> Fillings(string step) => Rows.SelectMany(r => Of(r, r.Places.Where(p => p.Step == step), ""))
        .Concat(Lists.SelectMany(l => l.Places.Where(p => p.Step == step).SelectMany(p => Items(l, p))));

    private static IEnumerable<Filling> Items(ListNode list, PlaceNode at) =>
        [
            new Filling(at.At, at.Node, list.Group.Name) { IsList = true },
            .. list.Rows.SelectMany(r => Of(r, r.Places, at.At.Name + ".").Concat(Cases(r, at.At.Name + "."))),
        ];

    private static IEnumerable<Filling> Of(RowNode row, IEnumerable<PlaceNode> places, string above) =>
        places.Select(p => new Filling(p.At with { Name = above + p.At.Name }, p.Node, row.Field.Name)
        {
            Choice = row.Field.OneOf is { } choice ? $"{row.Field.Group}.{choice}" : null,
            Case = row.Name,
        });

    private static IEnumerable<Filling> Cases(RowNode row, string above) => row.Cases.SelectMany(c =>
        c.Members.Select(static m => m.At).Concat(c.At is null ? [] : [c.At]).Select(p => new Filling(p.At with { Name = above + p.At.Name }, p.Node, row.Field.Name)
        {
            Choice = row.Field.Name,
            Case = c.Key.Text,
        }));
}
