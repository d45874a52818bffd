using Connectors.Sync.Store;

namespace Connectors.Sync.Serving;

/// <summary>The rows of a query, one after the other. Dispose it before the reader is used for something else than further queries.</summary>
public sealed class RecordRows : IDisposable
{
    /// <summary>What every query of records selects, in this order; the raw payload or NULL, and where the row stands in the order of a page, follow.</summary>
    internal const string Columns = "r.n, r.id, CASE WHEN r.remote_id_2 IS NULL THEN r.remote_id END, r.changed_at, r.remote_deleted_at, r.content";

    private readonly Stack<RecordRows> _free;

    internal RecordRows(Statement statement, Stack<RecordRows> free) => (Statement, _free) = (statement, free);

    /// <summary>The row, once <see cref="Next"/> was true.</summary>
    public RecordRow Row => new()
    {
        Id = Statement.Bytes(1),
        RemoteId = Statement.Bytes(2),
        ChangedAt = Statement.Long(3),
        DeletedAt = Statement.NullableLong(4),
        Content = Statement.Bytes(5),
        Raw = Statement.Bytes(6),
    };

    /// <summary>Where the row stands in the order of a page.</summary>
    public PagePosition Position => new(Statement.Long(7), Statement.Long(0));

    internal Statement Statement { get; }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Next() => Statement.Step();

    /// <inheritdoc/>
    public void Dispose()
    {
        Statement.Reset();
        _free.Push(this);
    }
}
