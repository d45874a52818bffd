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
    public string Name => Key.Text;

    /// <summary>The list of the input for each item of which it is sent, as written; null where it is sent once.</summary>
    public YamlScalar? ForEach => Body.Scalar("for_each");

    /// <summary>Whether the vendor does not tell the id of the record made.</summary>
    public bool TakesNone => Body.Text("take") == "none";

    /// <summary>The names of what it takes out of its reply.</summary>
    public IReadOnlyList<string> Taken { get; } = Body.Entries("take").Select(static e => e.Key.Text).ToList();
}

/// <summary>A place of an input as a spec writes it.</summary>
/// <param name="Node">The text that names it.</param>
/// <param name="Step">The step; empty within a list.</param>
/// <param name="At">The place in the step's request; within a list, relative to the item.</param>
internal sealed record PlaceNode(YamlScalar Node, string Step, Model.Place At)
{
    /// <summary>What says which part of an id of two parts stands there; null for the whole value.</summary>
    public YamlEntry? Part { get; init; }
}

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
