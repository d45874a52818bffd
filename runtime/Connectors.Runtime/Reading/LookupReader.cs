using System.Xml;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Reading;

/// <summary>
/// Completes the elements of a page with their details. As many requests run ahead as the connector may have under way; records come in the order
/// of the page, and no more details are in memory than that.
/// </summary>
internal sealed class LookupReader(ReadSource source, LookupPlan plan, VendorClient client, int ahead, int deepest)
{
    /// <summary>Looks up the detail of every pending element and hands both to the sink.</summary>
    /// <param name="sink">The page.</param>
    /// <param name="mappers">The mappers the sink has.</param>
    /// <param name="parentRemoteId">The vendor's id of the parent record.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many elements were left out because their detail is not there.</returns>
    /// <exception cref="ConnectorException">A detail cannot be had, for another reason than that it is not there.</exception>
    public async Task<int> CompleteAsync(PageSink sink, IReadOnlyList<RecordMapper> mappers, string? parentRemoteId, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = new Queue<Task<Reply?>>();
        try
        {
            var (next, skipped) = (0, 0);
            foreach (var element in sink.Pending)
            {
                for (; next < sink.Pending.Count && asked.Count < ahead; next++)
                {
                    asked.Enqueue(AskAsync(sink.Pending[next], parentRemoteId, rest.Token));
                }

                using var detail = await asked.Peek().ConfigureAwait(false);
                _ = asked.Dequeue();
                if (detail is null && plan.SkipMissing)
                {
                    skipped++;
                }
                else
                {
                    Complete(sink, mappers, element, detail, cancellationToken);
                }
            }

            return skipped;
        }
        finally
        {
            // Where one lookup fails the others are not needed any more; none may outlive the read.
            await rest.CancelAsync().ConfigureAwait(false);
            foreach (var task in asked)
            {
                await DropAsync(task).ConfigureAwait(false);
            }
        }
    }

    private static async Task DropAsync(Task<Reply?> task)
    {
        try
        {
            (await task.ConfigureAwait(false))?.Dispose();
        }
        catch (Exception e) when (e is ConnectorException or OperationCanceledException)
        {
            // The first failure is the one that is reported.
        }
    }

    private void Complete(PageSink sink, IReadOnlyList<RecordMapper> mappers, PendingElement element, Reply? detail, CancellationToken cancellationToken)
    {
        if (element.Xml is not null)
        {
            CompleteXml(sink, mappers, element, detail, cancellationToken);
            return;
        }

        if (detail is { Faults: [var fault, ..] })
        {
            sink.SetAside.AddRange(mappers.Select(m => new SetAside(m.Model, element.Key, $"detail.{fault.Path}", fault.Reason)));
            return;
        }

        if (detail is null || BodyFault.IsJson(detail, deepest))
        {
            sink.Complete(element, detail is null ? default : detail.Body.Span);
            return;
        }

        var reason = BodyFault.Describe(detail, deepest);
        sink.SetAside.AddRange(mappers.Select(m => new SetAside(m.Model, element.Key, "detail", reason)));
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

    /// <summary>The detail's reply; null when it is not there.</summary>
    private async Task<Reply?> AskAsync(PendingElement element, string? parentRemoteId, CancellationToken cancellationToken)
    {
        var request = new VendorRequest(plan.Request) { ParentRemoteId = parentRemoteId, RecordRemoteId = element.Key.First };
        try
        {
            var reply = await client.SendAsync(request, source.On, source.Name, cancellationToken).ConfigureAwait(false);
            if (!reply.MeansEmpty)
            {
                return reply;
            }

            reply.Dispose();
            return null;
        }
        catch (ConnectorException e) when (e.Error == ConnectorError.NotFound)
        {
            return null;
        }
    }
}
