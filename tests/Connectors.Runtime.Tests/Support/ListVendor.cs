using System.Globalization;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Tests.Support;

/// <summary>What the replies of a list say about its end.</summary>
internal enum Tells
{
    Nothing,
    More,
    Last,
    Total,
}

/// <summary>A vendor with a list of the items 1 to <paramref name="Count"/> that pages it in one of the ways there are.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Count">How many items there are.</param>
/// <param name="Size">The page size asked for.</param>
/// <param name="Cap">The largest page the vendor gives.</param>
/// <param name="Tells">What the replies say about the end.</param>
/// <param name="First">The number of the first page.</param>
/// <param name="Alone">Whether follow-up requests carry nothing but the marker.</param>
internal sealed record ListVendor(PagingKind Kind, int Count, int Size, int Cap, Tells Tells, int First = 1, bool Alone = false)
{
    private int Page => Kind == PagingKind.None ? Count : Math.Min(Size, Cap);

    public List<string> All => [.. Enumerable.Range(1, Count).Select(Text)];

    public ReadSource Source => Items.Source(new PagingPlan
    {
        Kind = Kind,
        Marker = Kind is PagingKind.None or PagingKind.NextUrl or PagingKind.LinkHeader ? null : new PlaceName(Place.Query, "at"),
        First = Kind == PagingKind.Offset ? 0 : First,
        FromHeader = Kind == PagingKind.HeaderToken ? "X-Next" : null,
        SizeAt = new PlaceName(Place.Query, "size"),
        Size = Size,
        // Only where the vendor gives as much as it is asked for does a short page mean the end.
        StopsShort = Cap >= Size,
        Alone = Alone,
    });

    public FakeVendor Handler() => new(Answers);

    private HttpResponseMessage Answers(Asked asked)
    {
        var at = asked.Parameter("at");
        var start = at is null ? 0 : Kind switch
        {
            PagingKind.Number => (Number(at) - First) * Page,
            PagingKind.Cursor or PagingKind.HeaderToken => Number(at["c-".Length..]),
            _ => Number(at),
        };
        var end = Math.Min(Count, start + Page);
        var more = end < Count;
        var rest = Tells switch
        {
            Tells.More => $",\"more\":{(more ? "true" : "false")}",
            // A number of the last page says something only where pages are numbered.
            Tells.Last when Kind == PagingKind.Number => $",\"last\":{First + Math.Max(0, (Count - 1) / Math.Max(1, Page))}",
            Tells.Total => $",\"total\":{Count}",
            _ => "",
        };
        var next = $"https://acme.vendor.example/api/items?size={Size}&at={end}";
        rest += Kind switch
        {
            PagingKind.Cursor when more => $",\"next\":\"c-{end}\"",
            PagingKind.NextUrl when more => $",\"next\":\"{next}\"",
            _ => "",
        };
        var reply = Answer.Json(Items.Page(Enumerable.Range(start + 1, Math.Max(0, end - start)).Select(Text), rest));
        return Kind switch
        {
            PagingKind.LinkHeader when more => reply.With("Link", $"<https://acme.vendor.example/>; rel=\"first\", <{next}>; rel=\"next\""),
            PagingKind.HeaderToken when more => reply.With("X-Next", $"c-{end}"),
            _ => reply,
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
