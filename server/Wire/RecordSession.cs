using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Records;
using Connectors.Sync.Export;
using Connectors.Sync.Identity;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;

namespace Connectors.Server.Wire;

/// <summary>What writing the records of one answer needs: where further records are found, and what was found already. For one answer at a time.</summary>
internal sealed class RecordSession(RecordReader reader, Integration integration, ConnectorDescriptor connector, IShownFields fields)
{
    private readonly RecordIds _ids = new(integration.Id);
    private readonly IReadOnlyDictionary<string, ShownFields> _shown = fields.Of(integration.Id);
    private readonly Dictionary<string, StoredModel?> _models = new(StringComparer.Ordinal);

    public RecordReader Reader => reader;

    /// <summary>Whose records.</summary>
    public Integration Integration => integration;

    /// <summary>What the integration's connector can do.</summary>
    public ConnectorDescriptor Connector => connector;

    /// <summary>Questions that answers were joined with.</summary>
    public Dictionary<string, StoredQuestion> Questions { get; } = new(StringComparer.Ordinal);

    /// <summary>JSON that is the same for all records of the answer, by what it is.</summary>
    public Dictionary<object, byte[]> Shared { get; } = [];

    /// <summary>The unified ids of records by the vendor's ids.</summary>
    public IReadOnlyList<string> Ids(string model, IEnumerable<string> remoteIds) => [.. remoteIds.Select(id => _ids.Record(model, new RecordKey(id)))];

    /// <summary>What a model's records show of the vendor's fields besides what every record does; null for nothing.</summary>
    public ShownFields? Shown(string model) => _shown.Count == 0 ? null : _shown.GetValueOrDefault(model);

    /// <summary>Whether the payloads of a model are needed to write what is shown inside of others.</summary>
    public bool NeedsPayload(string model) => Shown(model) is { NeedsPayload: true };

    /// <summary>Whether the payloads of a model are shown as they are.</summary>
    public bool OffersPayload(string model) => connector.Model(model)?.Field("remote_data")?.Coverage == Coverage.Supported;

    /// <summary>A model; null when nothing was ever read of it.</summary>
    public StoredModel? Model(string name)
    {
        if (!_models.TryGetValue(name, out var model))
        {
            model = reader.Model(integration, name);
            _models.Add(name, model);
        }

        return model;
    }
}
