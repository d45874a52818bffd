namespace Connectors.Sync.Store;

/// <summary>
/// Deletion needs proof. A record is gone when a complete reading of a scope that showed it does not show it any more; where paging drifts,
/// when two runs in a row agree; and when no other parent shows it. A parent that is gone shows nothing: what only it showed goes with it. The vendor's
/// own word that a record is gone is proof by itself; <see cref="PageWriter"/> notes it as lost.
/// </summary>
/// <remarks>
/// 1. <see cref="Observe"/>: at the end of each scope, absent records are noted, and marked lost where that is proof.
/// 2. <see cref="LoseChildrenOfDeletedParents"/>: once per source.
/// 3. <see cref="Settle"/>: at the end of the source, records that others still show pass to them.
/// 4. <see cref="Pending"/> and <see cref="Apply"/>: what remains is counted, and deleted unless the guard objects.
/// </remarks>
internal static class Deletions
{
    /// <summary>Notes the records of a scope, just read completely, that it no longer shows.</summary>
    public static void Observe(RecordStore store, ScopeReading scope, int index)
    {
        var source = scope.Source;
        var model = source.Models[index];
        var seen = scope.Seen[index];
        var parent = scope.Parent.Number;
        if (parent == 0 && seen.Count == model.Live)
        {
            return;
        }

        var proven = IsProven(store, scope, index);

        // Two runs must agree where pages drift. What an action made since the run started may have come too late for the page it belongs on.
        var absent = store.Prepare(
            """
            INSERT INTO absences (model, parent, record, run, lost)
            SELECT ?1, ?2, n, ?4, ?5 FROM records WHERE n = ?3 AND remote_deleted_at IS NULL AND NOT (changed_run = 0 AND changed_at >= ?6)
            ON CONFLICT DO UPDATE SET lost = 1 WHERE run < excluded.run
            """);
        var members = parent == 0
            ? store.Prepare("SELECT n FROM records INDEXED BY records_by_id WHERE model = ?").Bind(model.Number)
            : store.Prepare(
                """
                SELECT n FROM records WHERE model = ?1 AND parent = ?2 AND remote_deleted_at IS NULL
                UNION ALL SELECT record FROM sharings WHERE model = ?1 AND parent = ?2
                """).Bind(model.Number).Bind(parent);
        var missing = parent == 0;
        while ((proven || !missing) && members.Step())
        {
            var number = members.Long(0);
            if (!seen.Contains(number))
            {
                missing = true;
                if (proven)
                {
                    absent.Reset().Bind(model.Number).Bind(parent).Bind(number).Bind(source.Run).Bind(source.Source.Paging.Drifts ? 0 : 1)
                        .Bind(source.StartedAt.ToUnixTimeMilliseconds()).Run();
                }
            }
        }

        members.Reset();
        model.HasAbsences |= missing && proven;
        model.Unproven += missing && !proven ? 1 : 0;
    }

    /// <summary>Marks what the deleted parents of a source showed as lost.</summary>
    public static void LoseChildrenOfDeletedParents(RecordStore store, SourceState source)
    {
        foreach (var model in source.Models)
        {
            var parents = store.Prepare(
                    "SELECT s.parent FROM scopes s JOIN records p ON p.n = s.parent WHERE s.model = ? AND p.remote_deleted_at IS NOT NULL")
                .Bind(model.Number);
            while (parents.Step())
            {
                var lost = store.Prepare(
                        """
                        INSERT INTO absences (model, parent, record, run, lost)
                        SELECT ?1, ?2, n, ?3, 1 FROM
                        (SELECT n FROM records WHERE model = ?1 AND parent = ?2 AND remote_deleted_at IS NULL
                         UNION ALL SELECT record FROM sharings WHERE model = ?1 AND parent = ?2)
                        WHERE true ON CONFLICT DO UPDATE SET lost = 1
                        """)
                    .Bind(model.Number).Bind(parents.Long(0)).Bind(source.Run).Run();
                model.HasAbsences |= lost > 0;
            }

            parents.Reset();
        }
    }

