using Connectors.Runtime.Formats;
using Connectors.Runtime.Mapping;

namespace Connectors.Runtime.Replies;

/// <summary>A successful reply whose rows are read as they arrive, as plain JSON lists.</summary>
internal sealed class RowReply : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _text;
    private readonly Utf8Buffer _buffer = new();
    private readonly RowWalk _rows;
    private bool _isOver;

    /// <summary>Opens a reply, which belongs to it from now on.</summary>
    /// <param name="response">The response.</param>
    /// <param name="stream">Its body.</param>
    /// <param name="rows">Reads its rows.</param>
    public RowReply(HttpResponseMessage response, ReplyStream stream, RowWalk rows)
    {
        _response = response;
        _rows = rows;
        _text = ReplyBytes.AsUtf8(stream, ReplyBytes.EncodingOf(stream.Head, response.Content.Headers.ContentType?.CharSet, null));
    }

    /// <summary>The rows that have arrived since it was asked for last; some of them, maybe none. Null when there are no more. What is given has to be disposed.</summary>
    /// <exception cref="UnreadableReplyException">They are not what they should be, or the reply is too large.</exception>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public async ValueTask<Rows?> NextAsync(CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return null;
        }

        await MoreAsync(cancellationToken).ConfigureAwait(false);
        _buffer.At += _rows.Take(_buffer.Rest, _isOver = _buffer.HasEnded, out var rows);
        return rows.Json is { } json ? new Rows(json, rows.Faults) : throw new UnreadableReplyException(rows.Met!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _buffer.Dispose();
        _text.Dispose();
        _response.Dispose();
    }

    // As much again as there is of a row: it is looked at from its beginning, which must not be done for every few bytes.
    private async ValueTask MoreAsync(CancellationToken cancellationToken)
    {
        _buffer.Forget();
        var wanted = Math.Max(1, _buffer.End * 2);
        while (!_buffer.HasEnded && _buffer.End < wanted)
        {
            _buffer.Take(await _text.ReadAsync(_buffer.Room(), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Rows that have arrived.</summary>
    /// <param name="Json">The list of those that are whole.</param>
    /// <param name="Faults">The others.</param>
    public sealed record Rows(PooledBytes Json, IReadOnlyList<ElementFault> Faults);
}
