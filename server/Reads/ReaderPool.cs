using System.Collections.Concurrent;
using Connectors.Sync.Serving;

namespace Connectors.Server.Reads;

/// <summary>Connections to the store for reading. There are only as many as can work at once; further requests wait for one.</summary>
internal sealed class ReaderPool(string database) : IDisposable
{
    private readonly SemaphoreSlim _free = new(Math.Max(4, 2 * Environment.ProcessorCount));
    private readonly ConcurrentBag<RecordReader> _readers = [];

    /// <summary>Uses a reader; what is read is one state of the store.</summary>
    /// <param name="read">Reads. It must be done with the reader when it returns.</param>
    /// <param name="before">Runs with the reader before the state is fixed; null for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task UseAsync(Action<RecordReader> read, Action<RecordReader>? before, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var reader = _readers.TryTake(out var kept) ? kept : RecordReader.Open(database);
            try
            {
                before?.Invoke(reader);
                reader.Begin();
                try
                {
                    read(reader);
                }
                finally
                {
                    reader.End();
                }
            }
            finally
            {
                _readers.Add(reader);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _free.Dispose();
    }
}
