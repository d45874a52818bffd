using System.Text.Json;

namespace Connectors.Runtime.Formats;

/// <summary>A JSON value in each line. Mappers read the list of them.</summary>
public sealed class JsonLinesFormat : RowFormat
{
    /// <inheritdoc/>
    internal override string Accepts => "application/x-ndjson, application/jsonl";

    /// <inheritdoc/>
    internal override bool MayBeEmpty => true;

    /// <inheritdoc/>
    internal override RowWalk Walk(int deepest) => new Lines(deepest);

    /// <inheritdoc/>
    internal override bool IsRows(ReadOnlySpan<byte> body) => body is not [(byte)'[', ..]; // That is a list already.

    private sealed class Lines(int deepest) : RowWalk
    {
        private int _number;

        /// <inheritdoc/>
        protected override string? Write(ReadOnlySpan<byte> text, bool isAll, Utf8JsonWriter json, List<ElementFault> faults, out int read)
        {
            for (read = 0; read < text.Length;)
            {
                var rest = text[read..];
                var end = rest.IndexOf((byte)'\n');
                if (end < 0 && !isAll)
                {
                    break;
                }

                _number++;
                read += end < 0 ? rest.Length : end + 1;
                var line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
                if (line.IsEmpty)
                {
                    continue;
                }

                if (!IsValue(line))
                {
                    return FormattableString.Invariant(end < 0 ? (FormattableString)$"the reply was cut short in line {_number}" : $"line {_number} of the reply is no JSON value");
                }

                json.WriteRawValue(line, skipInputValidation: true);
            }

            return null;
        }

        private bool IsValue(ReadOnlySpan<byte> line)
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
    }
}
