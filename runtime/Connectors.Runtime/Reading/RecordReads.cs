using System.Runtime.CompilerServices;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Reading;

/// <summary>Reads the records of one model, page by page behind the scenes: what the typed reads of generated connectors call.</summary>
public static class RecordReads
{
    /// <summary>
    /// Reads the records of a model, without those that the vendor says are deleted; one that is given for several values of its source comes once. For a source that
    /// is read per parent and no parent named, those of every parent in turn.
    /// </summary>
    /// <param name="connector">The account.</param>
    /// <param name="source">The source that feeds the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">What to read; <see cref="ReadOptions.Models"/> is this model.</param>
    /// <param name="onSetAside">Told of records that cannot be read; without it the first of them ends the read.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="Errors.ConnectorException">The vendor refuses, is unreachable, or answers with what the spec does not describe.</exception>
    /// <exception cref="RecordFaultException">A record cannot be read, and nobody wants to be told.</exception>
    public static async IAsyncEnumerable<T> ReadRecordsAsync<T>(
        this Connector connector,
        ReadSource source,
        string model,
        ReadOptions options,
        Action<SetAside>? onSetAside = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : UnifiedRecord
    {
        options = options with { Models = new HashSet<string>(StringComparer.Ordinal) { model } };
        if (source.ForEach is null || options.ParentRemoteId is not null)
        {
            await foreach (var record in OneAsync<T>(connector, source, options, onSetAside, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }

            yield break;
        }

        await foreach (var parent in KeysAsync(connector, source.ForEach, cancellationToken).ConfigureAwait(false))
        {
            await foreach (var record in OneAsync<T>(connector, source, options with { ParentRemoteId = parent }, onSetAside, cancellationToken).ConfigureAwait(false))
            {
                yield return record;
            }
        }
    }

    private static async IAsyncEnumerable<T> OneAsync<T>(
        Connector connector, ReadSource source, ReadOptions options, Action<SetAside>? onSetAside, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : UnifiedRecord
    {
        var met = source.Each is null ? null : new HashSet<RecordKey>();
        await foreach (var page in connector.ReadAsync(source, options, cancellationToken).ConfigureAwait(false))
        {
            foreach (var record in page.Records)
            {
                if (!record.IsDeleted && met?.Add(record.Key) != false)
                {
                    yield return (T)record;
                }
            }

            foreach (var fault in page.SetAside)
            {
                if (onSetAside is null)
                {
                    throw new RecordFaultException(fault.Path, fault.Reason);
                }

                onSetAside(fault);
            }
        }
    }

    // A parent whose record cannot be read has children all the same, as long as its id is known.
    private static async IAsyncEnumerable<string> KeysAsync(Connector connector, string model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = connector.Definition.Sources.First(s => s.Mappers.Any(m => m.Model == model));
        var options = new ReadOptions { Models = new HashSet<string>(StringComparer.Ordinal) { model }, KeepRaw = false };
        var above = source.ForEach is { } grand ? KeysAsync(connector, grand, cancellationToken) : Nobody();
        await foreach (var parent in above.ConfigureAwait(false))
        {
            await foreach (var page in connector.ReadAsync(source, options with { ParentRemoteId = parent }, cancellationToken).ConfigureAwait(false))
            {
                foreach (var record in page.Records)
                {
                    if (!record.IsDeleted)
                    {
                        yield return record.Key.First;
                    }
                }

                foreach (var fault in page.SetAside)
                {
                    if (fault.Key is { } key)
                    {
                        yield return key.First;
                    }
                }
            }
        }
    }

    private static async IAsyncEnumerable<string?> Nobody()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return null;
    }
}
