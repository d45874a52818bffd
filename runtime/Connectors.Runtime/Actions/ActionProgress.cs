using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Errors;

namespace Connectors.Runtime.Actions;

/// <summary>How far an action has come, and the journal's part in it where the caller has one and names a key.</summary>
internal sealed class ActionProgress : IAsyncDisposable
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _taken = new(StringComparer.Ordinal);
    private readonly List<MadeRecord> _made = [];
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly ActionPlan _plan;
    private readonly IActionJournal? _journal;
    private readonly string _key;
    private readonly Action<MadeRecord>? _told;

    private ActionProgress(ActionPlan plan, ActionOptions wanted) =>
        (_plan, _journal, _key, _told) = (plan, wanted.IdempotencyKey is null ? null : wanted.Journal, wanted.IdempotencyKey ?? "", wanted.OnMade);

    /// <summary>What the steps took that are done, by step and name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Taken => _taken;

    /// <summary>The records made or found, in the order of the steps.</summary>
    public ImmutableArray<MadeRecord> Made => [.. _made];

    /// <summary>The files that were listed.</summary>
    public List<VendorFile> Files { get; } = [];

    /// <summary>Whether anything has been done at the vendor, by this attempt or an earlier one.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether this attempt has done a step.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Whether every step is done that is to be.</summary>
    public bool IsDone(ActionInput input, ActionScope scope) =>
        StepTurn.Of(_plan, input).All(t => _taken.ContainsKey(t.Name) || t.Step.When?.Invoke(input, scope with { Item = t.Item }) == false);

    /// <summary>Begins, or goes on where an earlier attempt with the same key ended.</summary>
    /// <exception cref="ConnectorException">The key belongs to something else, or another attempt is under way.</exception>
    public static async ValueTask<ActionProgress> OpenAsync(ActionPlan plan, ActionInput input, ActionOptions wanted, CancellationToken cancellationToken)
    {
        var progress = new ActionProgress(plan, wanted);
        if (progress._journal is { } journal)
        {
            var before = await journal.OpenAsync(progress._key, plan.Name, Fingerprint(input), cancellationToken).ConfigureAwait(false);
            var turns = StepTurn.Of(plan, input).ToDictionary(t => t.Name, StringComparer.Ordinal);
            var done = before.Where(e => e.Done).Select(e => e.Step).ToHashSet(StringComparer.Ordinal);
            foreach (var entry in before)
            {
                if (!entry.Done)
                {
                    progress._begun.Add(entry.Step);
                }
                else if (turns.TryGetValue(entry.Step, out var turn) && !progress.IsStale(turn, done))
                {
                    progress.Note(turn, entry.Existed, entry.Taken);
                }
            }
        }

        return progress;
    }

    /// <summary>Whether an earlier attempt sent a step, and nobody knows what came of it.</summary>
    public bool IsOpen(StepTurn turn) => _begun.Contains(turn.Name);

    /// <summary>A step is about to be sent.</summary>
    public ValueTask BeginAsync(StepTurn turn, CancellationToken cancellationToken) =>
        turn.Step.IsRead ? default : _journal?.BeginAsync(_key, turn.Name, cancellationToken) ?? default;

    /// <summary>A step is done. The vendor has done it: no cancellation keeps that from being written down.</summary>
    /// <exception cref="ConnectorException">The journal cannot be written.</exception>
    public async ValueTask EndAsync(StepTurn turn, bool existed, ImmutableDictionary<string, string> taken)
    {
        Note(turn, existed, taken);
        HasSent = true;
        try
        {
            if (turn.Step.Creates is not null)
            {
                _told?.Invoke(_made[^1]);
            }

            if (_journal is null || turn.Step.IsRead)
            {
                return;
            }

            await _journal.EndAsync(_key, new JournalStep(turn.Name, Done: true, existed, taken), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ConnectorException)
        {
            // Who called must learn what was made, now that nothing else knows it.
            throw new ConnectorException(ConnectorError.Unavailable, $"{_plan.Name}: the journal cannot be written", e);
        }
    }

    /// <summary>A step was surely not done.</summary>
    public ValueTask UndoAsync(StepTurn turn) => turn.Step.IsRead ? default : _journal?.UndoAsync(_key, turn.Name, CancellationToken.None) ?? default;

    /// <summary>The error for a failure after something was done, or when nobody knows whether it was.</summary>
    /// <param name="cause">What was met.</param>
    /// <param name="open">The step that may have been done; null where all is known.</param>
    public PartialActionException Failed(ConnectorException cause, StepTurn? open)
    {
        var text = new StringBuilder(cause.Message.TrimEnd('.')).Append('.');
        if (_made.Count > 0)
        {
            text.Append(" At the vendor there is now ").AppendJoin(", ", _made.Select(m => $"{m.Model} {(m.RemoteId is { } id ? $"'{id}'" : "whose id it does not tell")}{(m.Existed ? ", which was there before" : "")}")).Append('.');
        }

        if (open is { } turn)
        {
            text.Append(" Whether the step '").Append(turn.Name).Append("' was done is not known: look at the vendor")
                .Append(turn.Step.Creates is { } model ? $" whether one of the {model} was made." : ".");
        }

        text.Append((_journal, open) switch
        {
            (null, _) => " Another attempt without an idempotency key begins anew.",
            (_, null) => " The same idempotency key goes on from here.",
            (_, { Step.CanGoOn: true }) => " The same idempotency key finds out and goes on from here.",
            _ => " The same idempotency key does not send it again.",
        });
        return new PartialActionException(cause, text.ToString(), Made) { UncertainStep = open?.Name };
    }

    /// <summary>The attempt is over.</summary>
    public ValueTask DisposeAsync() => _journal?.CloseAsync(_key, CancellationToken.None) ?? default;

    private void Note(StepTurn turn, bool existed, ImmutableDictionary<string, string> taken)
    {
        _taken[turn.Name] = taken;
        HasChanged |= !existed && !turn.Step.IsRead;
        if (turn.Step.Creates is { } model)
        {
            _made.Add(new MadeRecord(model, taken.GetValueOrDefault(ActionStep.RemoteId), existed, taken));
        }
    }

    // An address that nothing has been sent to yet may have ended since an earlier attempt was given it.
    private bool IsStale(StepTurn turn, HashSet<string> done) => turn.Step.Creates is null
        && _plan.Steps.Any(s => s.AddressFrom == turn.Step.Name && !done.Contains(ActionScope.Turn(s.Name, turn.Item)));

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
