using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Connectors.Cli.Terminal;

/// <summary>JSON for people and pipes: letters of all scripts stay as they are.</summary>
internal static class JsonText
{
    /// <summary>A document that is read by people.</summary>
    public static JsonWriterOptions Indented { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text that was written to a buffer.</summary>
    public static string Of(MemoryStream buffer) => Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
}
