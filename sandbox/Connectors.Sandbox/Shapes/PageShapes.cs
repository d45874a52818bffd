using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>The records of the page.</summary>
/// <param name="records">The records.</param>
/// <param name="record">One of them.</param>
/// <param name="lone">Whether it is no list, but the first of them alone.</param>
/// <param name="named">Whether they are the values of an object, under their ids.</param>
internal sealed class RecordsShape(Population records, Shape record, bool lone, bool named = false) : Shape
{
    public override void Write(Renderer to, in Cell cell)
    {
        var page = to.Page!;
        if (lone && page.Count > 0)
        {
            record.Write(to, World.CellOf(records, page.Records.At(page.From), ParentOf(page, page.Records.At(page.From))));
            return;
        }

        NamedList.Start(to, named);
        for (var i = 0; i < page.Count; i++)
        {
            var index = page.Records.At(page.From + i);
            NamedList.Name(to, named, records, index);
            to.Flaw = i == page.Count / 2 ? page.Flaw : RecordFlaw.None;
            record.Write(to, World.CellOf(records, index, ParentOf(page, index)));
        }

        to.Flaw = RecordFlaw.None;
        NamedList.End(to, named);
    }

    private long ParentOf(Page page, long index) => page.Parent >= 0 ? page.Parent : records.ParentOf(index);
}

/// <summary>What a reply can say about paging.</summary>
internal enum PageValue
{
    /// <summary>How many records there are in all.</summary>
    Total,

    /// <summary>The number of the last page.</summary>
    Last,

    /// <summary>How many pages there are.</summary>
    Pages,

    /// <summary>Whether there is more.</summary>
    More,

    /// <summary>Whether there is no more.</summary>
    Done,

    /// <summary>The marker of the next page.</summary>
    Next,

    /// <summary>The address of the next page.</summary>
    NextUrl,
}

/// <summary>A value that the spec pages by.</summary>
internal sealed class PageValueShape(PageValue value, JsonKind kind) : Shape
{
    /// <summary>Where replies say what the spec pages by.</summary>
    public static IEnumerable<(VendorPath At, PageValue Value)> Of(PagingSpec paging)
    {
        (VendorPath? At, PageValue Value)[] all =
        [
            (paging.Total, PageValue.Total), (paging.Last, PageValue.Last), (paging.Pages, PageValue.Pages), (paging.More, PageValue.More), (paging.Done, PageValue.Done),
            (paging.Kind == PagingKind.Cursor ? paging.From : null, PageValue.Next), (paging.Kind == PagingKind.NextUrl ? paging.From : null, PageValue.NextUrl),
        ];
        return all.Where(a => a.At is not null).Select(a => (a.At!, a.Value));
    }

    /// <summary>Whether the page has the value: the last one has no next.</summary>
    public bool IsThere(Page page) => value switch
    {
        PageValue.Next => page.Next is not null,
        PageValue.NextUrl => page.NextUrl is not null,
        _ => true,
    };

    public override void Write(Renderer to, in Cell cell)
    {
        var page = to.Page!;
        switch (value)
        {
            case PageValue.Total:
                WriteNumber(to, page.Records.Count);
                break;
            case PageValue.Last:
                WriteNumber(to, page.Last);
                break;
            case PageValue.Pages:
                WriteNumber(to, page.Pages);
                break;
            case PageValue.More:
                to.Json.WriteBooleanValue(page.More);
                break;
            case PageValue.Done:
                to.Json.WriteBooleanValue(!page.More);
                break;
            default:
                var text = (value == PageValue.Next ? page.Next : page.NextUrl) ?? "";
                if (kind is JsonKind.Integer or JsonKind.Number)
                {
                    to.Json.WriteRawValue(text.Length == 0 ? "0" : text, skipInputValidation: true);
                }
                else
                {
                    to.Json.WriteStringValue(text);
                }

                break;
        }
    }

    private void WriteNumber(Renderer to, long number)
    {
        if (kind == JsonKind.String)
        {
            to.Text.Open();
            to.Text.Add(number);
            to.WriteText();
        }
        else
        {
            to.Json.WriteNumberValue(number);
        }
    }
}

/// <summary>A number about the page that the spec does not read, known by its name.</summary>
internal sealed class PageNumberShape(string name) : Shape
{
    /// <summary>Whether a number of that name is about the page.</summary>
    public static bool Knows(string name, JsonKind kind) => kind is JsonKind.Integer && Number(name, null) >= 0;

    public override void Write(Renderer to, in Cell cell) => to.Json.WriteNumberValue(Math.Max(0, to.Page is null ? 0 : Number(name, to.Page)));

    private static long Number(string name, Page? page) => name switch
    {
        "page" or "current_page" or "page_number" or "number" => page?.Marker ?? 0,
        "per_page" or "page_size" or "limit" or "size" => page?.Size ?? 0,
        "offset" or "skip" or "start" => page?.From ?? 0,
        "count" => page?.Count ?? 0,
        "total" or "total_count" => page?.Records.Count ?? 0,
        _ => -1,
    };
}
