using System.Text.Json;

namespace Connectors.Server.Wire;

/// <summary>Goes through the integration fields that are stored with a record: a list of objects that this program wrote.</summary>
/// <param name="json">The list; empty for none.</param>
internal ref struct StoredFields(ReadOnlySpan<byte> json)
{
    private StoredJson _items = new(json);

    /// <summary>The whole field.</summary>
    public readonly ReadOnlySpan<byte> Item => _items.Value;

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
        if (!_items.NextItem())
        {
            return false;
        }

        Key = Type = Value = Label = default;
        var members = new StoredJson(_items.Value);
        while (members.NextMember())
        {
            var text = members.IsNull ? default : members.Value;
            if (members.Name.SequenceEqual("key"u8))
            {
                Key = text;
            }
            else if (members.Name.SequenceEqual("type"u8))
            {
                Type = text;
            }
            else if (members.Name.SequenceEqual("value"u8))
            {
                Value = text;
            }
            else if (members.Name.SequenceEqual("label"u8))
            {
                Label = text;
            }
        }

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
