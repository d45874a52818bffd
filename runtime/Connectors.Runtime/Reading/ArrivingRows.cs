using System.Runtime.CompilerServices;
using System.Text.Json;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Replies;

namespace Connectors.Runtime.Reading;

/// <summary>Reads a page of rows while it arrives: those that have arrived are a list, which is walked as a whole reply would be.</summary>
internal sealed class ArrivingRows(RowReply reply, DecodePage decode, Func<Action<PageSink>?, PageSink> sink, int deepest) : ArrivingPage
{
    /// <inheritdoc/>
    public override PageSink Sink { get; } = sink(null);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Batch> BatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await reply.NextAsync(cancellationToken).ConfigureAwait(false) is { } rows)
        {
            using (rows.Json)
            {
                Decode(rows);
            }

            if (Sink.Records.Count + Sink.SetAside.Count + Sink.Pending.Count >= Sink.Full)
            {
                yield return Take();
            }
        }
    }

    private void Decode(RowReply.Rows rows)
    {
        var reader = new Utf8JsonReader(rows.Json.Memory.Span, new JsonReaderOptions { MaxDepth = deepest });
        try
        {
            reader.Read();
            decode(ref reader, Sink);
        }
        catch (InvalidOperationException)
        {
            // What readers throw at a text that is half a surrogate pair.
            throw new UnreadableReplyException("the JSON has text that is no Unicode");
        }

        foreach (var fault in rows.Faults)
        {
            Sink.SetElementAside(fault.Json.Span, fault.Path, fault.Reason);
        }
    }
}
