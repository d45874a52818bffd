using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml;

namespace Connectors.Runtime.Files;

/// <summary>
/// The body of a request while it is written: its text in memory, and where in the text files go. The files are opened, and written as Base64 or as they are, only when
/// the body is sent; what is wrong with a text comes to light before.
/// </summary>
/// <remarks>Not safe for concurrent use.</remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A stream over memory holds nothing that needs it.")]
public sealed class BodyWriter
{
    private readonly MemoryStream _text = new();
    private readonly List<PlacedFile> _files = [];

    /// <summary>Where the text goes, as UTF-8: for an <see cref="XmlWriter"/> or <see cref="Utf8JsonWriter"/>, which must be flushed at the end.</summary>
    public Stream Text => _text;

    /// <summary>Writes a file as the text of the element that has been begun; nothing else may stand in it.</summary>
    /// <param name="writer">Writes into <see cref="Text"/>.</param>
    /// <param name="file">The file.</param>
    public void WriteFile(XmlWriter writer, FileContent file)
    {
        // No bytes at all close the start tag, which an empty string would not; the caller ends the element with an end tag of its own then.
        writer.WriteBase64([], 0, 0);
        writer.Flush();
        _files.Add(new PlacedFile(_text.Length, file));
    }

    /// <summary>Writes a file as a JSON string: an item of a list, or the value of the property whose name has been written.</summary>
    /// <param name="writer">Writes into <see cref="Text"/>.</param>
    /// <param name="file">The file.</param>
    public void WriteFile(Utf8JsonWriter writer, FileContent file)
    {
        writer.WriteStringValue("");
        writer.Flush();
        _files.Add(new PlacedFile(_text.Length - 1, file));
    }

    /// <summary>Places a file at the end of the text there is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="form">How it is written.</param>
    internal void WriteFile(FileContent file, FileForm form) => _files.Add(new PlacedFile(_text.Length, file, form));

    /// <summary>The body, when all has been written. It can be sent several times.</summary>
    /// <param name="type">Its media type.</param>
    public HttpContent ToContent(MediaTypeHeaderValue type)
    {
        var text = _text.ToArray();
        return _files.Count == 0
            ? new ByteArrayContent(text) { Headers = { ContentType = type } }
            : new BodyWithFiles(text, [.. _files]) { Headers = { ContentType = type } };
    }
}
