using System.Text;
using System.Text.Json;

namespace Connectors.Runtime.Records;

/// <summary>A JSON value as the vendor wrote it: its UTF-8 text, neither parsed nor copied. Equal when the bytes are.</summary>
/// <param name="utf8">The text of exactly one JSON value; empty stands for null.</param>
public readonly struct RawJson(ReadOnlyMemory<byte> utf8) : IEquatable<RawJson>
{
    /// <summary>The text; empty for null.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>Whether there is no text, which is written as null.</summary>
    public bool IsEmpty => Utf8.IsEmpty;

    /// <summary>The value of a JSON text.</summary>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static RawJson Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new RawJson(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Writes the value, always on one line, so that records can be exported as JSON lines.</summary>
    /// <param name="writer">Positioned where a value may stand.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (IsEmpty)
        {
            writer.WriteNullValue();
        }
        else if (Utf8.Span.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
        {
            // A line break is never inside a JSON string: the vendor laid its JSON out.
            using var document = JsonDocument.Parse(Utf8);
            document.RootElement.WriteTo(writer);
        }
        else
        {
            // Whoever made it has read it as JSON already.
            writer.WriteRawValue(Utf8.Span, skipInputValidation: true);
        }
    }

    /// <inheritdoc/>
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The JSON text; <c>null</c> when there is none.</summary>
    public override string ToString() => IsEmpty ? "null" : Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Equality of bytes.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Inequality of bytes.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}
