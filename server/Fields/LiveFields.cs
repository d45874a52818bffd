using System.Buffers;
using System.Text;
using Connectors.Runtime;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Server.Reads;
using Connectors.Server.RequestLog;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Wire;
using Connectors.Sync.Identity;
using Connectors.Sync.Serving;

namespace Connectors.Server.Fields;

/// <summary>Finds a vendor's fields at the vendor itself: in the first page of a model, without waiting for a sync. What is found can be mapped at once.</summary>
internal sealed class LiveFields(FieldFinder finder, IntegrationFields known, ReaderPool readers, IAccounts accounts, IntegrationHealth health)
{
    /// <summary>Looks at the vendor's first page.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="model">One of <see cref="FieldFinder.Models"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was found; null where the server has no credentials, or the model is read for one record of another at a time and none is stored.</returns>
    /// <exception cref="ConnectorException">The vendor refuses, or cannot be understood.</exception>
    public async Task<FoundFields?> LookAsync(ServedIntegration integration, string model, CancellationToken cancellationToken)
    {
        var source = integration.Registration.Definition.Sources.First(s => s.Mappers.Any(m => m.Model == model));
        var parent = source.ForEach is { } parents ? await FirstAsync(integration, parents, cancellationToken).ConfigureAwait(false) : null;
        if (accounts.Connect(integration.Stored) is not { } connector || (source.ForEach is not null && parent is null))
        {
            return null;
        }

        VendorCalls.Because("fields");
        try
        {
            var found = await LookAsync(connector, source, parent, integration, model, cancellationToken).ConfigureAwait(false);
            known.Take(integration.Stored.Id, model, found);
            return found;
        }
        catch (ConnectorException error)
        {
            health.Note(integration.Stored, error);
            throw;
        }
    }

    private async Task<FoundFields> LookAsync(Connector connector, ReadSource source, string? parent, ServedIntegration integration, string model, CancellationToken cancellationToken)
    {
        var (census, ids) = (finder.Census(model), new RecordIds(integration.Stored.Id));
        var options = new ReadOptions { Models = new HashSet<string>(StringComparer.Ordinal) { model }, ParentRemoteId = parent };
        await foreach (var page in connector.ReadAsync(source, options, cancellationToken).ConfigureAwait(false))
        {
            foreach (var record in page.Records.Where(r => r.Model == model && !r.IsDeleted))
            {
                Add(census, record, ids);
            }

            break;
        }

        return census.Result;
    }

    private static void Add(FieldCensus census, UnifiedRecord record, RecordIds ids)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var writer = new System.Text.Json.Utf8JsonWriter(content, Json.Options))
        {
            writer.WriteStartObject();
            record.WriteFields(writer, ids);
            writer.WriteEndObject();
        }

        census.Add(content.WrittenSpan, record.RemoteData.Span);
    }

    private async Task<string?> FirstAsync(ServedIntegration integration, string model, CancellationToken cancellationToken)
    {
        string? first = null;
        await readers.UseAsync(
            reader =>
            {
                if (reader.Model(integration.Stored, model) is { } stored)
                {
                    using var rows = reader.Page(stored, new RecordQuery { Size = 1 });
                    first = rows.Next() ? Encoding.UTF8.GetString(rows.Row.RemoteId) : null;
                }
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return first;
    }
}
