using System.Globalization;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Errors;
using Connectors.Server.Dashboard;
using Connectors.Server.State;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Identity;

namespace Connectors.Server.Fields;

/// <summary>A field of a vendor as people look at it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The vendor's name of it, or its path.</param>
/// <param name="Label">Its title; null where the vendor tells none.</param>
/// <param name="IsCustom">Whether the vendor's customer has made it.</param>
/// <param name="Found">What it was seen with; null where nobody may look, or none of the records that were looked at has it.</param>
internal sealed record FieldRow(string Id, string Key, string? Label, bool IsCustom, FoundField? Found)
{
    /// <summary>The share of the records that have it, in words.</summary>
    public string Share(int records) => records == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * (Found?.Records ?? 0) / records:0} %");
}

/// <summary>The fields of a model of an integration.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Models">The models whose fields can be looked at.</param>
/// <param name="Model">The model; the first of <paramref name="Models"/> where none of them was named, and null where there are none.</param>
/// <param name="Found">What was found in records.</param>
/// <param name="Rows">The fields.</param>
/// <param name="Custom">The environment's custom fields of the model, with what fills them.</param>
internal sealed record FieldView(ServedIntegration Integration, IReadOnlyList<ModelType> Models, ModelType? Model, FoundFields Found, IReadOnlyList<FieldRow> Rows, IReadOnlyList<MappedField> Custom)
{
    /// <summary>Whether the connector has the explorer: how many records have a field, what they hold, and asking the vendor.</summary>
    public bool Explores => FieldExplorer.Explores(Integration.Connector);

    /// <summary>Whether values may be shown.</summary>
    public required bool ShowsSamples { get; init; }

    /// <summary>Whether custom fields of the model can be filled.</summary>
    public bool Maps => Model is not null && MappingRules.Maps(Integration.Connector, Model.Name);
}

/// <summary>Lets people look through the fields of an integration's records.</summary>
internal sealed class FieldExplorer(
    IntegrationDirectory integrations, ShownEnvironment environment, FieldFinder finder, LiveFields live, IntegrationFields known, CustomFields customFields, ServerOptions options)
{
    /// <summary>Whether a connector has the explorer.</summary>
    public static bool Explores(ConnectorDescriptor connector) => connector.Feature("custom_field_explorer")?.Coverage == Coverage.Supported;

    /// <summary>What is found in stored records.</summary>
    /// <param name="id">The integration's id in the API.</param>
    /// <param name="model">The vocabulary's name of the model; null or unknown for the first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where there is no such integration.</returns>
    public async Task<FieldView?> StoredAsync(string id, string? model, CancellationToken cancellationToken)
    {
        if (integrations.Find(id, environment.Id) is not { } integration)
        {
            return null;
        }

        List<ModelType> models = [.. finder.Models(integration.Connector)];
        if ((models.Find(m => m.Name == model) ?? models.FirstOrDefault()) is not { } chosen)
        {
            return new FieldView(integration, [], null, new FoundFields(0, []), [], []) { ShowsSamples = false };
        }

        await finder.RefreshAsync(integration, cancellationToken).ConfigureAwait(false);
        var found = Explores(integration.Connector) ? await finder.LookAsync(integration, chosen.Name, cancellationToken).ConfigureAwait(false) : new FoundFields(0, []);
        return View(integration, models, chosen, found, all: true);
    }

    /// <summary>What is found at the vendor now; null where the vendor cannot be asked.</summary>
    /// <exception cref="ConnectorException">The vendor refuses, or cannot be understood.</exception>
    public async Task<FieldView?> LiveAsync(FieldView view, CancellationToken cancellationToken) =>
        view.Model is { } model && await live.LookAsync(view.Integration, model.Name, cancellationToken).ConfigureAwait(false) is { } found
            ? View(view.Integration, view.Models, model, found, all: false)
            : null;

    private FieldView View(ServedIntegration integration, IReadOnlyList<ModelType> models, ModelType model, FoundFields found, bool all)
    {
        // What may not be shown does not get as far as a page.
        var shows = options.Samples && Explores(integration.Connector);
        found = shows ? found : found with { Fields = [.. found.Fields.Select(f => f with { Samples = [] })] };
        var (id, ids) = (integration.Stored.Id, new RecordIds(integration.Stored.Id));
        var rows = found.Fields.Select(f => new FieldRow(ids.Field(model.Name, f.Key), f.Key, f.Label, f.IsCustom, f)).ToList();

        // What was found once and in none of the records that were looked at now can still be mapped.
        var shown = rows.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        rows.AddRange(known.Of(id, model.Name).Where(f => all && !shown.Contains(f.Id)).Select(f => new FieldRow(f.Id, f.Key, f.Label, f.IsCustom, null)));
        var custom = customFields.Page(environment.Id, id, 0, int.MaxValue).Where(f => f.Definition.Model == model.Name).ToList();
        return new FieldView(integration, models, model, found, rows, custom) { ShowsSamples = shows };
    }
}
