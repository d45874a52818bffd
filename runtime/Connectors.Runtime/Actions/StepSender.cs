using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Actions;

/// <summary>
/// Sends the steps of one action: (1) looks for the record where the spec says how, (2) notes in the journal that the request goes out, (3) sends it, (4) takes
/// what the reply tells, (5) notes that it is done, or that it surely was not. What is in doubt stays noted as begun.
/// </summary>
internal sealed class StepSender(VendorClient client, string action, ActionInput input, ActionScope scope, ActionProgress progress, ConnectorOptions options)
{
    /// <exception cref="PartialActionException">It failed after something had been done, or nobody knows whether it was done.</exception>
    /// <exception cref="ConnectorException">It failed, and the vendor has done nothing.</exception>
    public async Task SendAsync(StepTurn turn, CancellationToken cancellationToken)
    {
        var step = turn.Step;
        var delivery = new Delivery();
        var begun = false;
        try
        {
            if (step.Find is { } find && await FindAsync(find, step, cancellationToken).ConfigureAwait(false) is { } found)
            {
                // An earlier attempt did not find it before it sent its request: what is there now came of that.
                await progress.EndAsync(turn, existed: !progress.IsOpen(turn), found).ConfigureAwait(false);
                return;
            }

            if (progress.IsOpen(turn) && !step.CanGoOn)
            {
                delivery.IsOpen = true;
                throw new ConnectorException(
                    ConnectorError.Conflict, $"{Request(step).Endpoint}: an earlier attempt with this idempotency key sent the request, and its reply never arrived; it was not sent again")
                { Endpoint = Request(step).Endpoint };
            }

            var request = Request(step) with { Repeatable = step.Repeatable, Delivery = delivery, Extra = Filled(step.Fill, step) };
            await progress.BeginAsync(turn, cancellationToken).ConfigureAwait(false);
            begun = true;
            var (taken, existed) = await ExchangeAsync(step, request, cancellationToken).ConfigureAwait(false);
            (delivery.IsOpen, begun) = (false, false);
            await progress.EndAsync(turn, existed && !progress.IsOpen(turn), taken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            var isOpen = delivery.IsOpen && !step.Repeatable;
            if (begun && !delivery.IsOpen)
            {
                await progress.UndoAsync(turn).ConfigureAwait(false);
            }

            if (isOpen || progress.HasChanged)
            {
                throw progress.Failed(e, isOpen ? turn : null);
            }

            throw;
        }
        catch (OperationCanceledException) when (begun && !delivery.IsOpen)
        {
            await progress.UndoAsync(turn).ConfigureAwait(false);
            throw;
        }
    }

    private VendorRequest Request(ActionStep step) => new(step.Request) { Connection = scope.Connection };

    private async Task<(ImmutableDictionary<string, string> Taken, bool Existed)> ExchangeAsync(ActionStep step, VendorRequest request, CancellationToken cancellationToken)
    {
        // A reply that says where the record is that exists already is an answer, whatever its status.
        ImmutableArray<ReplyRule> rules = [.. step.On.Select(r => r.Take.IsEmpty ? r.Rule : r.Rule with { Empty = true, Means = null, Retry = false })];
        var list = step.Gives is { } given ? new ListWalk(given.Each, given.Paging, request, client, options) : null;
        using var reply = await client.SendAsync(list?.Next() ?? request, rules, action, cancellationToken).ConfigureAwait(false);
        var known = reply.Rule is { } rule ? step.On.Where((r, i) => !r.Take.IsEmpty && ReferenceEquals(rules[i], rule)).FirstOrDefault() : null;
        var plan = known?.Take ?? (reply.MeansEmpty ? [] : step.Take);
        if (known is not null)
        {
            request.Delivery!.IsOpen = false;
        }

        var taken = plan.IsEmpty ? ImmutableDictionary<string, string>.Empty : ReplyValues.Of(plan, reply, client.Json(reply, request.Endpoint, cancellationToken));
        RequireRemoteId(step, plan, taken, () => reply, request.Endpoint);
        if (list is not null)
        {
            progress.Files.AddRange(await FilesAsync(step.Gives!, list, reply, rules, cancellationToken).ConfigureAwait(false));
        }

        return (taken, known is not null);
    }

    private async Task<List<VendorFile>> FilesAsync(GivenFiles gives, ListWalk list, Reply first, ImmutableArray<ReplyRule> rules, CancellationToken cancellationToken)
    {
        var lister = new FileLister(client, action, input, scope, gives, options.LargestFile);
        List<VendorFile> files = [.. lister.Files(list.Take(first, cancellationToken))];
        while (list.GoesOn)
        {
            using var reply = await client.SendAsync(list.Next() with { Delivery = null }, rules, action, cancellationToken).ConfigureAwait(false);
            files.AddRange(lister.Files(list.Take(reply, cancellationToken)));
        }

        return files;
    }

    private async Task<ImmutableDictionary<string, string>?> FindAsync(FindPlan find, ActionStep step, CancellationToken cancellationToken)
    {
        ImmutableArray<(string Path, string? Value)> wanted;
        try
        {
            wanted = find.Where?.Invoke(input, scope) ?? [];
        }
        catch (MissingValueException e)
        {
            throw Needed(step, e);
        }

        if (wanted.Any(w => string.IsNullOrWhiteSpace(w.Value)))
        {
            // What is looked for by is not given.
            return null;
        }

        var request = new VendorRequest(find.Request) { Connection = scope.Connection, Extra = Filled(find.Fill, step) };
        var list = new ListWalk(find.Records, find.Paging, request, client, options);
        while (list.GoesOn)
        {
            using var reply = await client.SendAsync(list.Next(), find.On, action, cancellationToken).ConfigureAwait(false);
            foreach (var record in list.Take(reply, cancellationToken))
            {
                if (wanted.All(w => Has(record, w.Path, w.Value!)))
                {
                    var taken = ReplyValues.Of(find.Take, reply, record);
                    RequireRemoteId(step, find.Take, taken, () => reply, request.Endpoint);
                    return taken;
                }
            }
        }

        return null;
    }

    // One of the values there is enough, where a record has several: the address that people are known by need not be their first.
    private static bool Has(ReadOnlyMemory<byte> record, string path, string wanted) =>
        JsonPath.Parse(path).Any(record.Span, (ref Utf8JsonReader value) => JsonPath.Scalar(ref value) is { } met && met.AsSpan().Trim().Equals(wanted.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase));

    private ImmutableArray<PlacedValue> Filled(Action<ActionInput, ActionScope, StepValues> fill, ActionStep step)
    {
        var values = new StepValues();
        try
        {
            fill(input, scope, values);
        }
        catch (MissingValueException e)
        {
            throw Needed(step, e);
        }

        return [.. values.All];
    }

    private ConnectorException Needed(ActionStep step, MissingValueException e) =>
        new(ConnectorError.UnexpectedPayload, $"{Request(step).Endpoint}: the request cannot be made: {e.Message}") { Endpoint = Request(step).Endpoint };

    private void RequireRemoteId(ActionStep step, ImmutableArray<TakenValue> plan, ImmutableDictionary<string, string> taken, Func<Reply> reply, string endpoint)
    {
        if (step.Creates is not null && step.Take.Any(v => v.Name == ActionStep.RemoteId) && !taken.ContainsKey(ActionStep.RemoteId))
        {
            var place = plan.FirstOrDefault(v => v.Name == ActionStep.RemoteId) is { } value ? $" at {ReplyValues.Place(value)}" : "";
            throw client.Unexpected(reply(), endpoint, $"the reply has no id of the record{place}");
        }
    }
}
