using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Reading;

/// <summary>Reads the tables of an account: each once, when it is first needed, and again when it is older than the options allow. Whoever comes first reads, the others wait.</summary>
/// <param name="context">Finds the rows.</param>
/// <param name="read">Reads the pages of a table.</param>
/// <param name="options">Clock, and how long a table is good.</param>
internal sealed class TableReader(MapContext context, Func<ReadSource, CancellationToken, IAsyncEnumerable<ReadPage>> read, ConnectorOptions options)
{
    private readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.Ordinal);

    /// <summary>Has the rows of a table found by the context.</summary>
    /// <exception cref="ConnectorException">The table cannot be read, or two of its rows have the same key.</exception>
    public async ValueTask<TableRows> ReadAsync(ReadSource table, CancellationToken cancellationToken)
    {
        var held = _held.GetOrAdd(table.Name, static _ => new Held());
        if (Good(held) is { } known)
        {
            return known;
        }

        await held.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Good(held) is { } other)
            {
                return other;
            }

            var rows = await RowsAsync(table, cancellationToken).ConfigureAwait(false);
            context.Put(table.Name, rows);
            held.Since = options.Clock.GetTimestamp();
            return held.Rows = rows;
        }
        finally
        {
            held.Gate.Release();
        }
    }

    /// <summary>Forgets a table, so that it is read anew: something was added to it.</summary>
    public void Forget(ReadSource table) => _held.TryRemove(table.Name, out _);

    private TableRows? Good(Held held) => held.Rows is { } rows && options.Clock.GetElapsedTime(held.Since) < options.TablesLive ? rows : null;

    private async Task<TableRows> RowsAsync(ReadSource table, CancellationToken cancellationToken)
    {
        var rows = new TableRows();
        await foreach (var page in read(table, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in page.Records.Cast<TableRow>())
            {
                if (!rows.TryAdd(row))
                {
                    var endpoint = new VendorRequest(table.Request).Endpoint;
                    throw new ConnectorException(ConnectorError.UnexpectedPayload, $"{endpoint}: two rows of {table.Name} have the key '{row.Key.First}', so that nobody knows which of them is meant")
                    { Endpoint = endpoint };
                }
            }
        }

        return rows;
    }

    [SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Only a wait handle of the semaphore would need it, and none is asked for.")]
    private sealed class Held
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public long Since { get; set; }

        public volatile TableRows? Rows;
    }
}
