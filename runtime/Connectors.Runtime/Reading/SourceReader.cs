using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Telemetry;

namespace Connectors.Runtime.Reading;

/// <summary>
/// Reads a source page by page: (1) asks for a page, (2) walks its bytes to records, (3) looks details up, (4) works out where to go on, (5) hands
/// the page over before anything else is asked for. No more than one page is in memory, and of one in XML or rows no more than a batch of its records: those
/// before the last are pages of their own, after which the same page is asked for again.
/// </summary>
internal sealed class SourceReader(ReadSource source, ReadOptions wanted, Passes passes, MapContext context, VendorClient client, ConnectorOptions options, string slug, int concurrency)
{
    private const int NoContent = 204;

    private readonly VendorRequest _request = new(source.Request) { ParentRemoteId = wanted.ParentRemoteId };

    public async IAsyncEnumerable<ReadPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pager = new Pager(source.Paging, _request.Endpoint, client, options);
        var state = wanted.Resume is { } resume ? PageState.Parse(resume, source.Name) : passes.First(pager.Start);
        int? before = null;
        while (state is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step step;
            using (var reply = await client.SendAsync(Request(pager, state), source.On, source.Name, cancellationToken).ConfigureAwait(false))
            {
                if (IsEmpty(reply) || ArrivingPage.Of(reply, source, full => Sink(state, full), options.DeepestReply) is not { } arriving)
                {
                    step = await ReadAsync(pager, state, reply, before, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await foreach (var batch in BatchesAsync(arriving, reply, cancellationToken).ConfigureAwait(false))
                    {
                        yield return await PageAsync(batch, arriving.Sink, state, state, reply, cancellationToken).ConfigureAwait(false);
                    }

                    var rest = arriving.Rest();
                    var (next, fault) = After(pager, state, reply, arriving.Sink, repeated: arriving.Keys is { } keys && keys == before);
                    step = new Step(await PageAsync(rest, arriving.Sink, state, next, reply, cancellationToken).ConfigureAwait(false), next, fault, arriving.Keys);
                }
            }

            yield return step.Page;
            if (step.Fault is not null)
            {
                ExceptionDispatchInfo.Throw(step.Fault);
            }

            (state, before) = (step.Next, step.Keys);
        }
    }

    private async Task<Step> ReadAsync(Pager pager, PageState state, Reply reply, int? before, CancellationToken cancellationToken)
    {
        if (IsEmpty(reply))
        {
            var after = passes.After(state, pager.Start);
            return new Step(new ReadPage { Records = [], SetAside = [], Elements = 0, Resume = after?.ToText(source.Name) }, after, null, null);
        }

        var (sink, skipped) = await DecodeAsync(state, reply, cancellationToken).ConfigureAwait(false);
        var keys = Keys(sink);
        var (next, fault) = After(pager, state, reply, sink, repeated: keys is not null && keys == before);
        return new Step(Page(sink, sink.Elements, sink, next, skipped), next, fault, keys);
    }

    // A list without a record may be answered without a body.
    private static bool IsEmpty(Reply reply) => reply.MeansEmpty || reply.Status == NoContent;

    // The batches, with what goes wrong in them said as an error of the vendor's.
    private async IAsyncEnumerable<ArrivingPage.Batch> BatchesAsync(ArrivingPage arriving, Reply reply, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var batches = arriving.BatchesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await batches.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is not ConnectorException)
            {
                var explained = client.Broken(e, reply, _request.Endpoint, cancellationToken);
                ExceptionDispatchInfo.Throw(explained);
            }

            yield return batches.Current;
        }
    }

    // Where to go on. The records are good where only the way on is not: they are handed over, and who resumes asks for this page again.
    private (PageState? Next, ConnectorException? Fault) After(Pager pager, PageState state, Reply reply, PageSink sink, bool repeated)
    {
        try
        {
            return (pager.After(state, reply, sink.Facts, repeated) ?? passes.After(state, pager.Start), null);
        }
        catch (ConnectorException e)
        {
            return (state, e);
        }
    }

    // A batch as a page, after its lookups.
    private async Task<ReadPage> PageAsync(ArrivingPage.Batch batch, PageSink said, PageState state, PageState? next, Reply reply, CancellationToken cancellationToken)
    {
        var sink = new PageSink(Mappers(), context, lookup: source.Lookup is not null);
        sink.Records.AddRange(batch.Records);
        sink.SetAside.AddRange(batch.SetAside);
        sink.Pending.AddRange(batch.Pending);
        var skipped = await CompleteAsync(sink, state, reply, cancellationToken).ConfigureAwait(false);
        return Page(sink, batch.Elements, said, next, skipped);
    }

    // Looks up the details of what waits for them; how many elements were left out because theirs are not there.
    private async Task<int> CompleteAsync(PageSink sink, PageState state, Reply list, CancellationToken cancellationToken) => source.Lookup is { } lookup
        ? await new LookupReader(source, lookup, wanted, client, concurrency, options.DeepestReply)
            .CompleteAsync(sink, Mappers(), _request with { Each = passes.ValueOf(state) }, list.Address, cancellationToken).ConfigureAwait(false)
        : 0;

    private ReadPage Page(PageSink read, int elements, PageSink said, PageState? next, int skipped)
    {
        ConnectorTelemetry.Page(new Origin(slug, source.Name, _request.Endpoint), read.Records.Count, read.SetAside.Count);
        return new ReadPage
        {
            Records = read.Records,
            SetAside = read.SetAside,
            Elements = elements,
            Resume = next?.ToText(source.Name),
            Total = passes.IsSingle ? said.Total : null,
            Skipped = skipped,
            Dropped = read.Dropped.Count > 0 ? read.TakeDropped() : said.TakeDropped(),
            Gone = read.Gone,
            Unchanged = read.Unchanged,
            PassedOver = read.PassedOver,
        };
    }

    private PageSink Sink(PageState state, Action<PageSink>? onFull) => new(Mappers(), context, lookup: source.Lookup is not null) { Before = state.Elements, OnFull = onFull };

    private List<RecordMapper> Mappers() => [.. source.Mappers.Where(m => wanted.Models?.Contains(m.Model) != false)];

    private VendorRequest Request(Pager pager, PageState state)
    {
        var alone = pager.Alone(state);
        return _request with
        {
            Address = pager.Address(state),
            Alone = alone,
            TakesRows = source.Request.Format is RowFormat,
            Each = passes.ValueOf(state),
            Extra = [.. alone ? [] : passes.Times(state), .. pager.Places(state)],
        };
    }

    private async Task<(PageSink Sink, int Skipped)> DecodeAsync(PageState state, Reply reply, CancellationToken cancellationToken)
    {
        var sink = Sink(state, null);
        Decode(reply, sink);
        foreach (var fault in reply.Faults)
        {
            sink.SetElementAside(fault.Json.Span, fault.Path, fault.Reason);
        }

        return (sink, await CompleteAsync(sink, state, reply, cancellationToken).ConfigureAwait(false));
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

    /// <summary>A page, and where to go on after it.</summary>
    private sealed record Step(ReadPage Page, PageState? Next, ConnectorException? Fault, int? Keys);
}
