namespace Connectors.Sync.Store;

/// <summary>Remembers how far each scope of a source is read, so that a run that ends at any point goes on there, and what complete readings prove.</summary>
internal sealed class ScopeLog(RecordStore store, SourceState source)
{
    /// <summary>Whether a plain list was read to its end in this run.</summary>
    public bool IsComplete(Parent parent) => source.Models.All(m => LastRun(m, parent.Number) == source.Run);

    /// <summary>
    /// What there is to read of a parent in this run: null for nothing, otherwise whether its children are read whole
    /// (<paramref name="neverRead"/>, or the source is read whole).
    /// </summary>
    /// <param name="parent">The parent's number.</param>
    /// <param name="changedRun">The run in which the parent last changed.</param>
    /// <param name="onlyChanged">Whether parents that did not change since their children were read can be passed over.</param>
    /// <param name="neverRead">Whether the children of this parent were never read to the end.</param>
    public bool Wants(long parent, long changedRun, bool onlyChanged, out bool neverRead)
    {
        var oldest = long.MaxValue;
        foreach (var model in source.Models)
        {
            oldest = Math.Min(oldest, LastRun(model, parent));
        }

        neverRead = oldest == 0;
        return neverRead || (oldest != source.Run && (source.Whole || !onlyChanged || changedRun > oldest));
    }

    /// <summary>A reading of a scope: the one that was under way in this run, or a new one.</summary>
    public ScopeReading Open(Parent parent, DateTimeOffset? since, DateTimeOffset? detailsSince)
    {
        var query = store.Prepare("SELECT resume, since, elements, total, skipped FROM checkpoints WHERE model = ? AND parent = ?")
            .Bind(source.Number).Bind(parent.Number);
        if (!query.Step())
        {
            query.Reset();
            return new ScopeReading(source, parent, since) { DetailsSince = detailsSince };
        }

        var reading = new ScopeReading(source, parent, query.NullableLong(1) is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null)
        {
            DetailsSince = detailsSince,
            Resume = query.Text(0),
            Elements = query.Long(2),
            Total = query.NullableLong(3),
            Skipped = query.Long(4) != 0,
        };
        query.Reset();
        for (var i = 0; i < source.Models.Count; i++)
        {
            var chunks = store.Prepare("SELECT chunk, bits FROM seen WHERE model = ? AND parent = ?").Bind(source.Models[i].Number).Bind(parent.Number);
            while (chunks.Step())
            {
                reading.Seen[i].Load(chunks.Long(0), chunks.Bytes(1));
            }

            chunks.Reset();
        }

        return reading;
    }

    /// <summary>Stores where a reading stands, together with the page before.</summary>
    public void Checkpoint(ScopeReading scope, string resume)
    {
        if (scope.Resume is null)
        {
            // From its first page on a scope is known, so that its records can be found when its parent goes.
            foreach (var model in source.Models)
            {
                store.Prepare("INSERT OR IGNORE INTO scopes (model, parent, run) VALUES (?, ?, 0)").Bind(model.Number).Bind(scope.Parent.Number).Run();
            }
        }

        scope.Resume = resume;
        store.Prepare("INSERT OR REPLACE INTO checkpoints (model, parent, resume, since, elements, total, skipped) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .Bind(source.Number).Bind(scope.Parent.Number).Bind(resume).Bind(scope.Since?.ToUnixTimeMilliseconds()).Bind(scope.Elements).Bind(scope.Total)
            .Bind(scope.Skipped ? 1 : 0).Run();
        var save = store.Prepare("INSERT OR REPLACE INTO seen (model, parent, chunk, bits) VALUES (?, ?, ?, ?)");
        for (var i = 0; i < source.Models.Count; i++)
        {
            var model = source.Models[i].Number;
            scope.Seen[i].Save((chunk, bits) => save.Reset().Bind(model).Bind(scope.Parent.Number).Bind(chunk).BindBlob(bits).Run());
        }
    }

    /// <summary>Ends a reading after its last page and keeps what its completeness proves.</summary>
    public void Complete(ScopeReading scope)
    {
        for (var i = 0; i < source.Models.Count; i++)
        {
            var model = source.Models[i];
            if (scope.Since is null)
            {
                Deletions.Observe(store, scope, i);
                if (model.HasSetAside)
                {
                    store.Prepare("DELETE FROM set_aside WHERE model = ? AND parent = ? AND run < ?")
                        .Bind(model.Number).Bind(scope.Parent.Number).Bind(source.Run).Run();
                }
            }

            MarkRead(model, scope.Parent.Number, source.Run);
        }

        if (scope.Resume is not null)
        {
            Discard(scope.Parent.Number);
        }
    }

    /// <summary>Leaves a scope that could not be read to be read again by the next run.</summary>
    public void Fail(ScopeReading scope)
    {
        foreach (var model in source.Models)
        {
            MarkRead(model, scope.Parent.Number, run: 0);
        }

        Discard(scope.Parent.Number);
    }

    /// <summary>Forgets a reading that is under way, so that it starts anew.</summary>
    public void Discard(long parent)
    {
        store.Prepare("DELETE FROM checkpoints WHERE model = ? AND parent = ?").Bind(source.Number).Bind(parent).Run();
        foreach (var model in source.Models)
        {
            store.Prepare("DELETE FROM seen WHERE model = ? AND parent = ?").Bind(model.Number).Bind(parent).Run();
        }
    }

    private long LastRun(ModelState model, long parent) =>
        store.Prepare("SELECT run FROM scopes WHERE model = ? AND parent = ?").Bind(model.Number).Bind(parent).RunForNumber() ?? 0;

    private void MarkRead(ModelState model, long parent, long run) =>
        store.Prepare("INSERT OR REPLACE INTO scopes (model, parent, run) VALUES (?, ?, ?)").Bind(model.Number).Bind(parent).Bind(run).Run();
}
