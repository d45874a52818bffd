using System.Globalization;
using System.Text.Json;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Answers the list requests of a spec: one page each.</summary>
/// <param name="contract">The contract.</param>
/// <param name="world">The records.</param>
/// <param name="clock">The vendor's time.</param>
/// <param name="connection">The account.</param>
internal sealed class ListAnswer(Contract contract, World world, VendorClock clock, IReadOnlyDictionary<string, string> connection)
{
    /// <summary>The query parameter of the sandbox's own next links.</summary>
    public const string LinkParameter = "page_token";

    private const int UnknownSize = 50;

    /// <summary>Writes a page.</summary>
    /// <param name="plan">The source asked.</param>
    /// <param name="request">The request.</param>
    /// <param name="strike">What goes wrong with it.</param>
    /// <param name="to">Where the page is written.</param>
    /// <param name="headers">Where headers are added.</param>
    /// <returns>What is refused; null when nothing is.</returns>
    public VendorProblem? Write(SourcePlan plan, VendorRequest request, Strike strike, Renderer to, IDictionary<string, string> headers)
    {
        var paging = plan.Spec.Paging;
        var marker = MarkerOf(paging, request);
        Cursor? cursor = null;
        if (Cursor.IsUsedBy(paging.Kind) && marker is not null)
        {
            cursor = Cursor.Parse(marker);
            if (cursor is null)
            {
                return VendorProblem.Invalid("The page marker is not known.");
            }
        }

        if (ParentOf(plan, request, cursor, out var parent) is { } noParent)
        {
            return noParent;
        }

        if (SinceOf(plan, request, cursor, out var since, out var until) is { } noSince)
        {
            return noSince;
        }

        var size = SizeOf(paging, request, cursor);
        var listing = List(plan, request, parent, since, until);
        if (PositionOf(plan, marker, cursor, listing, size, out var from, out var number) is { } noPosition)
        {
            return noPosition;
        }

        if (strike.Has(FaultKind.VanishedRecord))
        {
            if (from > 0 && listing.Count > 0)
            {
                plan.Records.Overlay.Delete(listing.At(0), clock.Now);
                listing = List(plan, request, parent, since, until);
            }
            else
            {
                strike.Spare(FaultKind.VanishedRecord);
            }
        }

        var repeated = strike.Has(FaultKind.RepeatedPage);
        from = repeated && cursor is null ? 0 : from;
        size = paging.Kind == PagingKind.None ? (int)Math.Min(int.MaxValue, listing.Count) : size;
        to.Asked = AskedBy(plan, request);
        to.Only = Wanted(plan.Spec.Request, request);
        to.Root = RootOf(request);
        to.Page = PageOf(plan, request, strike, listing, parent, since, from, size, number, repeated ? cursor ?? new Cursor(-1, size, since?.ToUnixTimeMilliseconds(), parent) : null);
        AddHeaders(paging, to.Page, headers);
        plan.Reply.Write(to, default);
        to.Json.Flush();
        return null;
    }

    /// <summary>Writes a record's detail.</summary>
    public static VendorProblem? WriteDetail(SourcePlan plan, VendorRequest request, Renderer to)
    {
        var index = plan.DetailAt is { } at && request.Get(at) is { } id ? plan.Records.IndexOf(id) : -1;
        if (!HasDetail(plan, index))
        {
            return VendorProblem.NotFound("There is no such record.");
        }

        to.Only = Wanted(plan.Spec.Lookup!.Request, request);
        plan.Detail!.Write(to, World.CellOf(plan.Records, index, plan.Records.ParentOf(index)));
        to.Json.Flush();
        return null;
    }

    /// <summary>Writes the details of several records, those that are there.</summary>
    public static void WriteDetails(SourcePlan plan, VendorRequest request, Renderer to)
    {
        var batch = plan.Spec.Lookup!.Batch!;
        var ids = VendorRequest.Split(request.All(batch.At), batch.At.Kind == PlaceKind.Path ? ListStyle.Csv : batch.Style);
        to.Only = Wanted(plan.Spec.Lookup.Request, request);
        to.Batch = [.. ids.Select(plan.Records.IndexOf).Where(index => HasDetail(plan, index)).Take(batch.Most)];
        plan.Detail!.Write(to, default);
        to.Json.Flush();
    }

    // Now and then there is a record of which no more is known.
    private static bool HasDetail(SourcePlan plan, long index) => plan.Records.IsLive(index) && !Dice.OneIn(Dice.Mix(plan.Records.Identity(index), 7), 32);

    // The members that a request asks for; null for all.
    private static HashSet<JsonEncodedText>? Wanted(RequestSpec spec, VendorRequest request) =>
        spec.Selects is { } at && spec.Send.FirstOrDefault(s => s.At == at) is { } names
            ? [.. VendorRequest.Split(request.All(at), names.Style).Select(n => JsonEncodedText.Encode(n.Split('.')[0]))]
            : null;

    // The address that the client asks, without the contract's own path.
    private static string RootOf(VendorRequest request)
    {
        var path = request.Http.PathBase.Add(request.Http.Path).Value ?? "";
        foreach (var _ in request.Operation.Path.Split('/').Skip(1))
        {
            path = path[..Math.Max(0, path.LastIndexOf('/'))];
        }

        return $"{request.Http.Scheme}://{request.Http.Host}{path}";
    }

    private static string? MarkerOf(PagingSpec paging, VendorRequest request) =>
        paging.Marker is { } at ? request.Get(at) is { } sent ? PlaceTexts.Read(paging.Text, sent)?.Value ?? sent : null
        : Cursor.IsUsedBy(paging.Kind) ? request.Get(new Place(PlaceKind.Query, LinkParameter))
        : null;

