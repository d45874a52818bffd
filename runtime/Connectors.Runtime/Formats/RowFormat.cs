using System.Text.Json;

namespace Connectors.Runtime.Formats;

/// <summary>Replies that are lists of rows, each of which can be read without those after it.</summary>
public abstract class RowFormat : BodyFormat
{
    private protected RowFormat()
    {
    }

    /// <summary>Begins to read a reply.</summary>
    /// <param name="deepest">How deep JSON may nest.</param>
    internal abstract RowWalk Walk(int deepest);

    /// <summary>Whether a body that begins like this is rows, and not what says that something went wrong.</summary>
    /// <param name="body">The beginning, without the space before it.</param>
    internal abstract bool IsRows(ReadOnlySpan<byte> body);

    /// <inheritdoc/>
    internal sealed override PlainBody Read(ReadOnlyMemory<byte> body, int deepest)
    {
        if (!IsRows(body.Span.TrimStart(" \t\r\n"u8)))
        {
            return PlainBody.AsItIs;
        }

        var walk = Walk(deepest);
        walk.Take(body.Span, isAll: true, out var rows);
        return rows;
    }
}

/// <summary>Reads the rows of one reply, in as many pieces as it arrives in.</summary>
internal abstract class RowWalk
{
    /// <summary>Makes plain JSON of the rows that are whole.</summary>
    /// <param name="text">What has arrived and not been read; UTF-8, letters whole.</param>
    /// <param name="isAll">Whether nothing follows.</param>
    /// <param name="rows">The list of them; nothing but what was met where they are not what they should be.</param>
    /// <returns>How many bytes have been read.</returns>
    public int Take(ReadOnlySpan<byte> text, bool isAll, out PlainBody rows)
    {
        using var buffer = new PooledBuffer((text.Length * 2) + 16);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        var faults = new List<ElementFault>();
        json.WriteStartArray();
        var met = Write(text, isAll, json, faults, out var read);
        json.WriteEndArray();
        json.Flush();
        rows = met is null ? new PlainBody { Json = buffer.Take(), Faults = faults } : new PlainBody { Met = met };
        return read;
    }

    /// <summary>Writes the rows that are whole into a list.</summary>
    /// <param name="text">What has arrived and not been read.</param>
    /// <param name="isAll">Whether nothing follows.</param>
    /// <param name="json">Stands in the list.</param>
    /// <param name="faults">Takes what is wrong with single rows, which are not written.</param>
    /// <param name="read">How many bytes have been read.</param>
    /// <returns>What was met where a row is expected; null where all is well.</returns>
    protected abstract string? Write(ReadOnlySpan<byte> text, bool isAll, Utf8JsonWriter json, List<ElementFault> faults, out int read);
}
