using System.Text.Json;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Records;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;

namespace Connectors.Sync.Engine;

/// <summary>Limits a run to the candidates and applications that actions have made, and to what belongs to them.</summary>
/// <remarks>
/// What is passed over still counts as met, so that a reading proves as much as before. What belongs to interviews is known once they are stored: a connector reads
/// them before what refers to them.
/// </remarks>
internal sealed class CreatedFilter
{
    private const string Interviews = "interviews";

    /// <summary>Models of which only records that were made are kept.</summary>
    private static readonly string[] Limited = ["candidates", "applications"];

    /// <summary>What a record of another model refers to with a field; it is kept where that is.</summary>
    private static readonly Dictionary<string, string> References = new(StringComparer.Ordinal)
    {
        ["candidate_id"] = Limited[0],
        ["application_id"] = Limited[1],
        ["interview_id"] = Interviews,
    };

    private readonly RecordStore _store;
    private readonly Integration _integration;
    private readonly RecordIds _ids;
    private readonly List<string> _referring;
    private Dictionary<string, HashSet<string>> _kept = new(StringComparer.Ordinal);

    public CreatedFilter(RecordStore store, Integration integration, ConnectorDescriptor connector)
    {
        (_store, _integration, _ids) = (store, integration, new RecordIds(integration.Id));
        _referring = [.. connector.Models.Where(m => !Limited.Contains(m.Name) && m.Fields.Any(f => References.ContainsKey(f.Name))).Select(m => m.Name)];
    }

    /// <summary>Marks what is stored and is not kept as deleted. The caller holds the gate, and is in a transaction.</summary>
    public void DropOthers(Run run, long now)
    {
        foreach (var model in Limited)
        {
            Drop(model, "id NOT IN (SELECT id FROM made WHERE model = records.model)", run, now);
        }

        // In the vocabulary's order: interviews come before what refers to them.
        foreach (var model in _referring)
        {
            foreach (var (field, target) in References)
            {
                if (_store.FindModel(_integration, target) is { } number)
                {
                    var value = $"content ->> '{field}'";
                    var kept = Limited.Contains(target) ? "made WHERE" : "records WHERE remote_deleted_at IS NULL AND";
                    Drop(model, $"{value} IS NOT NULL AND {value} NOT IN (SELECT id FROM {kept} model = {number})", run, now);
                }
            }
        }
    }

    /// <summary>Looks up what is kept, before a source is read. The caller holds the gate.</summary>
    public void Refresh() => _kept = new(StringComparer.Ordinal)
    {
        [Limited[0]] = Ids("SELECT id FROM made WHERE model = ?", Limited[0]),
        [Limited[1]] = Ids("SELECT id FROM made WHERE model = ?", Limited[1]),
        [Interviews] = Ids("SELECT id FROM records WHERE model = ? AND remote_deleted_at IS NULL", Interviews),
    };

    /// <summary>Whether a record is wanted, as far as its name tells. Safe for concurrent use: only <see cref="Refresh"/> changes what is asked here.</summary>
    public bool Wants(string model, RecordKey key) => !Limited.Contains(model) || _kept[model].Contains(_ids.Record(model, key));

    /// <summary>Whether a record that is wanted belongs to what is kept. Used by one task at a time.</summary>
    public bool Keeps(string model, RecordKey key, ReadOnlySpan<byte> content)
    {
        if (!_referring.Contains(model))
        {
            return true;
        }

        var reader = new Utf8JsonReader(content);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            var target = References.GetValueOrDefault(reader.GetString()!);
            reader.Read();
            if (target is not null && reader.TokenType == JsonTokenType.String && !_kept[target].Contains(reader.GetString()!))
            {
                return false;
            }

            reader.Skip();
        }

        if (model == Interviews)
        {
            _kept[Interviews].Add(_ids.Record(model, key));
        }

        return true;
    }

    private HashSet<string> Ids(string sql, string model)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (_store.FindModel(_integration, model) is { } number)
        {
            var query = _store.Prepare(sql).Bind(number);
            while (query.Step())
            {
                ids.Add(query.Text(0));
            }

            query.Reset();
        }

        return ids;
    }

    private void Drop(string model, string condition, Run run, long now)
    {
        if (_store.FindModel(_integration, model) is not { } number)
        {
            return;
        }

        var dropped = _store.Prepare($"UPDATE records SET remote_deleted_at = ?1, changed_at = ?1, changed_run = ?2 WHERE model = ?3 AND remote_deleted_at IS NULL AND {condition}")
            .Bind(now).Bind(run.Number).Bind(number).Run();
        if (dropped == 0)
        {
            return;
        }

        // They are deleted like others: whoever is told of changes is told of these. The model is opened afterwards, with this count.
        _store.Prepare("UPDATE models SET live = live - ? WHERE n = ?").Bind((long)dropped).Bind(number).Run();
        _store.Prepare(
                """
                INSERT INTO counts (run, model, pages, added, changed, unchanged, returned, deleted, set_aside) VALUES (?, ?, 0, 0, 0, 0, 0, ?, 0)
                ON CONFLICT DO UPDATE SET deleted = deleted + excluded.deleted
                """)
            .Bind(run.Number).Bind(number).Bind((long)dropped).Run();
    }
}
