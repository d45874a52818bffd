using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Shapes;

/// <summary>What one reply is written with. Reused from request to request.</summary>
internal sealed class Renderer : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Renderer() => Json = new Utf8JsonWriter(Buffer, Options);

    /// <summary>The bytes written so far.</summary>
    public ArrayBufferWriter<byte> Buffer { get; } = new(64 * 1024);

    /// <summary>Writes JSON into <see cref="Buffer"/>.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Where texts are put together.</summary>
    public Utf8Text Text { get; } = new();

    /// <summary>The page being answered; null where the reply is no list.</summary>
    public Page? Page { get; set; }

    /// <summary>Whether members that must be asked for (<c>include</c>) are written, by bit.</summary>
    public ulong Asked { get; set; }

    /// <summary>The members that are asked for of the next record; null for all.</summary>
    public HashSet<JsonEncodedText>? Only { get; set; }

    /// <summary>The address below which the contract's paths lie, as the client knows it.</summary>
    public string Root { get; set; } = "";

    /// <summary>The records whose details are asked for together.</summary>
    public IReadOnlyList<long> Batch { get; set; } = [];

    /// <summary>What is wrong with the record being written; only its own members look at it.</summary>
    public RecordFlaw Flaw { get; set; }

    /// <summary>Writes the text that was put together.</summary>
    public void WriteText(int limit = 0)
    {
        Text.Close(limit);
        Json.WriteRawValue(Text.Quoted, skipInputValidation: true);
    }

    /// <summary>Makes it ready for the next reply.</summary>
    public void Reset()
    {
        Buffer.ResetWrittenCount();
        Json.Reset();
        Page = null;
        Asked = 0;
        Only = null;
        Root = "";
        Batch = [];
        Flaw = RecordFlaw.None;
    }

    /// <inheritdoc/>
    public void Dispose() => Json.Dispose();
}

/// <summary>Writes a value of one schema. Shapes are made once, at the start; writing looks nothing up.</summary>
internal abstract class Shape
{
    /// <summary>Writes the value that belongs to a cell.</summary>
    public abstract void Write(Renderer to, in Cell cell);
}
