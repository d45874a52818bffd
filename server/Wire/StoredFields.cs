using System.Text.Json;

namespace Connectors.Server.Wire;

/// <summary>Goes through the integration fields that are stored with a record: a list of objects that this program wrote.</summary>
internal ref struct StoredFields
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    /// <summary>Begins before the first.</summary>
    /// <param name="json">The list; empty for none.</param>
    public StoredFields(ReadOnlySpan<byte> json)
    {
        _json = json;
        if (!json.IsEmpty)
        {
            _reader = new Utf8JsonReader(json);
            _reader.Read();
        }
    }

    /// <summary>The whole field.</summary>
    public ReadOnlySpan<byte> Item { get; private set; }

    /// <summary>The JSON of its value; empty where it has none.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The JSON of its key.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>The JSON of its label; empty where it has none.</summary>
    public ReadOnlySpan<byte> Label { get; private set; }

    /// <summary>The JSON of its type.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>Moves to the next; false after the last.</summary>
    public bool Next()
    {
        if (_json.IsEmpty || !_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var start = (int)_reader.TokenStartIndex;
        Key = Type = Value = Label = default;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.ValueSpan;
            _reader.Read();
            var (from, isNull) = ((int)_reader.TokenStartIndex, _reader.TokenType == JsonTokenType.Null);
            _reader.Skip();
            var text = isNull ? default : _json[from..(int)_reader.BytesConsumed];
            if (name.SequenceEqual("key"u8))
            {
                Key = text;
            }
            else if (name.SequenceEqual("type"u8))
            {
                Type = text;
            }
            else if (name.SequenceEqual("value"u8))
            {
                Value = text;
            }
            else if (name.SequenceEqual("label"u8))
            {
                Label = text;
            }
        }

        Item = _json[start..(int)_reader.BytesConsumed];
        return true;
    }

    /// <summary>Whether the key is this text.</summary>
    /// <param name="key">In UTF-8.</param>
    public readonly bool HasKey(ReadOnlySpan<byte> key)
    {
        // Nearly no key has a character that JSON escapes.
        if (Key.Length == key.Length + 2 && Key[1..^1].SequenceEqual(key))
        {
            return !key.Contains((byte)'\\');
        }

        return Key.Contains((byte)'\\') && Text(Key) is { } text && System.Text.Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(key);
    }

    /// <summary>The text of a JSON string; null where there is none.</summary>
    public static string? Text(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'"')
        {
            return null;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.GetString();
    }
}
