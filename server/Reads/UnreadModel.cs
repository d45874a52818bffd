using Connectors.Runtime.Errors;
using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Server.Syncing;

namespace Connectors.Server.Reads;

/// <summary>Says why a model is not listed that was never read to its end: somebody has to mend something, or only to wait.</summary>
internal sealed class UnreadModel(ModelFailures failures, SyncLog log)
{
    /// <summary>The answer to a request for the model.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="model">The model.</param>
    public ApiException Answer(ServedIntegration integration, string model)
    {
        var failure = failures.Find(integration.Stored.Id, model);
        return failure?.Error switch
        {
            ConnectorError.Authentication => new(StatusCodes.Status403Forbidden, ApiCode.CredentialsInvalid, "The vendor does not accept the credentials", failure.Message),
            ConnectorError.Permission => new(StatusCodes.Status403Forbidden, ApiCode.PermissionMissing, "The credentials lack a right", failure.Message),
            _ when (failure?.Message ?? LastProblem(integration)) is { } problem => new(
                StatusCodes.Status409Conflict, ApiCode.SyncPending, "The first sync has failed", $"{model} have not been read to their end yet. The last sync could not: {problem}"),
            _ => new(
                StatusCodes.Status409Conflict, ApiCode.SyncPending, "The first sync is pending", $"{model} have not been read to their end yet. Ask again when the first sync is done."),
        };
    }

    private string? LastProblem(ServedIntegration integration) => log.Of(integration.Stored, 1) is [{ Problem: { } problem }] ? problem : null;
}
