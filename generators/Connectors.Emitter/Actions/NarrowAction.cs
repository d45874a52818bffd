using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>An action that a connector does: what the vocabulary says of it, and the classes of its unified and its narrow input.</summary>
internal sealed class NarrowAction
{
    private NarrowAction(ActionSpec spec, ActionType type, ActionType narrow, InputClass unified, InputClass input) =>
        (Spec, Type, Narrow, Unified, Input) = (spec, type, narrow, unified, input);

    /// <summary>What the connector does.</summary>
    public ActionSpec Spec { get; }

    /// <summary>What the vocabulary says.</summary>
    public ActionType Type { get; }

    /// <summary>The same with the covered inputs alone, required where the vendor requires them.</summary>
    public ActionType Narrow { get; }

    /// <summary>The class of the unified input.</summary>
    public InputClass Unified { get; }

    /// <summary>The class of the connector's own input: <c>LauraCreateApplicationInput</c>.</summary>
    public InputClass Input { get; }

    /// <summary>The member of generated classes that stands for it: <c>CreateApplication</c>.</summary>
    public string Name => Naming.Pascal(Spec.Name);

    /// <summary>The actions of a connector, with the classes of the levels in their narrow inputs.</summary>
    public static (IReadOnlyList<NarrowAction> Actions, IEnumerable<InputClass> Groups) Of(ConnectorSpec spec, VocabularySpec vocabulary)
    {
        var unified = new InputClasses();
        var classes = vocabulary.Actions.ToDictionary(a => a.Name, unified.Of);
        var narrow = new InputClasses(Naming.Pascal(spec.Slug));
        var actions = spec.Actions.Select(action =>
        {
            var type = vocabulary.Actions.First(a => a.Name == action.Name);
            var covered = Cover(action, type);
            return new NarrowAction(action, type, covered, classes[type.Name], narrow.Of(covered));
        }).ToList();
        return (actions, narrow.Groups);
    }

    private static ActionType Cover(ActionSpec spec, ActionType type)
    {
        var inputs = type.Inputs.Where(i => spec.Covers(type, i.Name)).Select(i => i with { Required = spec.Input(i.Name)?.Required ?? false }).ToEquatable();
        return type with
        {
            Inputs = inputs,
            Groups = type.Groups.Where(g => inputs.Any(i => i.Name.StartsWith(g.Name + ".", StringComparison.Ordinal)))
                .Select(g => g with { Required = g.Required || spec.RequiredGroups.Contains(g.Name) }).ToEquatable(),
        };
    }
}
