using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Actions;

/// <summary>The unified input of an action. Generated inputs derive from it; they are immutable.</summary>
public abstract class ActionInput
{
    /// <summary>The vocabulary's name of the action: <c>create_application</c>.</summary>
    public abstract string Action { get; }

    /// <summary>The model of the record that answers the action, made or found: <c>applications</c>; null where it makes none.</summary>
    public virtual string? Answer => null;

    /// <summary>Writes the input as the unified JSON it is read from; what is not given is left out.</summary>
    /// <param name="writer">Positioned where a value may stand.</param>
    public abstract void Write(Utf8JsonWriter writer);

    /// <summary>
    /// The same input with the vendor's ids in place of unified ones, answers typed by their questions, and files at hand.
    /// What cannot be resolved is a finding of <paramref name="resolution"/>; the input that is returned must then not be sent.
    /// </summary>
    /// <param name="resolution">Resolves, and collects what it cannot.</param>
    public abstract ValueTask<ActionInput> ResolveAsync(InputResolution resolution);

    /// <summary>
    /// The records that the action made, as far as a resolved input and the vendor's answer tell: the first is the action's answer.
    /// One that existed before (<see cref="MadeRecord.Existed"/>) is not among them, because what is known of it stands in a store.
    /// </summary>
    /// <param name="reply">What the vendor answered.</param>
    public abstract IReadOnlyList<UnifiedRecord> Records(ActionReply reply);

    /// <summary>The record that the action changed, as far as a resolved input tells; null where it changes none.</summary>
    public virtual ChangedRecord? Changed() => null;
}

/// <summary>A record that an action changed.</summary>
/// <param name="Record">The record: its key and the fields that were changed; the others say nothing.</param>
/// <param name="Fields">The vocabulary's names of the fields that were changed.</param>
public sealed record ChangedRecord(UnifiedRecord Record, ImmutableArray<string> Fields);
