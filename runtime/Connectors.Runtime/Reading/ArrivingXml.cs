using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Replies;

namespace Connectors.Runtime.Reading;

/// <summary>Reads a page of XML while it arrives.</summary>
/// <remarks>
/// The mappers read on and cannot be interrupted, so they have a thread of their own; it stands still while nobody takes the batch it holds out. A
/// page that has been taken in whole needs none.
/// </remarks>
internal sealed class ArrivingXml : ArrivingPage
{
    private readonly XmlReply _answer;
    private readonly DecodeXmlPage _decode;
    private readonly Channel<Batch> _batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });

    /// <summary>Creates the reading of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="decode">Walks it.</param>
    /// <param name="sink">Makes what its elements are put into.</param>
    public ArrivingXml(XmlReply answer, DecodeXmlPage decode, Func<Action<PageSink>?, PageSink> sink)
    {
        (_answer, _decode) = (answer, decode);
        Sink = sink(_answer.IsWhole ? null : HandOver);
    }

    /// <inheritdoc/>
    public override PageSink Sink { get; }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Batch> BatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
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
}
