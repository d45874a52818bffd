using System.Collections.Immutable;
using System.Globalization;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Sending;

namespace Connectors.Runtime.Reading;

/// <summary>Works out what to ask for next. What a reply says outright decides; where it says nothing, counting does; no way of paging can go on for ever.</summary>
internal sealed class Pager(PagingPlan plan, string endpoint, VendorClient client, ConnectorOptions options)
{
    private const string NextRelation = "next";

    /// <summary>Where every read begins.</summary>
    public PageState Start { get; } = new() { Marker = IsCounted(plan.Kind) ? Text(plan.First) : null };

    /// <summary>The address of the page, where the vendor gave it.</summary>
    public Uri? Address(PageState state) =>
        plan.Kind is PagingKind.NextUrl or PagingKind.LinkHeader && state.Marker is { } address ? new Uri(address, UriKind.Absolute) : null;

    /// <summary>Whether the request carries nothing but the marker.</summary>
    public bool Alone(PageState state) => plan.Alone && state.Pages > 0;

    /// <summary>Marker and size in their places.</summary>
    public IEnumerable<PlacedValue> Places(PageState state)
    {
        if (plan is { SizeAt: { } size, Size: > 0 } && !Alone(state))
        {
            yield return new PlacedValue(size, [Text(plan.Size)], Body: BodyKind.Literal);
        }

        if (plan.Marker is { } place && state.Marker is { } marker)
        {
            yield return plan.Text is { } text
                ? new PlacedValue(place, [text(marker)])
                : new PlacedValue(place, [marker], Body: IsCounted(plan.Kind) ? BodyKind.Literal : BodyKind.Text);
        }
    }

    /// <summary>Where to go on after a page; null after the last.</summary>
    /// <param name="state">What was asked for.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="page">What it says.</param>
    /// <param name="repeated">Whether it holds the same records as the page before.</param>
    /// <exception cref="ConnectorException">The reply contradicts itself, leads elsewhere, or paging does not come to an end.</exception>
    public PageState? After(PageState state, Reply reply, in PageFacts page, bool repeated)
    {
        var elements = state.Elements + page.Elements;
        var marker = plan.Kind switch
        {
            PagingKind.None => null,
            PagingKind.Number => GoesOn(Last(state, page), page, elements) ? Text(Number(state) + 1) : null,
            PagingKind.Offset => GoesOn(page.More, page, elements) ? Text(Number(state) + Step(page)) : null,
            PagingKind.Keyset => GoesOn(page.More, page, elements) ? page.LastKey ?? throw NoMarker() : null,
            _ => Given(reply, page),
        };
        if (marker is null)
        {
            return null;
        }

        var next = state with
        {
            Marker = marker,
            Pages = state.Pages + 1,
            Elements = elements,
            Idle = page.Elements == 0 || repeated ? state.Idle + 1 : 0,
            Cycle = IsCounted(plan.Kind) ? default : NewMarker(state, marker),
        };
        return next switch
        {
            _ when next.Idle >= options.MostEmptyPages => throw Endless($"{Text(next.Idle)} pages in a row brought nothing new, and the vendor says there is more"),
            _ when next.Pages >= options.MostPages => throw Endless($"there are more than {Text(options.MostPages)} pages"),
            _ => next,
        };
    }

    private static bool IsCounted(PagingKind kind) => kind is PagingKind.Number or PagingKind.Offset;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(PageState state) => long.Parse(state.Marker!, NumberStyles.Integer, CultureInfo.InvariantCulture);

    private static bool? Last(PageState state, in PageFacts page) => page.More ?? (page.LastPage is { } last ? Number(state) < last : null);

    /// <summary>Whether there is a next page of a list whose replies may or may not say so.</summary>
    private bool GoesOn(bool? told, in PageFacts page, long elements) =>
        told ?? (page.Elements > 0 && (page.Total is { } total ? elements < total : !plan.StopsShort || page.Elements >= plan.Size));

    /// <summary>
    /// How far an offset moves: by what arrived, because some vendors send less than they are asked for, and whoever counts on the size would pass
    /// over the rest.
    /// </summary>
    private long Step(in PageFacts page) => page.Elements > 0 ? page.Elements : plan.Size > 0 ? plan.Size : throw NoMarker();

    private string? Given(Reply reply, in PageFacts page)
    {
        var given = plan.Kind switch
        {
            PagingKind.LinkHeader => LinkHeader.Target(reply.Header("Link"), plan.FromHeader ?? NextRelation),
            PagingKind.HeaderToken => reply.Header(plan.FromHeader!),
            _ => page.Next,
        };
        if (string.IsNullOrEmpty(given) || page.More == false)
        {
            return page.More == true ? throw NoMarker() : null;
        }

        return plan.Kind is PagingKind.NextUrl or PagingKind.LinkHeader ? client.Follow(given, reply.Address, endpoint).AbsoluteUri : given;
    }

    private MarkerCycle NewMarker(PageState state, string marker) =>
        (marker == state.Marker ? null : state.Cycle.Next(marker)) ?? throw Endless("the vendor gives a page marker that it has given before");

    private ConnectorException NoMarker() => Endless("the vendor says there is more, but not how to ask for it");

    private ConnectorException Endless(string why) => new(ConnectorError.UnexpectedPayload, $"{endpoint}: {why}") { Endpoint = endpoint };
}
