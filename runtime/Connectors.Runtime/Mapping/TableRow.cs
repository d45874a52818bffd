using System.Text.Json;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>A row of a table of the vendor's, kept as it stands: values are made of it when a record asks for them.</summary>
/// <remarks>A table is read as a model is, so that its rows come as records do; nobody stores them. Safe for concurrent use.</remarks>
public sealed class TableRow : UnifiedRecord
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly XmlCursor? _xml;

    /// <summary>A row of a JSON reply.</summary>
    /// <param name="table">The table: <c>tables.statuses</c>.</param>
    /// <param name="key">What it is found by.</param>
    /// <param name="json">Its text.</param>
    public TableRow(string table, string key, ReadOnlyMemory<byte> json) => (Model, Key, _json) = (table, new RecordKey(key), json);

    /// <summary>A row of an XML reply.</summary>
    /// <param name="table">The table: <c>tables.statuses</c>.</param>
    /// <param name="key">What it is found by.</param>
    /// <param name="xml">A cursor of <see cref="Keep"/>.</param>
    /// <param name="shape">What repeats in it.</param>
    public TableRow(string table, string key, XmlCursor xml, XmlShape shape)
    {
        (Model, Key, _xml) = (table, new RecordKey(key), xml);
        xml.Return(0);
        _json = xml.Slice(shape).ToArray();
    }

    /// <inheritdoc/>
    public override string Model { get; }

    /// <inheritdoc/>
    public override RecordKey Key { get; }

    /// <summary>Its JSON; of an XML row the JSON form that elements have.</summary>
    internal ReadOnlyMemory<byte> Text => _json;

    /// <summary>Finds no id: a row without a key is found by nobody.</summary>
    /// <param name="reader">Stands on the row.</param>
    /// <param name="context">What a mapper may know besides.</param>
    public static RecordKey? Nameless(ref Utf8JsonReader reader, MapContext context) => null;

    /// <summary>The element a cursor stands on, on a copy that stays good.</summary>
    /// <param name="reader">Is left on the element's last node.</param>
    public static XmlCursor Keep(XmlCursor reader) => reader.Kept();

    /// <summary>A reader on the first token of a row of a JSON reply.</summary>
    public Utf8JsonReader Json()
    {
        var reader = new Utf8JsonReader(_json.Span);
        reader.Read();
        return reader;
    }

    /// <summary>A cursor of its own on a row of an XML reply.</summary>
    /// <exception cref="InvalidOperationException">The reply was JSON.</exception>
    public XmlCursor Xml() => (_xml ?? throw new InvalidOperationException("The row is JSON.")).Again();

    /// <summary>Writes nothing: a row is no unified record.</summary>
    /// <inheritdoc/>
    public override void WriteFields(Utf8JsonWriter writer, IRecordIds ids)
    {
    }
}
