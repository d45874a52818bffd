using System.Runtime.CompilerServices;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Authorizing;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Passthrough;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime;

/// <summary>One account at one vendor. Generated connectors derive from it and add typed reads; the engine of a sync uses it as it is.</summary>
/// <remarks>Safe for concurrent use; requests of one connector share its limits. Closing it ends the sessions that the vendor wants ended; a connector without any need not be closed.</remarks>
public abstract class Connector : IAsyncDisposable
{
    private static readonly ReadOptions TableRead = new() { KeepRaw = false };

    private readonly VendorClient _client;
    private readonly ActionRunner _actions;
    private readonly MapContext _context;
    private readonly TableReader _tables;
    private readonly PassthroughRunner _passthrough;

    /// <summary>Creates a connector for an account.</summary>
    /// <param name="definition">The generated definition.</param>
    /// <param name="connection">The account.</param>
    /// <param name="options">Clock, HTTP, bounds.</param>
    /// <exception cref="ConnectorException">The account's values do not make an address of the vendor's API (<see cref="ConnectorError.InvalidInput"/>).</exception>
    protected Connector(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
    {
        Definition = definition;
        Connection = connection;
        Options = options;
        _client = new VendorClient(definition, connection, options);
        _context = new MapContext { Languages = definition.Language is { } language ? [language(new RequestScope(connection))] : [], OwnMaps = connection.Maps };
        _tables = new TableReader(_context, (table, token) => PagesAsync(table, TableRead, token), options);
        _actions = new ActionRunner(definition, connection, _client, _tables, options);
        _passthrough = new PassthroughRunner(definition, _client, options);
    }

    /// <summary>What the spec says, compiled: sources, actions, requests and coverage.</summary>
    public ConnectorDefinition Definition { get; }

    /// <summary>What the connector can do.</summary>
    public ConnectorDescriptor Descriptor => Definition.Descriptor;

    /// <summary>The account's values, secrets included.</summary>
    public ConnectionValues Connection { get; }

    /// <summary>What was given to the constructor.</summary>
    protected ConnectorOptions Options { get; }

    /// <summary>Values that no table of the spec names, counted over all reads of this connector.</summary>
    public virtual IReadOnlyDictionary<(string Path, string Value), int> UnmappedValues => _context.UnmappedValues;

    /// <summary>Reads a source page by page; for a source that is read per parent, the pages of the one parent in <paramref name="options"/>.</summary>
    /// <param name="source">One of <see cref="ConnectorDefinition.Sources"/>.</param>
    /// <param name="options">What to read. Whoever resumes gives the same options as before, so that the rest of the same list is read.</param>
    /// <param name="cancellationToken">Ends the read between and within requests.</param>
    /// <returns>The pages, each asked for only when it is taken. A page whose way on is broken is handed over before the error is thrown.</returns>
    /// <exception cref="ConnectorException">The vendor refuses, is unreachable, or answers with what the spec does not describe.</exception>
    /// <exception cref="ArgumentException">The source is read per parent and none is given, or the resume text is not one of this version and source.</exception>
    public virtual IAsyncEnumerable<ReadPage> ReadAsync(ReadSource source, ReadOptions options, CancellationToken cancellationToken = default)
    {
        if (source.ForEach is { } parents && string.IsNullOrEmpty(options.ParentRemoteId))
        {
            throw new ArgumentException($"'{source.Name}' is read for one of the {parents} at a time: name it.", nameof(options));
        }

        return source.Tables.IsEmpty ? PagesAsync(source, options, cancellationToken) : WithTablesAsync(source, options, cancellationToken);
    }

    /// <summary>
    /// Does an action: checks the whole input and resolves ids, answers and files, and sends only when all is well. Where the caller is lenient, inputs that the
    /// connector does not send are left out, and are the warnings of the reply.
    /// </summary>
    /// <param name="plan">One of <see cref="ConnectorDefinition.Actions"/>.</param>
    /// <param name="input">An input of that action.</param>
    /// <param name="options">How; null for <see cref="ActionOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends it between and within requests. The journal knows how far it had come; a request under way may still be done by the vendor.</param>
    /// <returns>What was made. <see cref="ActionInput.Records"/> makes unified records of it.</returns>
    /// <exception cref="InputRefusedException">The input cannot be sent as it is; nothing was sent.</exception>
    /// <exception cref="PartialActionException">It failed, and something was done at the vendor, or may have been.</exception>
    /// <exception cref="ConnectorException">It failed, and nothing was done at the vendor.</exception>
    /// <exception cref="ArgumentException">The connector has no such action, the input is another action's, or the idempotency key is empty or too long.</exception>
    public virtual Task<ActionReply> RunAsync(ActionPlan plan, ActionInput input, ActionOptions? options = null, CancellationToken cancellationToken = default) =>
        _actions.RunAsync(plan, input, options ?? ActionOptions.Default, cancellationToken);

    /// <summary>
    /// Sends a request of the caller's own to one of the vendor's APIs in <see cref="ConnectorDefinition.Passthrough"/>, with the authentication, limits and retries of the
    /// connector's own requests. It goes nowhere but below that API's address.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the vendor answers, whatever its status.</returns>
    /// <exception cref="InputRefusedException">The request cannot be sent as it is; nothing was sent.</exception>
    /// <exception cref="ConnectorException">There is no answer, the reply is too large, or no session can be opened.</exception>
    public virtual Task<PassthroughReply> PassthroughAsync(PassthroughRequest request, CancellationToken cancellationToken = default) => _passthrough.RunAsync(request, cancellationToken);

    /// <summary>Tests the credentials with the spec's <c>check</c> request, or without one with the first page of the first list.</summary>
    /// <exception cref="ConnectorException">They do not work; the error says why.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        if ((Definition.Check ?? Definition.Sources.FirstOrDefault(s => s.ForEach is null)?.Request) is { } check)
        {
            using var reply = await _client.SendAsync(new VendorRequest(check), [], "check", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The vendor's list that a field of the connection is chosen from. The connection may lack the field: see <see cref="ConnectionValues.TryCreate"/>.</summary>
    /// <param name="field">The field; one with <see cref="ConnectionFieldInfo.IsChosen"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The choices, in the vendor's order; each value once.</returns>
    /// <exception cref="ConnectorException">The vendor refuses, is unreachable, or answers with what the spec does not describe.</exception>
    /// <exception cref="ArgumentException">The field is not chosen from a list.</exception>
    public async Task<IReadOnlyList<ConnectionChoice>> ListChoicesAsync(string field, CancellationToken cancellationToken = default)
    {
        var plan = Definition.Choices.FirstOrDefault(c => c.Field == field) ?? throw new ArgumentException($"'{field}' is not chosen from a list of {Descriptor.Name}.", nameof(field));
        var list = new ListWalk(plan.Records, plan.Paging, new VendorRequest(plan.Request), _client, Options);
        var choices = new List<ConnectionChoice>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (list.GoesOn)
        {
            using var reply = await _client.SendAsync(list.Next(), [], "choices", cancellationToken).ConfigureAwait(false);
            foreach (var record in list.Take(reply, cancellationToken))
            {
                // What has no value cannot be chosen.
                if (JsonPath.Parse(plan.Value).Text(record.Span) is { Length: > 0 } value && known.Add(value))
                {
                    choices.Add(new ConnectionChoice(value, JsonPath.Parse(plan.Label).Text(record.Span) is { Length: > 0 } label ? label : value));
                }
            }
        }

        return choices;
    }

    /// <summary>Begins to ask somebody at the customer's to agree that this application may use the account (OAuth 2 authorization code, with PKCE).</summary>
    /// <param name="redirect">Where the vendor sends them back to; it must be known to the vendor.</param>
    /// <returns>Where to send them, and what to keep until they are back.</returns>
    /// <exception cref="InvalidOperationException">Nobody has to agree before this connector is used.</exception>
    public Consent AskForConsent(Uri redirect) => _client.Consents.Ask(redirect);

    /// <summary>Redeems what somebody came back with, and stores it in <see cref="ConnectorOptions.Tokens"/>. The connector can be used from then on.</summary>
    /// <param name="consent">What was kept.</param>
    /// <param name="answer">The whole address they were sent back to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ConnectorException">They have refused, the address answers another request, the vendor does not take the code, or there is no store.</exception>
    public Task RedeemAsync(Consent consent, Uri answer, CancellationToken cancellationToken = default) => _client.Consents.RedeemAsync(consent, answer, cancellationToken);

    /// <summary>Closes the connector: ends the sessions that the vendor wants ended.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await _client.CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private IAsyncEnumerable<ReadPage> PagesAsync(ReadSource source, ReadOptions options, CancellationToken cancellationToken) =>
        new SourceReader(source, options, new Passes(source, options.Since, Connection, Options.Clock), _context.ForRead(options.ParentRemoteId, options.KeepRaw), _client, Options, Descriptor.Slug, Definition.Concurrency).ReadAsync(cancellationToken);

    private async IAsyncEnumerable<ReadPage> WithTablesAsync(ReadSource source, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in source.Tables)
        {
            await _tables.ReadAsync(table, cancellationToken).ConfigureAwait(false);
        }

        await foreach (var page in PagesAsync(source, options, cancellationToken).ConfigureAwait(false))
        {
            yield return page;
        }
    }
}
