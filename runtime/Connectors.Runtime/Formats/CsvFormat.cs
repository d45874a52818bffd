using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Connectors.Runtime.Formats;

/// <summary>
/// Rows of columns, the first with their names (RFC 4180). Mappers read a list of objects: texts, and null for an empty column; numbers, true and false where the vendor's
/// contract has them. A row with more or fewer columns than the first is set aside; one that ends before the reply does refuses all of it.
/// </summary>
public sealed partial class CsvFormat : RowFormat
{
    private FrozenSet<string> _literals = FrozenSet<string>.Empty;

    /// <summary>What stands between columns: an ASCII character.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>The columns that are numbers, true or false.</summary>
    public ImmutableArray<string> Literals
    {
        get => [.. _literals];
        init => _literals = value.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    internal override string Accepts => "text/csv";

    /// <inheritdoc/>
    internal override RowWalk Walk(int deepest) => new Rows(this);

    /// <inheritdoc/>
    internal override bool IsRows(ReadOnlySpan<byte> body) => body is not [(byte)'{' or (byte)'[', ..]; // That says that something went wrong.

    // What there is of a row, for its id.
    private byte[] Alone(string[] names, List<string> cells)
    {
        using var buffer = new PooledBuffer(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Row(json, names, cells);
        }

        return buffer.Written.ToArray();
    }

    private void Row(Utf8JsonWriter json, string[] names, List<string> cells)
    {
        json.WriteStartObject();
        for (var i = 0; i < Math.Min(names.Length, cells.Count); i++)
        {
            json.WritePropertyName(names[i]);
            Cell(json, cells[i], _literals.Contains(names[i]));
        }

        json.WriteEndObject();
    }

    // What is not the number that it should be stays a text: whoever reads it says so.
    private static void Cell(Utf8JsonWriter json, string text, bool literal)
    {
        if (text.Length == 0)
        {
            json.WriteNullValue();
        }
        else if (literal && text.ToLowerInvariant() is "true" or "false")
        {
            json.WriteBooleanValue(text[0] is 't' or 'T');
        }
        else if (literal && Number().IsMatch(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    private sealed class Rows(CsvFormat format) : RowWalk
    {
        private string[]? _names;
        private int _number;

        /// <inheritdoc/>
        protected override string? Write(ReadOnlySpan<byte> text, bool isAll, Utf8JsonWriter json, List<ElementFault> faults, out int read)
        {
            var rows = new CsvRows(text, (byte)format.Separator, isAll);
            read = 0;
            while (rows.Next())
            {
                read = rows.Read;
                _number++;
                if ((_names is null ? Head(rows.Cells()) : Row(rows.Cells(), rows.IsLast, json, faults)) is { } met)
                {
                    return met;
                }
            }

            return rows.IsBroken
                ? _names is null ? "the first row of the reply was cut short" : FormattableString.Invariant($"a quote in row {_number + 1} of the reply is not closed as it should be")
                : isAll && _names is null ? "the reply has no row with the names of the columns" : null;
        }

        private string? Head(List<string> cells)
        {
            _names = [.. cells];
            return _names.Distinct(StringComparer.Ordinal).Count() < _names.Length ? "two columns of the reply have the same name" : null;
        }

        private string? Row(List<string> cells, bool isLast, Utf8JsonWriter json, List<ElementFault> faults)
        {
            if (cells is [""])
            {
                return null;
            }

            if (cells.Count == _names!.Length)
            {
                format.Row(json, _names, cells);
            }
            else if (isLast)
            {
                return FormattableString.Invariant($"the reply was cut short in row {_number}");
            }
            else
            {
                faults.Add(new ElementFault(format.Alone(_names, cells), ".", FormattableString.Invariant($"row {_number} has {cells.Count} columns where the first has {_names.Length}")));
            }

            return null;
        }
    }

    /// <summary>Walks rows.</summary>
    private ref struct CsvRows(ReadOnlySpan<byte> text, byte separator, bool isAll)
    {
        private readonly byte _separator = separator;
        private readonly bool _isAll = isAll;
        private readonly int _length = text.Length;
        private ReadOnlySpan<byte> _rest = text;
        private List<string> _cells = [];

        /// <summary>Whether a quote is not closed, or something follows it.</summary>
        public bool IsBroken { get; private set; }

        /// <summary>Whether the row ends with the text, and not with a line.</summary>
        public bool IsLast { get; private set; }

        /// <summary>How many bytes have been read, to the end of the row.</summary>
        public readonly int Read => _length - _rest.Length;

        /// <summary>The columns of the row.</summary>
        public readonly List<string> Cells() => _cells;

        /// <summary>Goes to the next row; false where there is none that is whole, or it is broken.</summary>
        public bool Next()
        {
            if (_rest.IsEmpty || IsBroken)
            {
                return false;
            }

            _cells = [];
            while (true)
            {
                if (!Cell(out var isCut))
                {
                    IsBroken = _isAll || !isCut;
                    return false;
                }

                // What follows may be the other half of an end of line.
                if (!_isAll && _rest is [] or [(byte)'\r'])
                {
                    return false;
                }

                if (_rest.IsEmpty)
                {
                    IsLast = true;
                    return true;
                }

                var end = _rest[0];
                _rest = _rest[(end == '\r' && _rest.Length > 1 && _rest[1] == '\n' ? 2 : 1)..];
                if (end != _separator)
                {
                    return true;
                }

                if (_rest.IsEmpty && !_isAll)
                {
                    return false;
                }

                if (_rest.IsEmpty)
                {
                    // A separator at the very end has an empty column after it.
                    _cells.Add("");
                    IsLast = true;
                    return true;
                }
            }
        }

        // Reads one column and stops at what ends it; false where a quote is not closed in what there is, or something else follows it.
        private bool Cell(out bool isCut)
        {
            isCut = false;
            if (_rest[0] != '"')
            {
                var length = _rest.IndexOfAny(_separator, (byte)'\r', (byte)'\n');
                length = length < 0 ? _rest.Length : length;
                _cells.Add(Encoding.UTF8.GetString(_rest[..length]));
                _rest = _rest[length..];
                return true;
            }

            var inside = _rest[1..];
            for (var at = 0; ;)
            {
                var quote = inside[at..].IndexOf((byte)'"');
                if (quote < 0)
                {
                    isCut = true;
                    return false;
                }

                at += quote;
                if (at + 1 < inside.Length && inside[at + 1] == '"')
                {
                    at += 2;
                    continue;
                }

                _cells.Add(Encoding.UTF8.GetString(inside[..at]).Replace("\"\"", "\"", StringComparison.Ordinal));
                _rest = inside[(at + 1)..];
                return _rest.IsEmpty || _rest[0] == _separator || _rest[0] is (byte)'\r' or (byte)'\n';
            }
        }
    }
}
