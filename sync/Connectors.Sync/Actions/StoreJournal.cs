using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Sync.Store;

namespace Connectors.Sync.Actions;

/// <summary>Keeps what idempotency keys have done, in the store of one integration, for <see cref="Kept"/>. Safe for concurrent use.</summary>
internal sealed class StoreJournal(RecordStore store, Integration integration, TimeProvider clock) : IActionJournal
{
    /// <summary>How long a key is known. Whoever repeats an action later than that does it anew.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JournalStep>> OpenAsync(string key, string action, string fingerprint, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            // A process that was killed has let go of its keys: only one process writes to a store.
            if (!store.BusyKeys.Add((integration.Number, key)))
            {
                throw new ConnectorException(ConnectorError.Conflict, $"{action}: another attempt with the same idempotency key is under way. Wait for it to end, then repeat.");
            }

            try
            {
                return new ValueTask<IReadOnlyList<JournalStep>>(Open(key, action, fingerprint));
            }
            catch
            {
                store.BusyKeys.Remove((integration.Number, key));
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask BeginAsync(string key, string step, CancellationToken cancellationToken) =>
        Write(key, step, done: false, existed: false, ImmutableDictionary<string, string>.Empty);

    /// <inheritdoc/>
    public ValueTask EndAsync(string key, JournalStep step, CancellationToken cancellationToken) => Write(key, step.Step, step.Done, step.Existed, step.Taken);

    /// <inheritdoc/>
    public ValueTask UndoAsync(string key, string step, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            store.Durably(() => store.Prepare("DELETE FROM action_steps WHERE action = ? AND step = ?").Bind(Entry(key)).Bind(step).Run());
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask CloseAsync(string key, CancellationToken cancellationToken)
    {
        lock (store.Gate)
        {
            store.InTransaction(() => store.Prepare(
                    "DELETE FROM actions WHERE integration = ? AND key = ? AND NOT EXISTS (SELECT 1 FROM action_steps s WHERE s.action = actions.n)")
                .Bind(integration.Number).Bind(key).Run());
            store.BusyKeys.Remove((integration.Number, key));
        }

        return default;
    }

    private List<JournalStep> Open(string key, string action, string fingerprint)
    {
        var steps = new List<JournalStep>();
        store.Durably(() =>
        {
            Forget();
            var known = store.Prepare("SELECT n, action, fingerprint FROM actions WHERE integration = ? AND key = ?").Bind(integration.Number).Bind(key);
            if (!known.Step())
            {
                known.Reset();
                store.Prepare("INSERT INTO actions (integration, key, action, fingerprint, started_at) VALUES (?, ?, ?, ?, ?)")
                    .Bind(integration.Number).Bind(key).Bind(action).Bind(fingerprint).Bind(clock.GetUtcNow().ToUnixTimeMilliseconds()).Run();
                return;
            }

            var (entry, of, with) = (known.Long(0), known.Text(1), known.Text(2));
            known.Reset();
            if (of != action || with != fingerprint)
            {
                throw new ConnectorException(
                    ConnectorError.Conflict,
                    of == action
                        ? $"{action}: the idempotency key was used with another input. Use a new key, or the input of the first attempt."
                        : $"{action}: the idempotency key was used for {of}. Use a new key.");
            }

            var rows = store.Prepare("SELECT step, done, existed, taken FROM action_steps WHERE action = ? ORDER BY n").Bind(entry);
            while (rows.Step())
            {
                steps.Add(new JournalStep(rows.Text(0), rows.Long(1) != 0, rows.Long(2) != 0, Taken(rows.Bytes(3))));
            }

            rows.Reset();
        });
        return steps;
    }

    private void Forget()
    {
        const string Old = "SELECT n FROM actions WHERE integration = ? AND started_at < ?";
        var before = (clock.GetUtcNow() - Kept).ToUnixTimeMilliseconds();
        store.Prepare($"DELETE FROM action_steps WHERE action IN ({Old})").Bind(integration.Number).Bind(before).Run();
        store.Prepare("DELETE FROM actions WHERE integration = ? AND started_at < ?").Bind(integration.Number).Bind(before).Run();
    }

    private ValueTask Write(string key, string step, bool done, bool existed, ImmutableDictionary<string, string> taken)
    {
        lock (store.Gate)
        {
            store.Durably(() => store.Prepare(
                    """
                    INSERT INTO action_steps (action, step, done, existed, taken) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (action, step) DO UPDATE SET done = excluded.done, existed = excluded.existed, taken = excluded.taken
                    """)
                .Bind(Entry(key)).Bind(step).Bind(done ? 1 : 0).Bind(existed ? 1 : 0).Bind(Json(taken)).Run());
        }

        return default;
    }

    private long Entry(string key) =>
        store.Prepare("SELECT n FROM actions WHERE integration = ? AND key = ?").Bind(integration.Number).Bind(key).RunForNumber()
        ?? throw new InvalidOperationException("The journal has no such key; open it first.");

    private static string Json(ImmutableDictionary<string, string> taken)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in taken.OrderBy(t => t.Key, StringComparer.Ordinal))
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private static ImmutableDictionary<string, string> Taken(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.EnumerateObject().ToImmutableDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
    }
}
