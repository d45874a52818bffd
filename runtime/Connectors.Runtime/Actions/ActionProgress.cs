using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Connectors.Runtime.Actions;

/// <summary>How far an action has come, and the journal's part in it where the caller has one and names a key.</summary>
internal sealed class ActionProgress
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _taken = new(StringComparer.Ordinal);
    private readonly List<MadeRecord> _made = [];
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly IActionJournal? _journal;
    private readonly string _key;

    private ActionProgress(IActionJournal? journal, string? key) => (_journal, _key) = (key is null ? null : journal, key ?? "");

    /// <summary>What the steps took that are done, by step and name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Taken => _taken;

    /// <summary>The records made or found, in the order of the steps.</summary>
    public ImmutableArray<MadeRecord> Made => [.. _made];

    /// <summary>Whether anything has been done at the vendor, by this attempt or an earlier one.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether another attempt with the same key goes on from here.</summary>
    public bool IsKept => _journal is not null;

    /// <summary>Begins, or goes on where an earlier attempt with the same key ended.</summary>
    /// <exception cref="Errors.ConnectorException">The key belongs to something else, or another attempt is under way.</exception>
    public static async ValueTask<ActionProgress> OpenAsync(ActionPlan plan, ActionInput input, ActionOptions wanted, CancellationToken cancellationToken)
    {
        var progress = new ActionProgress(wanted.Journal, wanted.IdempotencyKey);
        if (progress._journal is { } journal)
        {
            var before = await journal.OpenAsync(progress._key, plan.Name, Fingerprint(input), cancellationToken).ConfigureAwait(false);
            foreach (var entry in before)
            {
                if (!entry.Done)
                {
                    progress._begun.Add(entry.Step);
                }
                else if (plan.Steps.FirstOrDefault(s => s.Name == entry.Step) is { } step)
                {
                    progress.Note(step, entry.Existed, entry.Taken);
                }
            }
        }

        return progress;
    }

    /// <summary>Whether an earlier attempt sent a step, and nobody knows what came of it.</summary>
    public bool IsOpen(ActionStep step) => _begun.Contains(step.Name);

    /// <summary>A step is about to be sent.</summary>
    public ValueTask BeginAsync(ActionStep step, CancellationToken cancellationToken) =>
        _journal?.BeginAsync(_key, step.Name, cancellationToken) ?? default;

    /// <summary>A step is done. The vendor has done it: no cancellation keeps that from being written down.</summary>
    public ValueTask EndAsync(ActionStep step, bool existed, ImmutableDictionary<string, string> taken)
    {
        Note(step, existed, taken);
        return _journal?.EndAsync(_key, new JournalStep(step.Name, Done: true, existed, taken), CancellationToken.None) ?? default;
    }

    /// <summary>A step was surely not done.</summary>
    public ValueTask UndoAsync(ActionStep step) => _journal?.UndoAsync(_key, step.Name, CancellationToken.None) ?? default;

    /// <summary>The attempt is over.</summary>
    public ValueTask CloseAsync() => _journal?.CloseAsync(_key, CancellationToken.None) ?? default;

    private void Note(ActionStep step, bool existed, ImmutableDictionary<string, string> taken)
    {
        _taken[step.Name] = taken;
        HasChanged |= !existed;
        if (step.Creates is { } model)
        {
            _made.Add(new MadeRecord(model, taken.GetValueOrDefault(ActionStep.RemoteId, ""), existed, taken));
        }
    }

    private static string Fingerprint(ActionInput input)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        using (var writer = new Utf8JsonWriter(stream))
        {
            input.Write(writer);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }
}
