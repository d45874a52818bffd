using System.Text.Json;

namespace Connectors.Sync.Export;

/// <summary>What answers need of a question.</summary>
/// <param name="Title">Its title; empty where it is not known.</param>
/// <param name="Type">What it asks for, or UNKNOWN.</param>
/// <param name="Options">The texts of its options, by their ids.</param>
public sealed record StoredQuestion(string Title, string Type, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The type of what has no unified form.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>A question that is not stored.</summary>
    public static StoredQuestion NotStored { get; } = new("", Unknown, new Dictionary<string, string>());

    /// <summary>Reads a stored question.</summary>
    public static StoredQuestion Parse(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        using var record = JsonDocument.ParseValue(ref reader);
        var title = record.RootElement.TryGetProperty("title", out var text) ? text.GetString() : null;
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!record.RootElement.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.Object)
        {
            return new StoredQuestion(title ?? "", Unknown, options);
        }

        if (format.TryGetProperty("options", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var option in list.EnumerateArray())
            {
                options[option.GetProperty("id").GetString()!] = option.GetProperty("name").GetString()!;
            }
        }

        return new StoredQuestion(title ?? "", format.GetProperty("type").GetString()!, options);
    }
}
