using Connectors.Sandbox.Data;

namespace Connectors.Sandbox;

/// <summary>The records of a running sandbox: looks them up and changes them, as people do at a vendor while a sync runs.</summary>
/// <remarks>
/// A record is known by its index in its model, from 0. Changes lie over the pure function that makes the records and are kept as long
/// as the sandbox runs; they are stamped with the vendor's clock, so that a since filter finds them. Safe to use while requests are answered.
/// </remarks>
public sealed class SandboxRecords
{
    private readonly World _world;
    private readonly VendorClock _clock;

    internal SandboxRecords(World world, VendorClock clock)
    {
        _world = world;
        _clock = clock;
    }

    /// <summary>The models there are.</summary>
    public IReadOnlyList<string> Models => [.. _world.Populations.Select(p => p.Model)];

    /// <summary>The vendor's time.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>How many records of a model there are now, deleted ones not counted. Records whose parent is deleted count until they are deleted themselves.</summary>
    /// <exception cref="ArgumentException">The spec does not read the model.</exception>
    public long Count(string model)
    {
        var records = Of(model);
        return records.Total - records.Overlay.DeletedIn(0, records.Total).Length;
    }

    /// <summary>The vendor's id of a record.</summary>
    /// <exception cref="ArgumentException">The spec does not read the model.</exception>
    public string RemoteId(string model, long index) => Of(model).IdOf(index);

    /// <summary>The index of the record with a vendor's id; -1 when there is none.</summary>
    /// <exception cref="ArgumentException">The spec does not read the model.</exception>
    public long IndexOf(string model, string remoteId) => Of(model).IndexOf(remoteId) is >= 0 and var index && index < Of(model).Total ? index : -1;

    /// <summary>The index of a record's parent; -1 when the model has none.</summary>
    /// <exception cref="ArgumentException">The spec does not read the model.</exception>
    public long ParentOf(string model, long index) => Of(model).ParentOf(index);

    /// <summary>Gives a record other content; its id, its type and what it refers to by identity stay.</summary>
    /// <exception cref="ArgumentException">The spec does not read the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    public void Change(string model, long index) => At(model, index).Overlay.Change(index, _clock.Now);

    /// <summary>Takes a record away, and with it its children.</summary>
    /// <exception cref="ArgumentException">The spec does not read the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    public void Delete(string model, long index) => At(model, index).Overlay.Delete(index, _clock.Now);

    /// <summary>Brings a deleted record back as it was.</summary>
    /// <exception cref="ArgumentException">The spec does not read the model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    public void Return(string model, long index) => At(model, index).Overlay.Return(index, _clock.Now);

    /// <summary>Adds a record after the last.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parent">The index of its parent, for a model that is read per parent.</param>
    /// <returns>The new record's index.</returns>
    /// <exception cref="ArgumentException">The spec does not read the model, or a parent is missing.</exception>
    public long Add(string model, long parent = -1)
    {
        var records = Of(model);
        if (records.Parent is null != parent < 0)
        {
            throw new ArgumentException(records.Parent is null ? $"Records of {model} have no parent." : $"A record of {model} needs the index of one of {records.Parent.Model}.", nameof(parent));
        }

        return records.Overlay.Add(records.Count, parent, _clock.Now);
    }

    /// <summary>Moves the vendor's clock.</summary>
    /// <param name="by">How far; it may go backwards.</param>
    public void Advance(TimeSpan by) => _clock.Advance(by);

    private Population Of(string model) => _world.Find(model) ?? throw new ArgumentException($"The spec does not read '{model}'.", nameof(model));

    private Population At(string model, long index)
    {
        var records = Of(model);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, records.Total);
        return records;
    }
}
