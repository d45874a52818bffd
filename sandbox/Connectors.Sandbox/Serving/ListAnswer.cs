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
        var asked = AskedPage.Of(contract, paging, request);
        if (asked.Problem is { } unknown)
        {
            return unknown;
        }

        var cursor = asked.Given;

        if (ParentOf(plan, request, cursor, out var parent) is { } noParent)
        {
            return noParent;
        }

        if (SinceOf(plan, request, cursor, out var since, out var until) is { } noSince)
        {
            return noSince;
        }

        var size = asked.Size;
        var listing = List(plan, request, parent, since, until);
        if (asked.PositionIn(listing, plan.Records.Ids.Index, out var from, out var number) is { } noPosition)
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
        to.Page = asked.PageOf(listing, new Cursor(-1, size, since?.ToUnixTimeMilliseconds(), parent), from, size, number, repeated, FlawOf(strike));
        AskedPage.AddHeaders(paging, to.Page, headers);
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

    private static ulong AskedBy(SourcePlan plan, VendorRequest request)
    {
        if (plan.Asks is not { } asks)
        {
            return 0;
        }

        var values = request.All(new Place(asks.Parameter.In, asks.Parameter.Name));
        return VendorRequest.Split(values, asks.Parameter.Style).Aggregate(0UL, (bits, v) => bits | asks.Bits.GetValueOrDefault(v));
    }

    private static RecordFlaw FlawOf(Strike strike) => strike.Has(FaultKind.MissingId) ? RecordFlaw.MissingId : strike.Has(FaultKind.WrongType) ? RecordFlaw.WrongType : RecordFlaw.None;
}
