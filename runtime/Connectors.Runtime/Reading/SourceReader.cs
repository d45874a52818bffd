using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Telemetry;

namespace Connectors.Runtime.Reading;

/// <summary>
/// Reads a source page by page: (1) asks for a page, (2) walks its bytes to records, (3) looks details up, (4) works out where to go on, (5) hands
/// the page over before anything else is asked for. No more than one page is in memory.
/// </summary>
internal sealed class SourceReader(ReadSource source, ReadOptions wanted, MapContext context, VendorClient client, ConnectorOptions options, string slug, int concurrency)
{
    private readonly VendorRequest _request = new(source.Request) { ParentRemoteId = wanted.ParentRemoteId };

    /// <summary>The pages.</summary>
    public async IAsyncEnumerable<ReadPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pager = new Pager(source.Paging, _request.Endpoint, client, options);
        var state = wanted.Resume is { } resume ? PageState.Parse(resume, source.Name) : pager.Start;
        int? before = null;
        while (state is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (page, next, fault, keys) = await ReadAsync(pager, state, before, cancellationToken).ConfigureAwait(false);
            yield return page;
            if (fault is not null)
            {
                ExceptionDispatchInfo.Throw(fault);
            }

            (state, before) = (next, keys);
        }
    }

    private async Task<(ReadPage Page, PageState? Next, ConnectorException? Fault, int? Keys)> ReadAsync(
        Pager pager, PageState state, int? before, CancellationToken cancellationToken)
    {
        using var reply = await client.SendAsync(Request(pager, state), source.On, source.Name, cancellationToken).ConfigureAwait(false);
        if (reply.MeansEmpty)
        {
            return (new ReadPage { Records = [], SetAside = [], Elements = 0, Resume = null }, null, null, null);
        }

        var (sink, skipped) = await DecodeAsync(reply, cancellationToken).ConfigureAwait(false);
        ConnectorTelemetry.Page(new Origin(slug, source.Name, _request.Endpoint), sink.Records.Count, sink.SetAside.Count);
        var keys = Keys(sink);
        PageState? next;
        ConnectorException? fault = null;
        try
        {
            next = pager.After(state, reply, sink, repeated: keys is not null && keys == before);
        }
        catch (ConnectorException e)
        {
            // The records are good, only the way on is not: they are handed over, and who resumes asks for this page again.
            (next, fault) = (state, e);
        }

        var page = new ReadPage
        {
            Records = sink.Records,
            SetAside = sink.SetAside,
            Elements = sink.Elements,
            Resume = next?.ToText(source.Name),
            Total = sink.Total,
            Skipped = skipped,
        };
        return (page, next, fault, keys);
    }

    private VendorRequest Request(Pager pager, PageState state)
    {
        var alone = pager.Alone(state);
        return _request with
        {
            Address = pager.Address(state),
            Alone = alone,
            Extra = [.. alone ? [] : Since(), .. pager.Places(state)],
        };
    }

    private IEnumerable<PlacedValue> Since() =>
        source.Since is { } since && wanted.Since is { } time ? [new PlacedValue(since.At, [since.Format(time - since.Overlap)])] : [];

    private async Task<(PageSink Sink, int Skipped)> DecodeAsync(Reply reply, CancellationToken cancellationToken)
    {
        var mappers = source.Mappers.Where(m => wanted.Models?.Contains(m.Model) != false).ToList();
        var sink = new PageSink(mappers, context, lookup: source.Lookup is not null);
        Decode(reply, sink);
        if (source.Lookup is not { } lookup)
        {
            return (sink, 0);
        }

        var reader = new LookupReader(source, lookup, client, concurrency, options.DeepestReply);
        return (sink, await reader.CompleteAsync(sink, mappers, context.ParentRemoteId, cancellationToken).ConfigureAwait(false));
    }

    private void Decode(Reply reply, PageSink sink)
    {
        var reader = new Utf8JsonReader(reply.Body.Span, new JsonReaderOptions { MaxDepth = options.DeepestReply });
        try
        {
            reader.Read();
            source.Decode!(ref reader, sink);
            while (reader.Read())
            {
                // What follows the records must be JSON too: a reply that was cut short is not taken for a whole one.
            }
        }
        catch (JsonException)
        {
            throw client.Unexpected(reply, _request.Endpoint, BodyFault.Describe(reply, options.DeepestReply));
        }
        catch (RecordFaultException e)
        {
            throw client.Unexpected(reply, _request.Endpoint, e.Message);
        }
        catch (InvalidOperationException)
        {
            // What readers throw at a text that is half a surrogate pair.
            throw client.Unexpected(reply, _request.Endpoint, "the JSON has text that is no Unicode");
        }
    }

    /// <summary>What tells two pages apart, null for pages that hold nothing. Only compared within one read, so that the hash need not last.</summary>
    private static int? Keys(PageSink sink)
    {
        if (sink.Records.Count + sink.SetAside.Count == 0)
        {
            return null;
        }

        var hash = default(HashCode);
        foreach (var record in sink.Records)
        {
            hash.Add(record.Key);
        }

        foreach (var record in sink.SetAside)
        {
            hash.Add(record.Key);
        }

        return hash.ToHashCode();
    }
}
