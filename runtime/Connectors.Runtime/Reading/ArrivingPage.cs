using System.Collections.Immutable;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Connectors.Runtime.Replies;

namespace Connectors.Runtime.Reading;

/// <summary>
/// Reads a page while it arrives, and hands its records over in batches, so that a page may be larger than memory. What is left when the batches have ended, for most pages all of it, is
/// the page's end.
/// </summary>
internal abstract class ArrivingPage
{
    private readonly HashCodes _keys = new();
    private int _handed;

    /// <summary>What the reply says, when the batches have ended.</summary>
    public abstract PageSink Sink { get; }

    /// <summary>What tells two pages apart; null for a page that held nothing. Taken when the batches have ended.</summary>
    public int? Keys => _keys.Value;

    /// <summary>The reading of a reply; null where all of it is JSON that has been taken in.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="source">What was asked.</param>
    /// <param name="sink">Makes what its elements are put into; takes what to call when that is full, null for nothing.</param>
    /// <param name="deepest">How deep JSON may nest.</param>
    public static ArrivingPage? Of(Reply reply, ReadSource source, Func<Action<PageSink>?, PageSink> sink, int deepest) => reply switch
    {
        { Answer: { } answer } => new ArrivingXml(answer, source.DecodeXml!, sink),
        { Rows: { } rows } => new ArrivingRows(rows, source.Decode!, sink, deepest),
        _ => null,
    };

    /// <summary>The batches before the last.</summary>
    /// <exception cref="System.Xml.XmlException">The XML is broken.</exception>
    /// <exception cref="RecordFaultException">The reply is not what the spec describes.</exception>
    /// <exception cref="Formats.UnreadableReplyException">The rows are not what they should be, or the reply is too large.</exception>
    public abstract IAsyncEnumerable<Batch> BatchesAsync(CancellationToken cancellationToken);

    /// <summary>What is left: the last batch.</summary>
    public Batch Rest() => Take();

    /// <summary>Takes out what has been read.</summary>
    protected Batch Take()
    {
        var batch = new Batch([.. Sink.Records], [.. Sink.SetAside], [.. Sink.Pending], Sink.Elements - _handed);
        _handed = Sink.Elements;
        foreach (var record in batch.Records)
        {
            _keys.Add(record.Key);
        }

        foreach (var record in batch.SetAside)
        {
            _keys.Add(record.Key);
        }

        foreach (var element in batch.Pending)
        {
            _keys.Add(element.Key);
        }

        Sink.Records.Clear();
        Sink.SetAside.Clear();
        Sink.Pending.Clear();
        return batch;
    }

    /// <summary>Some of a page's records.</summary>
    /// <param name="Records">The records.</param>
    /// <param name="SetAside">What could not be read.</param>
    /// <param name="Pending">Elements whose detail has to be looked up.</param>
    /// <param name="Elements">How many elements they come from.</param>
    public sealed record Batch(ImmutableArray<UnifiedRecord> Records, ImmutableArray<SetAside> SetAside, ImmutableArray<PendingElement> Pending, int Elements);

    private sealed class HashCodes
    {
        private HashCode _hash;
        private bool _any;

        public int? Value => _any ? _hash.ToHashCode() : null;

        public void Add(RecordKey? key)
        {
            _hash.Add(key);
            _any = true;
        }
    }
}
