using System.Collections.Immutable;

namespace Connectors.Runtime.Actions;

/// <summary>Keeps what idempotency keys have done, for one integration. What a method has written is durable when it returns.</summary>
public interface IActionJournal
{
    /// <summary>Opens the entry of a key; a new one where there is none.</summary>
    /// <param name="key">The caller's key.</param>
    /// <param name="action">The action.</param>
    /// <param name="fingerprint">SHA-256 of the input, in hex: a key belongs to one input.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The steps done or begun before, in order.</returns>
    /// <exception cref="Errors.ConnectorException">The key belongs to another action or input, or another attempt with it is under way (<see cref="Errors.ConnectorError.Conflict"/>).</exception>
    ValueTask<IReadOnlyList<JournalStep>> OpenAsync(string key, string action, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Notes that a step is about to be sent.</summary>
    ValueTask BeginAsync(string key, string step, CancellationToken cancellationToken);

    /// <summary>Notes what a step gave.</summary>
    ValueTask EndAsync(string key, JournalStep step, CancellationToken cancellationToken);

    /// <summary>Notes that a step was surely refused or never sent, so that it can be sent again.</summary>
    ValueTask UndoAsync(string key, string step, CancellationToken cancellationToken);

    /// <summary>
    /// Lets go of the key: no attempt is under way any more. What it has done stays; an entry without steps is forgotten, so that an input that was refused can be
    /// put right and sent with the same key.
    /// </summary>
    ValueTask CloseAsync(string key, CancellationToken cancellationToken);
}

/// <summary>A step of an action in the journal.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Done">Whether its answer is known; otherwise it was begun, and nobody knows what came of it.</param>
/// <param name="Existed">Whether it found its record.</param>
/// <param name="Taken">What it took of the answer.</param>
public sealed record JournalStep(string Step, bool Done, bool Existed, ImmutableDictionary<string, string> Taken);
