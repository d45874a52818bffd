using Connectors.Server.State;
using Connectors.Sync.Identity;

namespace Connectors.Server.Fields;

/// <summary>A vendor's field, as an integration has it.</summary>
/// <param name="Number">Its number in the file, in the order fields were found.</param>
/// <param name="Id">Its id, the same whenever and wherever it is found.</param>
/// <param name="Model">The vocabulary's name of the model.</param>
/// <param name="Key">The vendor's name of it; the text of the path for a field of the payload.</param>
/// <param name="IsCustom">Whether the vendor's customer has made it.</param>
/// <param name="InPayload">Whether it stands in the payload alone, and not among the stored integration fields.</param>
/// <param name="Label">Its title for people; null where the vendor tells none.</param>
/// <param name="Shown">Whether records show it among their integration fields; null for what is usual.</param>
internal sealed record IntegrationField(long Number, string Id, string Model, string Key, bool IsCustom, bool InPayload, string? Label, bool? Shown)
{
    /// <summary>Whether records show it: usually those that are stored with them, and none of the payload.</summary>
    public bool IsShown => Shown ?? !InPayload;

    /// <summary>The API's word for who has made it.</summary>
    public string Type => IsCustom ? "CUSTOM" : "DEFAULT";
}

/// <summary>The vendors' fields that were found in integrations. One that was found once is kept, since a mapping may lean on it.</summary>
internal sealed class IntegrationFields(StateFile file)
{
    /// <summary>What a query of fields <c>f</c> selects, for <see cref="Read"/>.</summary>
    public const string Columns = "f.n, f.id, f.model, f.key, f.is_custom, f.in_payload, f.label, f.shown";

    /// <summary>Reads a field from a row, from a column on.</summary>
    public static IntegrationField Read(StateRow row, int from = 0) => new(
        row.Number(from),
        row.Text(from + 1),
        row.Text(from + 2),
        row.Text(from + 3),
        row.Flag(from + 4),
        row.Flag(from + 5),
        row.TextOrNull(from + 6),
        row.NumberOrNull(from + 7) is { } shown ? shown != 0 : null);

    /// <summary>The fields of an integration behind a place, in the order they were found.</summary>
    /// <param name="integration">The integration's id.</param>
    /// <param name="after">The number of the field before; 0 for the first.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<IntegrationField> Page(string integration, long after, int most) => file.Rows(
        $"SELECT {Columns} FROM integration_fields f WHERE f.integration = ? AND f.n > ? ORDER BY f.n LIMIT ?", static row => Read(row), integration, after, most);

    public IReadOnlyList<IntegrationField> Of(string integration, string model) => file.Rows(
        $"SELECT {Columns} FROM integration_fields f WHERE f.integration = ? AND f.model = ? ORDER BY f.in_payload, f.key", static row => Read(row), integration, model);

    /// <summary>A field of an integration; null where it has none of that id.</summary>
    public IntegrationField? Find(string integration, string id) =>
        file.Row($"SELECT {Columns} FROM integration_fields f WHERE f.integration = ? AND f.id = ?", static row => Read(row), integration, id);

    /// <summary>The sync after which an integration's records were last looked through; null for never.</summary>
    public long? LookedAfter(string integration) => (long?)file.Value("SELECT sync FROM field_looks WHERE integration = ?", integration);

    /// <summary>Notes after which sync an integration's records were looked through.</summary>
    public void Looked(string integration, long sync) => file.Run("INSERT OR REPLACE INTO field_looks VALUES (?, ?)", integration, sync);

    /// <summary>Takes in what was found in the records of a model.</summary>
    public void Take(string integration, string model, FoundFields found) => file.Together(() =>
    {
        var ids = new RecordIds(integration);
        foreach (var field in found.Fields)
        {
            file.Run(
                """
                INSERT INTO integration_fields (integration, id, model, key, is_custom, in_payload, label) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET label = excluded.label WHERE excluded.label IS NOT NULL AND excluded.label IS NOT label
                """,
                integration,
                ids.Field(model, field.Key),
                model,
                field.Key,
                field.IsCustom ? 1 : 0,
                field.Path is null ? 0 : 1,
                field.Label);
        }

        return found.Fields.Count;
    });
}
