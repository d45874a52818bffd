using System.Text.Json;

namespace Connectors.Runtime.Formats;

/// <summary>A JSON value in each line. Mappers read the list of them.</summary>
public sealed class JsonLinesFormat : BodyFormat
{
    /// <inheritdoc/>
    internal override string Accepts => "application/x-ndjson, application/jsonl";

    /// <inheritdoc/>
    internal override bool MayBeEmpty => true;

    /// <inheritdoc/>
    internal override PlainBody Read(ReadOnlyMemory<byte> body, int deepest)
    {
        var rest = body.Span;
        if (rest.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            // A list already.
            return PlainBody.AsItIs;
        }

        using var json = new PooledBuffer(rest.Length + 16);
        Write(json, "["u8);
        for (var (number, any) = (1, false); !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.IsEmpty)
            {
                continue;
            }

            if (!IsValue(line, deepest))
            {
                return new PlainBody { Met = FormattableString.Invariant(end < 0 ? (FormattableString)$"the reply was cut short in line {number}" : $"line {number} of the reply is no JSON value") };
            }

            Write(json, any ? ","u8 : default);
            Write(json, line);
            any = true;
        }

        Write(json, "]"u8);
        return new PlainBody { Json = json.Take() };
    }

    private static bool IsValue(ReadOnlySpan<byte> line, int deepest)
    {
        // The list around it is a level of its own.
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Math.Max(1, deepest - 1) });
        try
        {
            while (reader.Read())
            {
                // Only whether it can be read to its end is asked.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(PooledBuffer to, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to.GetSpan(bytes.Length));
        to.Advance(bytes.Length);
    }
}