    private Listing List(SourcePlan plan, VendorRequest request, long parent, DateTimeOffset? since, DateTimeOffset? until)
    {
        var sees = plan.Spec.Since?.Sees ?? SinceSees.Changed;
        var all = ValueFilter.Apply(Listing.Of(plan.Records, parent, since, sees, plan.Joined), plan, request, connection);
        all = until is { } end ? all.Until(plan.Records, end, sees, plan.Joined) : all;
        var wanted = plan.Filters.Select(f => (f.Steps, Text: request.Get(f.At))).Where(f => f.Text is not null).ToList();
        return wanted.Count == 0 ? all : all.Where(i => RecordView.Of(plan, i) is var record && wanted.TrueForAll(w => RecordView.Has(record, w.Steps, w.Text!)));
    }

    private VendorProblem? ParentOf(SourcePlan plan, VendorRequest request, Cursor? cursor, out long parent)
    {
        parent = -1;
        if (plan.ParentAt is not { } at || plan.Spec.ForEach is not { } model)
        {
            return null;
        }

        parent = request.Get(at) is { } id ? world.Of(model).IndexOf(id) : cursor?.Parent ?? -1;
        if (!world.Of(model).IsLive(parent))
        {
            return VendorProblem.NotFound("There is no such parent.");
        }

        if (!world.AnswersStatus(plan.Records.Model, parent))
        {
            return null;
        }

        var status = plan.Spec.On.Where(r => r.Means == ReplyMeaning.Empty).SelectMany(r => r.Statuses).FirstOrDefault(404);
        return new VendorProblem(status, "There is nothing here.", ReplyMeaning.Empty);
    }

    private static VendorProblem? SinceOf(SourcePlan plan, VendorRequest request, Cursor? cursor, out DateTimeOffset? since, out DateTimeOffset? until)
    {
        until = null;
        since = cursor?.Since is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        if (plan.Spec.Since is not { } filter || request.Get(filter.At) is not { } text)
        {
            return null;
        }

        if (PlaceTexts.Read(filter.Text, text) is not { } times)
        {
            return VendorProblem.Invalid($"Parameter '{filter.At.Name}' has another form.");
        }

        since = SinceFilter.Parse(times.Value, filter.As);
        if (filter.Until is { } end)
        {
            var last = end.At is { } place ? request.Get(place) is { } sent ? PlaceTexts.Read(end.Text, sent)?.Value : null : times.Until;
            until = last is null ? null : SinceFilter.Parse(last, filter.As);
            until = filter.As.Kind == ConversionKind.Date ? until?.AddDays(1) : until;
            if (until is null || (end.MostSeconds > 0 && until - since > TimeSpan.FromSeconds(end.MostSeconds) + TimeSpan.FromDays(1)))
            {
                return VendorProblem.Invalid("The time that is asked for has no end, or is too long.");
            }
        }

        return since is null ? VendorProblem.Invalid($"Parameter '{filter.At.Name}' is no time.") : null;
    }

    private int SizeOf(PagingSpec paging, VendorRequest request, Cursor? cursor)
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

    private static VendorProblem? PositionOf(SourcePlan plan, string? marker, Cursor? cursor, Listing listing, int size, out long from, out long number)
    {
        from = 0;
        number = plan.Spec.Paging.First;
        switch (plan.Spec.Paging.Kind)
        {
            case PagingKind.Number or PagingKind.Offset when marker is not null:
                if (!long.TryParse(marker, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < plan.Spec.Paging.First)
                {
                    return VendorProblem.Invalid("There is no such page.");
                }

                from = (number - plan.Spec.Paging.First) * (plan.Spec.Paging.Kind == PagingKind.Number ? size : 1);
                return null;
            case PagingKind.Keyset when marker is not null:
                var last = plan.Records.Ids.Index(marker);
                from = last < 0 ? 0 : listing.After(last);
                return last < 0 ? VendorProblem.Invalid("The marker is no id.") : null;
            default:
                from = cursor is { } given ? listing.After(given.Index) : 0;
                return null;
        }
    }

    private static ulong AskedBy(SourcePlan plan, VendorRequest request)
    {
        if (plan.Asks is not { } asks)
        {
            return 0;
        }

        var values = request.All(new Place(asks.Parameter.In, asks.Parameter.Name));
        return VendorRequest.Split(values, asks.Parameter.Style).Aggregate(0UL, (bits, v) => bits | asks.Bits.GetValueOrDefault(v));
    }

    private static Page PageOf(SourcePlan plan, VendorRequest request, Strike strike, Listing listing, long parent, DateTimeOffset? since, long from, int size, long number, Cursor? repeated)
    {
        var paging = plan.Spec.Paging;
        var end = Math.Min(from + size, listing.Count);
        var next = repeated ?? (end < listing.Count && end > from ? new Cursor(listing.At(end - 1), size, since?.ToUnixTimeMilliseconds(), parent) : null);
        var wantsNumber = paging.From?.Type is JsonKind.Integer or JsonKind.Number;
        var text = Cursor.IsUsedBy(paging.Kind) ? next?.Text(wantsNumber) : null;
        return new Page
        {
            Records = listing,
            Parent = parent,
            From = from,
            Size = size,
            Marker = paging.Kind == PagingKind.Number ? number : from,
            Last = Math.Max(0, paging.First - 1 + ((listing.Count + size - 1) / Math.Max(1, size))),
            Next = text,
            NextUrl = text is null ? null : UrlOf(request, paging, text),
            Flaw = strike.Has(FaultKind.MissingId) ? RecordFlaw.MissingId : strike.Has(FaultKind.WrongType) ? RecordFlaw.WrongType : RecordFlaw.None,
        };
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

    private static void AddHeaders(PagingSpec paging, Page page, IDictionary<string, string> headers)
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
}
