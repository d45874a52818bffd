using System.Text.Json;
using Connectors.Runtime.Capabilities;

namespace Connectors.Server.General;

/// <summary>Writes what a connector covers.</summary>
internal static class CoverageJson
{
    /// <summary>The word for a state of coverage.</summary>
    public static string Word(Coverage coverage) => coverage switch
    {
        Coverage.Supported => "SUPPORTED",
        Coverage.NotImplemented => "NOT_IMPLEMENTED",
        Coverage.Unsupported => "UNSUPPORTED",
        _ => "UNKNOWN",
    };

    /// <summary>Writes the members that every row of coverage has.</summary>
    public static void WriteRow(this Utf8JsonWriter writer, string id, string? label, Coverage coverage)
    {
        writer.WriteString("id"u8, id);
        if (label is not null)
        {
            writer.WriteString("label"u8, label);
        }

        writer.WriteString("coverage_status"u8, Word(coverage));
    }

    public static void WriteList<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> members)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            members(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
