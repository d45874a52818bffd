using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Records;
using Connectors.Sync.Export;
using Connectors.Sync.Identity;
using Connectors.Sync.Store;

namespace Connectors.Sync.Actions;

/// <summary>
/// Does actions of one integration: unified ids are looked up in its store, idempotency keys are kept there, and what an action makes or changes
/// stands there at once, in the words it was sent in, until a sync brings the vendor's.
/// </summary>
/// <remarks>Safe for concurrent use, also beside a sync of the same store.</remarks>
public sealed class IntegrationActions
{
    private readonly Connector _connector;
    private readonly RecordStore _store;
    private readonly Integration _integration;
    private readonly RecordIds _ids;
    private readonly TimeProvider _clock;

    /// <summary>Creates the actions of an integration.</summary>
    /// <param name="connector">The account.</param>
    /// <param name="store">Where its records are, open for writing.</param>
    /// <param name="integration">The account's integration.</param>
    /// <param name="clock">The clock.</param>
    public IntegrationActions(Connector connector, RecordStore store, Integration integration, TimeProvider clock) =>
        (_connector, _store, _integration, _clock, _ids) = (connector, store, integration, clock, new RecordIds(integration.Id));

    /// <summary>Does an action.</summary>
    /// <param name="plan">One of the connector's actions.</param>
    /// <param name="input">Its input, with unified ids or <c>remote:ID</c>.</param>
    /// <param name="options">How; the resolver, the journal and who is told of records are those of the store, whatever stands there.</param>
    /// <param name="cancellationToken">Ends it between and within requests.</param>
    /// <exception cref="InputRefusedException">The input cannot be sent as it is; nothing was sent.</exception>
    /// <exception cref="PartialActionException">It failed after something was done at the vendor; the same key goes on.</exception>
    /// <exception cref="ConnectorException">It failed, and nothing was done at the vendor.</exception>
    public async Task<ActionAnswer> RunAsync(ActionPlan plan, ActionInput input, ActionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var made = new MadeRecords(_store, _integration, _connector.Definition, _ids, _clock);
        var wanted = (options ?? ActionOptions.Default) with
        {
            Resolver = new StoreResolver(_store, _integration),
            Journal = new StoreJournal(_store, _integration, _clock),
            OnMade = made.Note,
        };
        var reply = await _connector.RunAsync(plan, input, wanted, cancellationToken).ConfigureAwait(false);
        made.Store(reply);
        return Answer(input, reply);
    }

    private ActionAnswer Answer(ActionInput input, ActionReply reply)
    {
        if (input.Answer is not { } model || reply.Of(model) is not { RemoteId: { } remoteId })
        {
            return new ActionAnswer(reply, null, null, default);
        }

        var id = _ids.Record(model, new RecordKey(remoteId));
        var record = RecordExport.Find(_store, _integration, _connector.Descriptor, model, id)
            ?? RecordExport.Describe(_store, _integration, id, remoteId, reply.Records.FirstOrDefault(r => r.Model == model), _ids, _clock.GetUtcNow());
        return new ActionAnswer(reply, model, id, record);
    }
}
