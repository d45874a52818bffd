using System.Text.Json;
using Connectors.Server.Http;
using Connectors.Server.Layout;
using Connectors.Sync.Serving;

namespace Connectors.Server.Fields;

/// <summary>A page of a list whose items are numbered.</summary>
/// <param name="List">What is listed; a cursor holds for this alone.</param>
/// <param name="Size">How many items at most.</param>
/// <param name="After">The number of the item before the first; 0 for the first page.</param>
internal sealed record FieldPaging(string List, int Size, long After)
{
    private const int DefaultSize = 100;

    /// <summary>Reads the page that a request asks for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="cursors">Reads its cursor.</param>
    /// <param name="list">What is listed.</param>
    /// <param name="largest">The largest size of a page.</param>
    /// <exception cref="ApiException">A parameter has a value that it cannot have.</exception>
    public static FieldPaging Read(HttpContext context, Cursors cursors, string list, int largest)
    {
        var query = context.Request.Query;
        try
        {
            var size = query["page_size"].ToString() is { Length: > 0 } text ? new FilterText("page_size", text).Number(1, largest) : DefaultSize;
            return new FieldPaging(list, size, query["cursor"].ToString() is { Length: > 0 } cursor ? cursors.Read(list, cursor).Number : 0);
        }
        catch (WrongParameterException e)
        {
            throw ApiException.Input(e.Message);
        }
    }

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where the data is expected.</param>
    /// <param name="cursors">Writes the cursor of the next page.</param>
    /// <param name="items">One item more than fits, where there is one.</param>
    /// <param name="write">Writes an item.</param>
    /// <param name="number">The number of an item.</param>
    public void Write<T>(Utf8JsonWriter writer, Cursors cursors, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write, Func<T, long> number)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        foreach (var item in items.Take(Size))
        {
            write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, items.Count > Size ? cursors.Write(List, new PagePosition(0, number(items[Size - 1]))) : null);
        writer.WriteEndObject();
    }
}
