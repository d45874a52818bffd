using System.Text.Encodings.Web;
using System.Text.Json;

namespace Connectors.Sync.Store;

/// <summary>How records are written as JSON.</summary>
internal static class RecordJson
{
    /// <summary>The content of a record that was anonymised: nothing but its ids is left.</summary>
    public const string Anonymous = "{}";

    /// <summary>Compact, letters of all languages as they are. Content is written by generated code, so its structure is not checked again.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
