using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Connectors.Runtime.Reading;

/// <summary>Where a read stands: what the next request asks for and what is needed to notice that paging never ends. Travels in <see cref="ReadPage.Resume"/>.</summary>
internal sealed record PageState
{
    private const string Version = "1.";

    /// <summary>What marks the next page: a number, a cursor, an address; null for the first page of lists without numbers.</summary>
    public string? Marker { get; init; }

    /// <summary>How many pages have been read.</summary>
    public int Pages { get; init; }

    /// <summary>How many elements they held.</summary>
    public long Elements { get; init; }

    /// <summary>How many pages in a row have brought nothing new.</summary>
    public int Idle { get; init; }

    /// <summary>What notices markers that come back.</summary>
    public MarkerCycle Cycle { get; init; }

    /// <summary>Which of the values of the source is asked for.</summary>
    public int Value { get; init; }

    /// <summary>The window of time that is asked for, in Unix milliseconds; null where there are no windows.</summary>
    public (long From, long Until)? Window { get; init; }

    /// <summary>The state as opaque text.</summary>
    public string ToText(string source)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(source);
            writer.WriteStringValue(Marker);
            writer.WriteNumberValue(Pages);
            writer.WriteNumberValue(Elements);
            writer.WriteNumberValue(Idle);
            writer.WriteNumberValue(Cycle.Kept);
            writer.WriteNumberValue(Cycle.Steps);
            writer.WriteNumberValue(Cycle.Reach);
            if (Value > 0 || Window is not null)
            {
                writer.WriteNumberValue(Value);
            }

            if (Window is { } window)
            {
                writer.WriteNumberValue(window.From);
                writer.WriteNumberValue(window.Until);
            }

            writer.WriteEndArray();
        }

        return Version + Base64Url.EncodeToString(bytes.WrittenSpan);
    }

    /// <summary>Reads <see cref="ToText"/> back.</summary>
    /// <exception cref="ArgumentException">It is of another version or another source, or not such a text at all.</exception>
    public static PageState Parse(string text, string source)
    {
        try
        {
            if (text.StartsWith(Version, StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(text.AsSpan(Version.Length)));
                var items = json.RootElement;
                if (items.GetArrayLength() is 8 or 9 or 11 && items[0].GetString() == source)
                {
                    return new PageState
                    {
                        Marker = items[1].GetString(),
                        Pages = items[2].GetInt32(),
                        Elements = items[3].GetInt64(),
                        Idle = items[4].GetInt32(),
                        Cycle = new MarkerCycle(items[5].GetInt64(), items[6].GetInt32(), items[7].GetInt32()),
                        Value = items.GetArrayLength() > 8 ? items[8].GetInt32() : 0,
                        Window = items.GetArrayLength() > 9 ? (items[9].GetInt64(), items[10].GetInt64()) : null,
                    };
                }
            }
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            // The same as a text of another version: nothing to go on from.
        }

        throw new ArgumentException($"The read of '{source}' cannot go on from this text: it was not made by this version for this source.", nameof(text));
    }
}
