using System.Globalization;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Which page of a list a request asks for.</summary>
internal sealed class AskedPage
{
    /// <summary>The query parameter of the sandbox's own next links.</summary>
    public const string LinkParameter = "page_token";

    private const int UnknownSize = 50;

    private readonly PagingSpec _paging;
    private readonly VendorRequest _request;
    private readonly string? _marker;

    private AskedPage(Contract contract, PagingSpec paging, VendorRequest request)
    {
        (_paging, _request) = (paging, request);
        _marker = MarkerOf(paging, request);
        if (Cursor.IsUsedBy(paging.Kind) && _marker is not null)
        {
            Given = Cursor.Parse(_marker);
            Problem = Given is null ? VendorProblem.Invalid("The page marker is not known.") : null;
        }

        Size = SizeOf(contract, paging, request, Given);
    }

    /// <summary>Why there is no such page; null where there may be.</summary>
    public VendorProblem? Problem { get; }

    /// <summary>The marker that the vendor handed out; null on the first page, and where pages are counted.</summary>
    public Cursor? Given { get; }

    /// <summary>How many records it may hold.</summary>
    public int Size { get; }

    /// <summary>Reads a request.</summary>
    public static AskedPage Of(Contract contract, PagingSpec paging, VendorRequest request) => new(contract, paging, request);

    /// <summary>Where it begins.</summary>
    /// <param name="listing">The list.</param>
    /// <param name="indexOf">The index of a record by its id; -1 for what is none.</param>
    /// <param name="from">The position of its first record.</param>
    /// <param name="number">What the request sent as marker, as a number.</param>
    /// <returns>What is refused; null when nothing is.</returns>
    public VendorProblem? PositionIn(Listing listing, Func<string, long> indexOf, out long from, out long number)
    {
        from = 0;
        number = _paging.First;
        switch (_paging.Kind)
        {
            case PagingKind.Number or PagingKind.Offset when _marker is not null:
                if (!long.TryParse(_marker, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < _paging.First)
                {
                    return VendorProblem.Invalid("There is no such page.");
                }

                from = (number - _paging.First) * (_paging.Kind == PagingKind.Number ? Size : 1);
                return null;
            case PagingKind.Keyset when _marker is not null:
                var last = indexOf(_marker);
                from = last < 0 ? 0 : listing.After(last);
                return last < 0 ? VendorProblem.Invalid("The marker is no id.") : null;
            default:
                from = Given is { } given ? listing.After(given.Index) : 0;
                return null;
        }
    }

    /// <summary>The page, with what it says about the next one.</summary>
    /// <param name="listing">The list.</param>
    /// <param name="first">The marker of the first page.</param>
    /// <param name="from">The position of its first record.</param>
    /// <param name="size">How many records it may hold.</param>
    /// <param name="number">What the request sent as marker, as a number.</param>
    /// <param name="repeated">Whether it leads to itself again.</param>
    /// <param name="flaw">What is wrong with one of its records.</param>
    public Page PageOf(Listing listing, Cursor first, long from, int size, long number, bool repeated = false, RecordFlaw flaw = RecordFlaw.None)
    {
        var end = Math.Min(from + size, listing.Count);
        Cursor? next = repeated ? Given ?? first : end < listing.Count && end > from ? first with { Index = listing.At(end - 1), Size = size } : null;
        var wantsNumber = _paging.From?.Type is JsonKind.Integer or JsonKind.Number;
        var text = Cursor.IsUsedBy(_paging.Kind) ? next?.Text(wantsNumber) : null;
        var pages = (listing.Count + size - 1) / Math.Max(1, size);
        return new Page
        {
            Records = listing,
            Parent = first.Parent,
            From = from,
            Size = size,
            Marker = _paging.Kind == PagingKind.Number ? number : from,
            Last = Math.Max(0, _paging.First - 1 + pages),
            Pages = pages,
            Next = text,
            NextUrl = text is null ? null : UrlOf(_request, _paging, text),
            Flaw = flaw,
        };
    }

    /// <summary>Adds what a page says in headers.</summary>
    public static void AddHeaders(PagingSpec paging, Page page, IDictionary<string, string> headers)
    {
        if (paging.Kind == PagingKind.LinkHeader && page.NextUrl is { } url)
        {
            headers["Link"] = $"<{url}>; rel=\"{paging.FromHeader ?? "next"}\"";
        }
        else if (paging.Kind == PagingKind.HeaderToken && page.Next is { } token)
        {
            headers[paging.FromHeader!] = token;
        }
    }

    private static string? MarkerOf(PagingSpec paging, VendorRequest request) =>
        paging.Marker is { } at ? request.Get(at) is { } sent ? PlaceTexts.Read(paging.Text, sent)?.Value ?? sent : null
        : Cursor.IsUsedBy(paging.Kind) ? request.Get(new Place(PlaceKind.Query, LinkParameter))
        : null;

    private static int SizeOf(Contract contract, PagingSpec paging, VendorRequest request, Cursor? cursor)
    {
        if (paging.SizeAt is { } at)
        {
            if (int.TryParse(request.Get(at), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0)
            {
                return asked;
            }

            var parameter = request.Operation.Parameters.FirstOrDefault(p => p.In == at.Kind && p.Name == at.Name);
            if (cursor is null or { Size: 0 } && int.TryParse(contract.Resolve(parameter?.Schema)?.Default, NumberStyles.None, CultureInfo.InvariantCulture, out var usual) && usual > 0)
            {
                return usual;
            }
        }

        return cursor is { Size: > 0 } given ? given.Size : paging.Size > 0 ? paging.Size : UnknownSize;
    }

    private static string UrlOf(VendorRequest request, PagingSpec paging, string marker)
    {
        var name = paging.Marker is { Kind: PlaceKind.Query } at ? at.Name : LinkParameter;
        var kept = request.Http.Query
            .Where(q => q.Key != name && request.Operation.Parameters.Any(p => p.In == PlaceKind.Query && p.Name == q.Key))
            .SelectMany(q => q.Value.Select(v => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(v ?? "")}"));
        var query = string.Join('&', kept.Append($"{name}={Uri.EscapeDataString(marker)}"));
        return $"{request.Http.Scheme}://{request.Http.Host}{request.Http.PathBase}{request.Http.Path}?{query}";
    }
}
