using System.Text;
using System.Text.Json;

namespace Connectors.Server.Fields;

/// <summary>Counts what one field of a vendor's records was seen with.</summary>
internal sealed class FieldTally
{
    private const int Kept = 8;
    private const int Longest = 60;

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private int _lastRecord = -1;
    private int _seen;
    private bool _tooMany;

    /// <summary>The kinds of its values.</summary>
    public FieldKinds Kinds { get; private set; }

    /// <summary>How many records have a value.</summary>
    public int Records { get; private set; }

    /// <summary>Some values.</summary>
    public IReadOnlyCollection<string> Samples => _values;

    /// <summary>Whether there are only a few values, and on average at least two records share each.</summary>
    public bool Repeats => !_tooMany && _seen >= 2 * _values.Count;

    /// <summary>Counts the value that the reader stands on; an empty text is none.</summary>
    /// <param name="record">The number of the record.</param>
    /// <param name="reader">Stands on the first token of the value, and is not moved.</param>
    public void Count(int record, ref Utf8JsonReader reader)
    {
        var kind = reader.TokenType switch
        {
            JsonTokenType.String => reader.ValueSpan.IsEmpty ? FieldKinds.None : FieldKinds.Text,
            JsonTokenType.Number => FieldKinds.Number,
            JsonTokenType.True or JsonTokenType.False => FieldKinds.Boolean,
            JsonTokenType.StartObject => FieldKinds.Object,
            JsonTokenType.StartArray => FieldKinds.List,
            _ => FieldKinds.None,
        };
        if (kind == FieldKinds.None)
        {
            return;
        }

        Kinds |= kind;
        if (record != _lastRecord)
        {
            _lastRecord = record;
            Records++;
        }

        if (kind is FieldKinds.Text or FieldKinds.Number or FieldKinds.Boolean)
        {
            Keep(ref reader);
        }
    }

    private void Keep(ref Utf8JsonReader reader)
    {
        _seen++;
        if (_tooMany)
        {
            return;
        }

        var value = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        value = value.Length > Longest ? string.Concat(value.AsSpan(0, Longest - 1), "…") : value;
        if (_values.Count < Kept)
        {
            _values.Add(value);
        }
        else
        {
            _tooMany = !_values.Contains(value);
        }
    }
}
