using Connectors.Runtime.Capabilities;
using Connectors.Server.Reads;
using Connectors.Server.State;
using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Fields;

/// <summary>Finds vendors' fields in the records of integrations: in those that are stored with them, and in the payloads as far as they are kept.</summary>
internal sealed class FieldFinder(ReaderPool readers, IntegrationFields known, VocabularySpec vocabulary)
{
    /// <summary>About how many records of a model are looked at; fewer models have more.</summary>
    public const int SampleSize = 1000;

    /// <summary>The models of a connector whose fields can be found: those whose records show any.</summary>
    public IEnumerable<ModelType> Models(ConnectorDescriptor connector) =>
        vocabulary.Models.Where(m => m.Field("custom_fields") is not null && m.Field("integration_fields") is not null && connector.Model(m.Name)?.Coverage == Coverage.Supported);

    /// <summary>Looks through an integration's records, where a sync has ended since the last time.</summary>
    public async Task RefreshAsync(ServedIntegration integration, CancellationToken cancellationToken)
    {
        var id = integration.Stored.Id;
        await readers.UseAsync(
            reader =>
            {
                if (reader.LastSync(integration.Stored) is not { } sync || sync == known.LookedAfter(id))
                {
                    return;
                }

                foreach (var model in Models(integration.Connector))
                {
                    known.Take(id, model.Name, Look(reader, integration, model.Name));
                }

                known.Looked(id, sync);
            },
            null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks through about <see cref="SampleSize"/> records of a model that are spread over all of them.</summary>
    public async Task<FoundFields> LookAsync(ServedIntegration integration, string model, CancellationToken cancellationToken)
    {
        var found = new FoundFields(0, []);
        await readers.UseAsync(reader => found = Look(reader, integration, model), null, cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>A census of a model's records.</summary>
    public FieldCensus Census(string model)
    {
        var layout = RecordShape.Of(vocabulary, model, static _ => false).Layout;
        return new FieldCensus(layout, layout.IndexOf("integration_fields"));
    }

    private FoundFields Look(Sync.Serving.RecordReader reader, ServedIntegration integration, string model)
    {
        var census = Census(model);
        if (reader.Model(integration.Stored, model) is { } stored)
        {
            using var rows = reader.Sample(stored, SampleSize);
            while (rows.Next())
            {
                census.Add(rows.Row);
            }
        }

        return census.Result;
    }
}
