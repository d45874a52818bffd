using System.Xml;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Records;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Reading;

/// <summary>
/// Completes the elements of a page with their details. As many requests run ahead as the connector may have under way; records come in the order
/// of the page, and no more details are in memory than that.
/// </summary>
internal sealed class LookupReader(ReadSource source, LookupPlan plan, ReadOptions wanted, VendorClient client, int ahead, int deepest)
{
    // A record that changed while its clock and ours disagree is looked up once more than needed, not once less.
    private static readonly TimeSpan ClockReserve = TimeSpan.FromHours(1);

    /// <summary>Looks up the detail of every pending element and hands both to the sink.</summary>
    /// <param name="sink">The page.</param>
    /// <param name="mappers">The mappers the sink has.</param>
    /// <param name="list">The request of the page, for what its placeholders stand for.</param>
    /// <param name="from">The address of the page, where addresses in it start from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many elements were left out because their detail is not there.</returns>
    /// <exception cref="ConnectorException">A detail cannot be read, for another reason than that it is not there.</exception>
    public async Task<int> CompleteAsync(PageSink sink, IReadOnlyList<RecordMapper> mappers, VendorRequest list, Uri from, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var elements = Wanted(sink, mappers);
        var groups = new Queue<List<Wish>>(elements.Chunk(plan.Batch?.Most ?? 1).Select(c => c.ToList()));
        var asked = new Queue<(List<Wish> Group, Task<Details> Reply)>();
        var skipped = 0;
        try
        {
            while (groups.Count + asked.Count > 0)
            {
                for (; groups.Count > 0 && asked.Count < ahead; groups.Dequeue())
                {
                    asked.Enqueue((groups.Peek(), AskAsync(groups.Peek(), list, from, rest.Token)));
                }

                using var details = await asked.Peek().Reply.ConfigureAwait(false);
                foreach (var wish in asked.Dequeue().Group)
                {
                    skipped += Complete(sink, mappers, wish.Element, details, cancellationToken) ? 0 : 1;
                }
            }

            return skipped;
        }
        finally
        {
            // Where one lookup fails the others are not needed any more; none may outlive the read.
            await rest.CancelAsync().ConfigureAwait(false);
            foreach (var (_, reply) in asked)
            {
                await DropAsync(reply).ConfigureAwait(false);
            }
        }
    }

    private static async Task DropAsync(Task<Details> task)
    {
        try
        {
            (await task.ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is ConnectorException or OperationCanceledException)
        {
            // The first failure is the one that is reported.
        }
    }

    // The elements whose detail is asked for; the others are done with.
    private List<Wish> Wanted(PageSink sink, IReadOnlyList<RecordMapper> mappers)
    {
        var wishes = new List<Wish>(sink.Pending.Count);
        foreach (var element in sink.Pending)
        {
            var name = new RecordName(source.Name, element.Key);
            if (wanted.Wants?.Invoke(name) == false)
            {
                sink.PassedOver.Add(name);
                continue;
            }

            if (plan.Facts is not { } read)
            {
                wishes.Add(new Wish(element, null));
                continue;
            }

            try
            {
                var facts = read(element.Json.Span);
                var isOld = wanted.DetailsSince is { } mark && facts.Changed < mark - ClockReserve;
                if (!isOld || wanted.IsStored is not { } isStored || !sink.LeaveUnchanged(element, isStored))
                {
                    wishes.Add(new Wish(element, facts.Address));
                }
            }
            catch (RecordFaultException fault)
            {
                sink.SetAside.AddRange(mappers.Select(m => new SetAside(m.Model, element.Key, fault.Path, fault.Reason)));
            }
        }

        return wishes;
    }

    // False where the element is left out.
    private bool Complete(PageSink sink, IReadOnlyList<RecordMapper> mappers, PendingElement element, Details details, CancellationToken cancellationToken)
    {
        if (!details.Has(element.Key.First))
        {
            switch (plan.Missing)
            {
                case MissingDetail.Skip:
                    return false;
                case MissingDetail.Delete when details.IsAsked && plan.Batch is not null && details.Reply is null:
                    // That there is no reply for all of them says nothing of any one.
                    return false;
                case MissingDetail.Delete when details.IsAsked:
                    sink.Gone.Add(new RecordName(source.Name, element.Key));
                    return true;
            }
        }

        if (element.Xml is not null)
        {
            CompleteXml(sink, mappers, element, details.Reply, cancellationToken);
        }
        else if (plan.Batch is null && details.Reply is { Faults: [var fault, ..] })
        {
            sink.SetAside.AddRange(mappers.Select(m => new SetAside(m.Model, element.Key, $"detail.{fault.Path}", fault.Reason)));
        }
        else if (details.Fault is { } reason)
        {
            sink.SetAside.AddRange(mappers.Select(m => new SetAside(m.Model, element.Key, "detail", reason)));
        }
        else
        {
            sink.Complete(element, details.Of(element.Key.First).Span);
        }

        return true;
    }

    private void CompleteXml(PageSink sink, IReadOnlyList<RecordMapper> mappers, PendingElement element, Reply? detail, CancellationToken cancellationToken)
    {
        XmlCursor? copy = null;
        try
        {
            // Taken in to its end before anything is made of it: an envelope that was cut short is not taken for a whole one.
            detail?.Answer!.Read(cursor => copy = cursor.Kept());
        }
        catch (XmlException e)
        {
            sink.SetAside.AddRange(mappers.Select(m => new SetAside(m.Model, element.Key, "detail", detail!.Answer!.Describe(e))));
            return;
        }
        catch (Exception e) when (e is UnreadableReplyException or TimeoutException or OperationCanceledException or IOException)
        {
            throw client.Broken(e, detail!, plan.Request.Endpoint, cancellationToken);
        }

        sink.CompleteXml(element, copy);
    }

    /// <summary>The details of some elements; without a reply where they are not there.</summary>
    private async Task<Details> AskAsync(List<Wish> group, VendorRequest list, Uri from, CancellationToken cancellationToken)
    {
        var ids = group.ConvertAll(w => w.Element.Key.First);
        var request = new VendorRequest(plan.Request) { ParentRemoteId = list.ParentRemoteId, Each = list.Each, RecordRemoteId = ids[0] };
        if (plan.Batch is { } batch)
        {
            request = request with { Extra = [new PlacedValue(batch.At, [.. ids], batch.Style, batch.Body) { IsList = true }] };
        }
        else if (plan.ByAddress)
        {
            if (string.IsNullOrEmpty(group[0].Address))
            {
                return Details.NotAsked;
            }

            request = request with { Address = client.Follow(group[0].Address!, from, request.Endpoint) };
        }

        try
        {
            var reply = await client.SendAsync(request, source.On, source.Name, cancellationToken).ConfigureAwait(false);
            if (!reply.MeansEmpty && reply.Status != Details.NoContent)
            {
                return reply.Answer is not null ? new Details(reply) : Details.Of(reply, plan.Batch, deepest);
            }

            reply.Dispose();
            return Details.None;
        }
        catch (ConnectorException e) when (e.Error == ConnectorError.NotFound)
        {
            return Details.None;
        }
    }

    /// <summary>An element whose detail is asked for.</summary>
    private readonly record struct Wish(PendingElement Element, string? Address);
}
