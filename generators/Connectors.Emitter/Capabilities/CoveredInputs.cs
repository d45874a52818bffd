using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>Which inputs of an action a connector covers.</summary>
public static class CoveredInputs
{
    /// <summary>Whether an input is sent, or tells something about one that is.</summary>
    public static bool Covers(this ActionSpec action, ActionType type, string row) => action.Input(row) is not null || action.OnlyTakes(type, row);

    /// <summary>Whether an input is not sent, but taken, because it tells something about one that is.</summary>
    public static bool OnlyTakes(this ActionSpec action, ActionType type, string row) =>
        action.Input(row) is null && type.Input(row) is { } input && type.GoesWith(input, other => action.Input(other) is not null);
}
