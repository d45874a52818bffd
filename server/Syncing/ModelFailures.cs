using Connectors.Runtime.Errors;
using Connectors.Server.State;

namespace Connectors.Server.Syncing;

/// <summary>A model that a sync could not read to its end.</summary>
/// <param name="Model">The model.</param>
/// <param name="Error">What went wrong at the vendor.</param>
/// <param name="Message">What went wrong, in sentences that are safe to show.</param>
internal sealed record ModelFailure(string Model, ConnectorError Error, string Message);

/// <summary>Remembers which models the last sync of an integration could not read, and why.</summary>
internal sealed class ModelFailures(StateFile file) : IForgets
{
    /// <summary>The table: one row for each model.</summary>
    public const string Schema = """
        CREATE TABLE model_failures (
          integration TEXT NOT NULL,
          model TEXT NOT NULL,
          error TEXT NOT NULL,
          message TEXT NOT NULL,
          PRIMARY KEY (integration, model)
        );
        """;

    /// <summary>What became of a model in the last sync; null where nothing went wrong with it, or there was none.</summary>
    /// <param name="integration">The id of the integration.</param>
    /// <param name="model">The model.</param>
    public ModelFailure? Find(string integration, string model) => file.Row(
        "SELECT model, error, message FROM model_failures WHERE integration = ? AND model = ?",
        static row => new ModelFailure(row.Text(0), Enum.Parse<ConnectorError>(row.Text(1)), row.Text(2)),
        integration,
        model);

    /// <summary>Notes the failures of a sync in the place of those of the sync before.</summary>
    /// <param name="integration">The id of the integration.</param>
    /// <param name="failures">The failures; one at most of each model.</param>
    public void Replace(string integration, IEnumerable<ModelFailure> failures) => file.Together(() =>
    {
        Forget(integration);
        foreach (var failure in failures)
        {
            file.Run("INSERT INTO model_failures VALUES (?, ?, ?, ?)", integration, failure.Model, failure.Error.ToString(), failure.Message);
        }

        return true;
    });

    /// <inheritdoc/>
    public void Forget(string integration) => file.Run("DELETE FROM model_failures WHERE integration = ?", integration);
}