    /// <summary>
    /// Ends the showings that are lost. A record that others still show passes to the one with the smallest id; true when that one has to be
    /// read again in this run, because it shows other content than is stored.
    /// </summary>
    public static bool Settle(RecordStore store, SourceState source)
    {
        var again = false;
        foreach (var model in source.Models.Where(m => m.HasAbsences))
        {
            store.Prepare(
                    """
                    DELETE FROM sharings WHERE model = ?1
                    AND EXISTS (SELECT 1 FROM absences a WHERE a.model = ?1 AND a.parent = sharings.parent AND a.record = sharings.record AND a.lost = 1)
                    """)
                .Bind(model.Number).Run();

            var heirs = new List<(long Record, long Parent, bool Same)>();
            var query = store.Prepare(
                    """
                    SELECT r.n, s.parent, s.hash = r.hash FROM absences a
                    JOIN records r ON r.n = a.record AND r.parent = a.parent AND r.remote_deleted_at IS NULL
                    JOIN sharings s ON s.record = r.n JOIN records p ON p.n = s.parent
                    WHERE a.model = ?1 AND a.lost = 1
                    AND p.id = (SELECT min(q.id) FROM sharings o JOIN records q ON q.n = o.parent WHERE o.record = r.n)
                    """)
                .Bind(model.Number);
            while (query.Step())
            {
                heirs.Add((query.Long(0), query.Long(1), query.Long(2) != 0));
            }

            query.Reset();
            foreach (var (record, parent, same) in heirs)
            {
                store.Prepare("UPDATE records SET parent = ? WHERE n = ?").Bind(parent).Bind(record).Run();
                store.Prepare("DELETE FROM sharings WHERE record = ? AND parent = ?").Bind(record).Bind(parent).Run();
                if (!same)
                {
                    again = true;
                    store.Prepare("UPDATE scopes SET run = 0 WHERE model = ? AND parent = ?").Bind(model.Number).Bind(parent).Run();
                }
            }

            // What is left of the lost showings are records that nobody shows.
            store.Prepare(
                    """
                    DELETE FROM absences WHERE model = ?1 AND lost = 1 AND NOT EXISTS
                    (SELECT 1 FROM records r WHERE r.n = absences.record AND ifnull(r.parent, 0) = absences.parent AND r.remote_deleted_at IS NULL)
                    """)
                .Bind(model.Number).Run();
        }

        return again;
    }

    /// <summary>How many records of a model are to be deleted.</summary>
    public static long Pending(RecordStore store, ModelState model) =>
        model.HasAbsences
            ? store.Prepare("SELECT count(*) FROM absences WHERE model = ? AND lost = 1").Bind(model.Number).RunForNumber()!.Value
            : 0;

    /// <summary>Deletes what is pending.</summary>
    public static void Apply(RecordStore store, SourceState source, ModelState model, long now)
    {
        var deleted = store.Prepare(
                """
                UPDATE records SET remote_deleted_at = ?2, changed_at = ?2, changed_run = ?3
                WHERE n IN (SELECT record FROM absences WHERE model = ?1 AND lost = 1)
                """)
            .Bind(model.Number).Bind(now).Bind(source.Run).Run();
        store.Prepare("DELETE FROM absences WHERE model = ? AND lost = 1").Bind(model.Number).Run();
        model.Live -= deleted;
        model.Counts.Deleted += deleted;
        model.Counts.Dirty = true;
    }

    /// <summary>Forgets the scopes of parents that are gone, so that they are read anew when they return.</summary>
    public static void ForgetDeletedParents(RecordStore store, SourceState source)
    {
        foreach (var model in source.Models)
        {
            store.Prepare("DELETE FROM scopes WHERE model = ? AND parent IN (SELECT n FROM records WHERE n = scopes.parent AND remote_deleted_at IS NOT NULL)")
                .Bind(model.Number).Run();
        }
    }

    /// <summary>
    /// Whether a record that this reading did not meet is not there: nothing was left out, everything met is known by its id, and there is as
    /// much of it as the vendor says.
    /// </summary>
    private static bool IsProven(RecordStore store, ScopeReading scope, int index)
    {
        if (scope.Skipped)
        {
            return false;
        }

        var model = scope.Source.Models[index];
        long unstored = 0;
        if (model.HasSetAside)
        {
            var query = store.Prepare(
                    "SELECT sum(remote_id IS NULL), sum(remote_id IS NOT NULL AND record IS NULL) FROM set_aside WHERE model = ? AND parent = ? AND run = ?")
                .Bind(model.Number).Bind(scope.Parent.Number).Bind(scope.Source.Run);
            query.Step();
            var unknown = query.NullableLong(0) ?? 0;
            unstored = query.NullableLong(1) ?? 0;
            query.Reset();
            if (unknown > 0)
            {
                return false;
            }
        }

        return scope.Total is not { } total || total == (scope.Source.Counted[index] ? scope.Seen[index].Count + unstored + (scope.PassedOver[index]?.Count ?? 0) : scope.Elements);
    }
}
