using System.Runtime.InteropServices;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Sync.Store;

/// <summary>
/// Writes the pages of a source. One look-up per record; an unchanged record costs nothing more, and what was seen is kept as bits that are
/// stored with the checkpoint of the page.
/// </summary>
internal sealed class PageWriter
{
    private readonly RecordStore _store;
    private readonly SourceState _source;
    private readonly ScopeLog _scopes;
    private readonly IRecordIds _ids;
    private readonly TimeProvider _clock;
    private readonly Statement _find;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _updateRaw;
    private long _now;

    /// <summary>Creates the writer of a source. The caller holds the store's gate.</summary>
    public PageWriter(RecordStore store, SourceState source, ScopeLog scopes, IRecordIds ids, TimeProvider clock)
    {
        _store = store;
        _source = source;
        _scopes = scopes;
        _ids = ids;
        _clock = clock;
        _find = store.Prepare("SELECT n, hash, raw_hash, remote_deleted_at, parent, changed_run FROM records WHERE model = ? AND id = ?");
        _insert = store.Prepare(
            """
            INSERT INTO records (n, model, id, remote_id, remote_id_2, parent, changed_at, changed_run, hash, content, raw_hash, raw)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        _update = store.Prepare(
            """
            UPDATE records SET parent = ?, changed_at = ?, changed_run = ?, hash = ?, content = ?, raw_hash = ?, raw = ?, remote_deleted_at = NULL
            WHERE n = ?
            """);
        _updateRaw = store.Prepare("UPDATE records SET raw_hash = ?, raw = ? WHERE n = ?");
    }

    /// <summary>Writes a page and its checkpoint, or the end of its scope; within a transaction of the caller.</summary>
    public void Write(PreparedPage page)
    {
        _now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var scope = page.Scope;
        foreach (ref readonly var record in CollectionsMarshal.AsSpan(page.Records))
        {
            Write(scope, record, new RecordTexts(page.Buffer.WrittenSpan, record));
        }

        foreach (var fault in page.SetAside)
        {
            SetAside(scope, fault);
        }

        foreach (var name in page.Gone)
        {
            Delete(scope, name);
        }

        foreach (var (model, id) in page.PassedOver)
        {
            if (_source.Counted[model])
            {
                (scope.PassedOver[model] ??= []).Add(id);
            }
        }

        foreach (var name in page.Unchanged)
        {
            Confirm(scope, name);
        }

        foreach (var model in _source.Models)
        {
            model.Counts.Dropped += page.Dropped.GetValueOrDefault(model.Name);
        }

        foreach (var model in _source.Models)
        {
            model.Counts.Pages++;
            model.Counts.Dirty = true;
        }

        scope.Elements += page.Elements;
        scope.Total = page.Total ?? scope.Total;
        scope.Skipped |= page.Skipped > 0;
        if (page.Resume is null)
        {
            _scopes.Complete(scope);
        }
        else
        {
            _scopes.Checkpoint(scope, page.Resume);
        }
    }

    private void Write(ScopeReading scope, in PreparedRecord record, in RecordTexts texts)
    {
        var model = _source.Models[record.Model];
        _find.Reset().Bind(model.Number).BindText(texts.Id);
        if (!_find.Step())
        {
            _find.Reset();
            var number = Insert(model, scope.Parent.Number, record, texts);
            scope.Seen[record.Model].Add(number);
            model.Counts.Added++;
            model.Live++;
            ForgetFault(model, scope, texts);
            return;
        }

        var stored = new StoredRecord(
            _find.Long(0),
            MemoryMarshal.Read<UInt128>(_find.Bytes(1)),
            _find.IsNull(2) ? null : MemoryMarshal.Read<UInt128>(_find.Bytes(2)),
            Deleted: !_find.IsNull(3),
            Owner: _find.NullableLong(4) ?? 0,
            ChangedInThisRun: _find.Long(5) == _source.Run);
        _find.Reset();

        // A record met twice in one reading keeps what it showed first: content must not swing with the order of a reply.
        if (!scope.Seen[record.Model].Add(stored.Number))
        {
            return;
        }

        ForgetFault(model, scope, texts);
        if (model.HasAbsences)
        {
            _store.Prepare("DELETE FROM absences WHERE model = ? AND parent = ? AND record = ?")
                .Bind(model.Number).Bind(scope.Parent.Number).Bind(stored.Number).Run();
        }

        if (stored.Deleted)
        {
            Update(stored.Number, scope.Parent.Number, record, texts);
            model.Counts.Returned++;
            model.Live++;
        }
        else if (stored.Owner != scope.Parent.Number)
        {
            WriteShared(model, scope.Parent, stored, record, texts);
        }
        else
        {
            Compare(model, scope.Parent.Number, stored, record, texts);
        }
    }

    /// <summary>The record's owner shows it.</summary>
    private void Compare(ModelState model, long owner, in StoredRecord stored, in PreparedRecord record, in RecordTexts texts)
    {
        if (stored.Hash != record.Hash)
        {
            Update(stored.Number, owner, record, texts);
            model.Counts.Changed += stored.ChangedInThisRun ? 0 : 1;
            return;
        }

        if (stored.RawHash != record.RawHash && model.ShownOfPayload is { } shown && Differs(shown, stored.Number, texts))
        {
            Update(stored.Number, owner, record, texts);
            model.Counts.Changed += stored.ChangedInThisRun ? 0 : 1;
            return;
        }

        if (stored.RawHash != record.RawHash)
        {
            BindRaw(_updateRaw.Reset(), record, texts).Bind(stored.Number).Run();
        }

        model.Counts.Unchanged += stored.ChangedInThisRun ? 0 : 1;
    }

    private bool Differs(PayloadComparison shown, long number, in RecordTexts texts)
    {
        var row = _store.Prepare("SELECT raw FROM records WHERE n = ?").Bind(number);
        var differs = row.Step() && shown(row.Bytes(0), texts.Raw);
        row.Reset();
        return differs;
    }

    /// <summary>
    /// Another parent than the owner shows the record. The parent with the smallest id owns the content, in whatever order parents are read;
    /// what the others show is remembered by its hash.
    /// </summary>
    private void WriteShared(ModelState model, Parent parent, in StoredRecord stored, in PreparedRecord record, in RecordTexts texts)
    {
        var owner = stored.Owner == 0 || parent.Number == 0 ? null : IdOf(stored.Owner);
        if (owner is not null && string.CompareOrdinal(owner, parent.Id) < 0)
        {
            Share(stored.Number, parent.Number, model.Number, record.Hash);
            return;
        }

        if (owner is not null)
        {
            Share(stored.Number, stored.Owner, model.Number, stored.Hash);
            _store.Prepare("DELETE FROM sharings WHERE record = ? AND parent = ?").Bind(stored.Number).Bind(parent.Number).Run();
        }

        _store.Prepare("UPDATE records SET parent = ? WHERE n = ?").Bind(OrNull(parent.Number)).Bind(stored.Number).Run();
        Compare(model, parent.Number, stored, record, texts);
    }

    private string? IdOf(long number)
    {
        var query = _store.Prepare("SELECT id FROM records WHERE n = ?").Bind(number);
        var id = query.Step() ? query.Text(0) : null;
        query.Reset();
        return id;
    }

    private void Share(long record, long parent, long model, UInt128 hash) =>
        _store.Prepare(
                """
                INSERT INTO sharings (record, parent, model, hash) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET hash = excluded.hash WHERE hash <> excluded.hash
                """)
            .Bind(record).Bind(parent).Bind(model).BindBlob(Bytes(in hash)).Run();

    private long Insert(ModelState model, long owner, in PreparedRecord record, in RecordTexts texts)
    {
        var number = _store.NextRecord();
        _insert.Reset().Bind(number).Bind(model.Number).BindText(texts.Id).BindText(texts.RemoteId);
        _ = texts.RemoteId2.IsEmpty ? _insert.BindNull() : _insert.BindText(texts.RemoteId2);
        BindContent(_insert, owner, record, texts).Run();
        return number;
    }

    private void Update(long number, long owner, in PreparedRecord record, in RecordTexts texts) =>
        BindContent(_update.Reset(), owner, record, texts).Bind(number).Run();

    private Statement BindContent(Statement statement, long owner, in PreparedRecord record, in RecordTexts texts)
    {
        var hash = record.Hash;
        statement.Bind(OrNull(owner)).Bind(_now).Bind(_source.Run).BindBlob(Bytes(in hash)).BindText(texts.Content);
        return BindRaw(statement, record, texts);
    }

    private static Statement BindRaw(Statement statement, in PreparedRecord record, in RecordTexts texts)
    {
        if (record.RawHash is not { } hash)
        {
            return statement.BindNull().BindNull();
        }

        return statement.BindBlob(Bytes(in hash)).BindText(texts.Raw);
    }

    /// <summary>Keeps why an element could not be read. A version of it that was stored earlier stands, and counts as seen.</summary>
    private void SetAside(ScopeReading scope, SetAside fault)
    {
        if (IndexOf(fault.Model) is not { } index)
        {
            return;
        }

        var model = _source.Models[index];
        var stored = fault.Key is { } key ? FindLive(model, key) : null;
        if (stored is { } number)
        {
            scope.Seen[index].Add(number);
        }

        model.HasSetAside = true;
        model.Counts.SetAside++;
        _store.Prepare(
                """
                INSERT INTO set_aside (model, parent, remote_id, record, path, reason, run) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (model, parent, remote_id) DO UPDATE SET record = excluded.record, path = excluded.path, reason = excluded.reason, run = excluded.run
                """)
            .Bind(model.Number).Bind(scope.Parent.Number).Bind(fault.Key?.ToString()).Bind(stored).Bind(fault.Path).Bind(fault.Reason).Bind(_source.Run)
            .Run();
    }

    /// <summary>
    /// The vendor itself says that a record is gone: that is proof, and it is lost to this scope. The end of the source deletes it, unless the guard
    /// objects. One that was never stored need not be.
    /// </summary>
    private void Delete(ScopeReading scope, RecordName name)
    {
        if (IndexOf(name.Model) is not { } index)
        {
            return;
        }

        var model = _source.Models[index];
        if (FindLive(model, name.Key) is { } number && !scope.Seen[index].Contains(number))
        {
            _store.Prepare("INSERT INTO absences (model, parent, record, run, lost) VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET lost = 1")
                .Bind(model.Number).Bind(scope.Parent.Number).Bind(number).Bind(_source.Run).Run();
            model.HasAbsences = true;
        }

        ForgetFault(model, scope, name.Key.ToString());
    }

    /// <summary>A record is there, and as it is stored.</summary>
    private void Confirm(ScopeReading scope, RecordName name)
    {
        if (IndexOf(name.Model) is not { } index || FindLive(_source.Models[index], name.Key) is not { } number || !scope.Seen[index].Add(number))
        {
            return;
        }

        var model = _source.Models[index];
        model.Counts.Unchanged++;
        if (model.HasAbsences)
        {
            _store.Prepare("DELETE FROM absences WHERE model = ? AND parent = ? AND record = ?")
                .Bind(model.Number).Bind(scope.Parent.Number).Bind(number).Run();
        }

        // Where another parent owns it, this one shows it too, with the content that is stored.
        _store.Prepare("INSERT OR IGNORE INTO sharings (record, parent, model, hash) SELECT n, ?1, model, hash FROM records WHERE n = ?2 AND ifnull(parent, 0) <> ?1")
            .Bind(scope.Parent.Number).Bind(number).Run();
    }

    private int? IndexOf(string model)
    {
        for (var i = 0; i < _source.Models.Count; i++)
        {
            if (_source.Models[i].Name == model)
            {
                return i;
            }
        }

        return null;
    }

    private long? FindLive(ModelState model, RecordKey key) =>
        _store.Prepare("SELECT n FROM records WHERE model = ? AND id = ? AND remote_deleted_at IS NULL")
            .Bind(model.Number).Bind(_ids.Record(model.Name, key)).RunForNumber();

    private void ForgetFault(ModelState model, ScopeReading scope, in RecordTexts texts)
    {
        if (model.HasSetAside)
        {
            ForgetFault(model, scope, texts.Key);
        }
    }

    private void ForgetFault(ModelState model, ScopeReading scope, string key) =>
        _store.Prepare("DELETE FROM set_aside WHERE model = ? AND parent = ? AND remote_id = ?").Bind(model.Number).Bind(scope.Parent.Number).Bind(key).Run();

    private static ReadOnlySpan<byte> Bytes(in UInt128 hash) => MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in hash));

    private static long? OrNull(long number) => number == 0 ? null : number;

    private readonly record struct StoredRecord(long Number, UInt128 Hash, UInt128? RawHash, bool Deleted, long Owner, bool ChangedInThisRun);
}
