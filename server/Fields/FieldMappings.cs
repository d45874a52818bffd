using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Connectors.Server.State;
using Connectors.Server.Wire;

namespace Connectors.Server.Fields;

/// <summary>What integrations' records show of vendors' fields: kept in memory, since every read asks for it, and changed here alone. Safe for concurrent use.</summary>
internal sealed class FieldMappings(StateFile file) : IShownFields, IForgets
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, ShownFields>> _shown = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ShownFields> Of(string integration)
    {
        if (_shown.TryGetValue(integration, out var known))
        {
            return known;
        }

        // What is read is kept before anything can change it.
        lock (_gate)
        {
            return _shown.GetOrAdd(integration, Load);
        }
    }

    /// <summary>Fills a custom field from a vendor's field, or from none.</summary>
    public void Map(CustomField field, string integration, IntegrationField? source) => Change(() => _ = source is null
        ? file.Run("DELETE FROM custom_field_mappings WHERE custom_field = ? AND integration = ?", field.Number, integration)
        : file.Run("INSERT OR REPLACE INTO custom_field_mappings VALUES (?, ?, ?)", field.Number, integration, source.Number));

    /// <summary>Says whether records show a vendor's field among their integration fields.</summary>
    /// <param name="field">The field.</param>
    /// <param name="shown">Null for what is usual.</param>
    public void Show(IntegrationField field, bool? shown) =>
        Change(() => _ = file.Run("UPDATE integration_fields SET shown = ? WHERE n = ?", shown is { } decided ? decided ? 1 : 0 : null, field.Number));

    /// <summary>Ends a custom field in all integrations.</summary>
    public void Delete(CustomField field) => Change(() => file.Together(() =>
        file.Run("DELETE FROM custom_field_mappings WHERE custom_field = ?", field.Number) + file.Run("DELETE FROM custom_fields WHERE n = ?", field.Number)));

    /// <inheritdoc/>
    public void Forget(string integration) => Change(() => file.Together(() =>
        file.Run("DELETE FROM custom_field_mappings WHERE integration = ?", integration)
        + file.Run("DELETE FROM integration_fields WHERE integration = ?", integration)
        + file.Run("DELETE FROM field_looks WHERE integration = ?", integration)));

    private void Change(Action work)
    {
        lock (_gate)
        {
            work();
            _shown.Clear();
        }
    }

    private Dictionary<string, ShownFields> Load(string integration)
    {
        var custom = file.Rows(
            """
            SELECT c.model, c.key, f.key, f.in_payload FROM custom_field_mappings m
            JOIN custom_fields c ON c.n = m.custom_field JOIN integration_fields f ON f.n = m.field
            WHERE m.integration = ? ORDER BY c.key
            """,
            static row => (Model: row.Text(0), Value: Value(row.Text(1), row.Text(2), row.Flag(3))),
            integration).ToLookup(c => c.Model, c => c.Value, StringComparer.Ordinal);
        var decided = file.Rows(
            $"SELECT {IntegrationFields.Columns} FROM integration_fields f WHERE f.integration = ? AND f.shown IS NOT NULL ORDER BY f.n",
            static row => IntegrationFields.Read(row),
            integration).ToLookup(f => f.Model, StringComparer.Ordinal);
        return custom.Select(c => c.Key).Union(decided.Select(d => d.Key)).ToDictionary(
            model => model,
            model => new ShownFields(
                [.. custom[model]],
                decided[model].Where(f => f is { InPayload: false, IsShown: false }).Select(f => f.Key).ToHashSet(StringComparer.Ordinal),
                [.. decided[model].Where(f => f is { InPayload: true, IsShown: true }).Select(f => new AddedField(f.Id, FieldPath.Parse(f.Key)))]),
            StringComparer.Ordinal);
    }

    private static CustomValue Value(string key, string field, bool inPayload) =>
        new(JsonEncodedText.Encode(key), inPayload ? FieldPath.Parse(field) : null, inPayload ? null : Encoding.UTF8.GetBytes(field));
}
