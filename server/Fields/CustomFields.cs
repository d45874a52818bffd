using System.Text.RegularExpressions;
using Connectors.Server.State;
using Connectors.Sync.Identity;

namespace Connectors.Server.Fields;

/// <summary>A field that an environment wants its integrations to fill.</summary>
/// <param name="Number">Its number in the file.</param>
/// <param name="Id">Its id.</param>
/// <param name="Model">The vocabulary's name of the model.</param>
/// <param name="Key">What records have its value under.</param>
/// <param name="Label">Its title for people; null for none.</param>
/// <param name="Description">What it is for; null where nobody said.</param>
internal sealed record CustomField(long Number, string Id, string Model, string Key, string? Label, string? Description);

/// <summary>A custom field as an integration has it.</summary>
/// <param name="Definition">What the environment wants.</param>
/// <param name="Source">The vendor's field that it is filled from; null where none is mapped.</param>
internal sealed record MappedField(CustomField Definition, IntegrationField? Source);

/// <summary>The custom fields of environments, and what fills them in each integration.</summary>
internal sealed partial class CustomFields(StateFile file)
{
    private const int LongestLabel = 200;
    private const int LongestDescription = 2000;
    private const string Columns = "c.n, c.id, c.model, c.key, c.label, c.description";
    private const int CountOfColumns = 6;

    /// <summary>What is wrong with a definition; null for nothing.</summary>
    public static string? Problem(string key, string? label, string? description) =>
        !KeyForm().IsMatch(key) ? "The key has 1 to 64 letters, digits and underscores."
        : label?.Length > LongestLabel ? $"The label has at most {LongestLabel} characters."
        : description?.Length > LongestDescription ? $"The description has at most {LongestDescription} characters."
        : null;

    /// <summary>Defines a field.</summary>
    /// <returns>The field; null where the model has one of that key already.</returns>
    /// <exception cref="ArgumentException">See <see cref="Problem"/>.</exception>
    public CustomField? Create(string environment, string model, string key, string? label, string? description)
    {
        if (Problem(key, label, description) is { } problem)
        {
            throw new ArgumentException(problem, nameof(key));
        }

        var id = new RecordIds(environment).Field(model, key);
        var made = file.Run(
            "INSERT OR IGNORE INTO custom_fields (environment, id, model, key, label, description, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            environment,
            id,
            model,
            key,
            label,
            description,
            file.Now);
        return made > 0 ? Find(environment, id) : null;
    }

    public IReadOnlyList<CustomField> Of(string environment) =>
        file.Rows($"SELECT {Columns} FROM custom_fields c WHERE c.environment = ? ORDER BY c.model, c.key", Read, environment);

    /// <summary>A field of an environment; null where it has none of that id.</summary>
    public CustomField? Find(string environment, string id) => file.Row($"SELECT {Columns} FROM custom_fields c WHERE c.environment = ? AND c.id = ?", Read, environment, id);

    /// <summary>The fields of an environment behind a place, with what fills them in an integration.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="integration">The integration's id.</param>
    /// <param name="after">The number of the field before; 0 for the first.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<MappedField> Page(string environment, string integration, long after, int most) => file.Rows(
        $"""
        SELECT {Columns}, {IntegrationFields.Columns} FROM custom_fields c
        LEFT JOIN custom_field_mappings m ON m.custom_field = c.n AND m.integration = ?
        LEFT JOIN integration_fields f ON f.n = m.field
        WHERE c.environment = ? AND c.n > ? ORDER BY c.n LIMIT ?
        """,
        static row => new MappedField(Read(row), row.NumberOrNull(CountOfColumns) is null ? null : IntegrationFields.Read(row, CountOfColumns)),
        integration,
        environment,
        after,
        most);

    private static CustomField Read(StateRow row) => new(row.Number(0), row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5));

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();
}
