using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Connectors.Runtime.Replies;

namespace Connectors.Runtime.Reading;

/// <summary>
/// Reads a page of XML while it arrives, and hands its records over in batches, so that a page may be larger than memory. What is left when the batches
/// have ended, for most pages all of it, is the page's end.
/// </summary>
/// <remarks>
/// The mappers read on and cannot be interrupted, so they have a thread of their own; it stands still while nobody takes the batch it holds out. A
/// page that has been taken in whole needs none.
/// </remarks>
internal sealed class ArrivingPage
{
    private readonly XmlReply _answer;
    private readonly DecodeXmlPage _decode;
    private readonly Channel<Batch> _batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
    private readonly HashCodes _keys = new();
    private int _handed;

    /// <summary>Creates the reading of an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="source">What was asked.</param>
    /// <param name="mappers">The models wanted.</param>
    /// <param name="context">Handed to the mappers.</param>
    /// <param name="before">How many elements the pages before held.</param>
    public ArrivingPage(Reply reply, ReadSource source, IReadOnlyList<RecordMapper> mappers, MapContext context, long before)
    {
        _answer = reply.Answer!;
        _decode = source.DecodeXml!;
        Sink = new PageSink(mappers, context, lookup: source.Lookup is not null) { Before = before, OnFull = _answer.IsWhole ? null : HandOver };
    }

    /// <summary>What the reply says, when the batches have ended.</summary>
    public PageSink Sink { get; }

    /// <summary>What tells two pages apart; null for a page that held nothing. Taken when the batches have ended.</summary>
    public int? Keys => _keys.Value;

    /// <summary>The batches before the last.</summary>
    /// <exception cref="System.Xml.XmlException">The XML is broken.</exception>
    /// <exception cref="RecordFaultException">The reply is not what the spec describes.</exception>
    public async IAsyncEnumerable<Batch> BatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_answer.IsWhole)
        {
            Decode();
            yield break;
        }

        var reading = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var batch in _batches.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return batch;
            }
        }
        finally
        {
            // Who gives up, or no longer wants to know, leaves no thread behind.
            _answer.Stop();
            while (!reading.IsCompleted)
            {
                while (_batches.Reader.TryRead(out _))
                {
                    // Makes room for a batch that waits to be held out.
                }

                await Task.WhenAny(reading, _batches.Reader.WaitToReadAsync(CancellationToken.None).AsTask()).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What is left: the last batch.</summary>
    public Batch Rest() => Take();

    private void Run()
    {
        try
        {
            Decode();
            _batches.Writer.TryComplete();
        }
        catch (Exception e)
        {
            _batches.Writer.TryComplete(e);
        }
    }

    private void Decode() => _answer.Read(cursor => _decode(cursor, Sink));

    private void HandOver(PageSink sink) => _batches.Writer.WriteAsync(Take()).AsTask().GetAwaiter().GetResult();

    private Batch Take()
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
