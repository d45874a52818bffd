using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>Which inputs of an action a connector covers.</summary>
public static class CoveredInputs
{
    /// <summary>Whether an input is sent, or tells something about one that is.</summary>
    public static bool Covers(this ActionSpec action, ActionType type, FieldType input) => action.Input(input.Name) is not null || action.OnlyTakes(type, input);

    /// <summary>Whether an input is not sent, but taken, because it tells something about one that is.</summary>
    public static bool OnlyTakes(this ActionSpec action, ActionType type, FieldType input) =>
        action.Input(input.Name) is null && type.GoesWith(input, row => action.Input(row) is not null);
}
