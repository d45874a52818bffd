using System.Collections.Immutable;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Actions;

/// <summary>What came of an action.</summary>
/// <param name="Made">The records made or found, in the order of the steps.</param>
/// <param name="Warnings">Inputs that were not sent, where the caller was lenient.</param>
public sealed record ActionReply(ImmutableArray<MadeRecord> Made, ImmutableArray<Finding> Warnings)
{
    /// <summary>The records that were made, in the unified shape: the first is the action's answer. One that existed before is not among them.</summary>
    public ImmutableArray<UnifiedRecord> Records { get; init; } = [];

    /// <summary>The files that the action lists; null where that is not what it does.</summary>
    public IReadOnlyList<VendorFile>? Files { get; init; }

    /// <summary>The record that was changed; null where the action changes none, and where this attempt did not change it (<see cref="IsRepeat"/>).</summary>
    public ChangedRecord? Changed { get; init; }

    /// <summary>Whether this attempt had nothing left to send: an earlier one with the same idempotency key had done it all. What it did may have changed at the vendor since.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The record of a model; null where the action made none.</summary>
    public MadeRecord? Of(string model) => Made.FirstOrDefault(m => m.Model == model);
}

/// <summary>A record at the vendor.</summary>
/// <param name="Model">Its model: <c>candidates</c>.</param>
/// <param name="RemoteId">The vendor's id; null where the vendor does not tell it.</param>
/// <param name="Existed">Whether it was there before the action.</param>
/// <param name="Taken">What the spec takes from the vendor's answer, by name.</param>
public sealed record MadeRecord(string Model, string? RemoteId, bool Existed, ImmutableDictionary<string, string> Taken)
{
    /// <summary>A text that the spec takes from the vendor's answer; null when there was none of that name.</summary>
    public string? Text(string name) => Taken.GetValueOrDefault(name);
}
