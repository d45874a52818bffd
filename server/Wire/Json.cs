using System.Text.Encodings.Web;
using System.Text.Json;

namespace Connectors.Server.Wire;

/// <summary>How answers are written.</summary>
internal static class Json
{
    /// <summary>Compact, letters of all languages as they are; it is never embedded in HTML. Records were written by this program, so their structure is not checked again.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
