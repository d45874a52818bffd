using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Connectors.Runtime.Connections;

namespace Connectors.Runtime.Actions;

/// <summary>What a step may use besides the input.</summary>
/// <param name="Connection">The account.</param>
/// <param name="SourceName">The environment's name as a source; null for none.</param>
/// <param name="Steps">What earlier steps took, by step and name; that of a step which is sent for each item by <c>step[index]</c>.</param>
public sealed record ActionScope(ConnectionValues Connection, string? SourceName, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Steps)
{
    /// <summary>The item that the step is sent for, from 0; -1 where it is sent once.</summary>
    public int Item { get; init; } = -1;

    /// <summary>What is sent for inputs that stand for rows of tables, by the input.</summary>
    public IReadOnlyDictionary<string, string> Rows { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>When the step is sent.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What is sent for an input that stands for a row of a table; null where nothing is.</summary>
    /// <param name="input">The input: <c>source.name</c>.</param>
    public string? Row(string input) => Rows.GetValueOrDefault(input);

    /// <summary>A value that an earlier step took; null where the step was not sent, because its condition did not hold.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">The value.</param>
    /// <exception cref="MissingValueException">The step was sent, and its reply did not tell it.</exception>
    public string? Taken(string step, string name) =>
        !Steps.TryGetValue(step, out var taken) ? null : taken.TryGetValue(name, out var value) ? value : throw new MissingValueException(step, name);

    /// <summary>A value that an earlier step took for an item; null where it was not sent for it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="item">The item, from 0.</param>
    /// <param name="name">The value.</param>
    /// <exception cref="MissingValueException">The step was sent, and its reply did not tell it.</exception>
    public string? Taken(string step, int item, string name) => Taken(Turn(step, item), name);

    /// <summary>The values that an earlier step took for all items it was sent for, in their order.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">The value.</param>
    /// <param name="items">How many items there are.</param>
    /// <exception cref="MissingValueException">The step was sent, and its reply did not tell it.</exception>
    public ImmutableArray<string> TakenAll(string step, string name, int items) =>
        [.. Enumerable.Range(0, items).Select(i => Taken(step, i, name)).OfType<string>()];

    /// <summary>A value that an earlier step took; null where it was not sent, or its reply did not tell it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">The value.</param>
    public string? Told(string step, string name) => Steps.TryGetValue(step, out var taken) && taken.TryGetValue(name, out var value) ? value : null;

    /// <summary>A value that an earlier step took for an item; null where it was not sent for it, or its reply did not tell it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="item">The item, from 0.</param>
    /// <param name="name">The value.</param>
    public string? Told(string step, int item, string name) => Told(Turn(step, item), name);

    /// <summary>The name of a step that is sent for an item.</summary>
    internal static string Turn(string step, int item) => item < 0 ? step : string.Create(CultureInfo.InvariantCulture, $"{step}[{item}]");
}
