using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Says no where a vendor would: to what names nothing, to a job that is closed, to what exists already.</summary>
/// <param name="spec">The spec: only what it knows a reply for is refused, and in its words.</param>
/// <param name="world">The records.</param>
/// <param name="plans">The lists they are read from.</param>
internal sealed class Refusals(ConnectorSpec spec, World world, IReadOnlyList<SourcePlan> plans)
{
    private const string Jobs = "jobs";

    /// <summary>What is refused; null when nothing is.</summary>
    public VendorProblem? Of(PlayedStep step, VendorRequest request) => Unknown(step, request) ?? Closed(step, request) ?? Twice(step, request);

    /// <summary>The record that is there already with the e-mail address of a new one; -1 for none. Looked for only where the spec knows a reply that says so.</summary>
    public static long Existing(PlayedStep step, VendorRequest request)
    {
        if (!step.Makes || step.Spec.On.All(o => o.Take.Count == 0))
        {
            return -1;
        }

        var addresses = step.Values.Where(v => v.Address && v.Becomes is not null).Select(v => (v.Becomes, Text: request.Get(v.At))).Where(v => v.Text is not null).ToList();
        var model = step.Model!;
        foreach (var (becomes, text) in addresses)
        {
            if (ReadPlaces.Of(model, becomes!) is { } steps)
            {
                var all = Listing.Of(step.Plan!.Records, -1, null, SinceSees.Changed, null);
                if (all.Where(i => RecordView.Has(RecordView.Of(step.Plan, i), steps, text!)) is { Count: > 0 } found)
                {
                    return found.At(0);
                }
            }
        }

        return -1;
    }

    private VendorProblem? Unknown(PlayedStep step, VendorRequest request)
    {
        foreach (var value in step.Values.Where(v => v.Refers is not null))
        {
            if (request.Get(value.At) is { } id && IsUnknown(value.Refers!, id))
            {
                return NoSuch(step, value.Refers!, value.At.Kind == PlaceKind.Path);
            }
        }

        foreach (var list in step.Lists)
        {
            foreach (var item in ListReader.ItemsOf(request, list))
            {
                foreach (var value in list.Items.Where(v => v.Refers is not null))
                {
                    if (VendorRequest.Find(item, value.At.Name) is { } id && IsUnknown(value.Refers!, VendorRequest.TextOf(id) ?? ""))
                    {
                        return NoSuch(step, value.Refers!, false);
                    }
                }
            }
        }

        return null;
    }

    private bool IsUnknown(string model, string id) => world.Find(model) is { } records && !records.IsLive(records.Ids.Index(id));

    private VendorProblem NoSuch(PlayedStep step, string model, bool inPath)
    {
        var message = $"There is no such record among {model}.";
        return inPath || Knows(step, ReplyMeaning.NotFound) ? VendorProblem.NotFound(message) : new VendorProblem(422, message, ReplyMeaning.InvalidInput);
    }

    private VendorProblem? Closed(PlayedStep step, VendorRequest request)
    {
        if (step.Spec.Creates is null
            || !Knows(step, ReplyMeaning.JobClosed)
            || step.Values.FirstOrDefault(v => v.Refers == Jobs) is not { } job
            || request.Get(job.At) is not { } id
            || plans.FirstOrDefault(p => p.Spec.Name == Jobs) is not { } jobs
            || spec.Models.First(m => m.Name == Jobs).Fields.FirstOrDefault(f => f.Name == "status") is not { } status)
        {
            return null;
        }

        return UnifiedStatus.Of(status.Value, RecordView.Of(jobs, jobs.Records.Ids.Index(id))) is "CLOSED" or "ARCHIVED"
            ? new VendorProblem(409, "The job takes no applications any more.", ReplyMeaning.JobClosed)
            : null;
    }

    // Records that lie between two others, such as an application between job and candidate, exist once for the two.
    private VendorProblem? Twice(PlayedStep step, VendorRequest request)
    {
        var ends = step.Values.Where(v => v.Needed && v.Refers is not null && v.Becomes is not null).ToList();
        if (!step.Makes || ends.Count < 2 || !Knows(step, ReplyMeaning.Conflict))
        {
            return null;
        }

        var parent = -1L;
        var wanted = new List<(IReadOnlyList<PathStep> Steps, string Text)>();
        foreach (var end in ends)
        {
            var text = request.Get(end.At) ?? "";
            if (ReadPlaces.Of(step.Model!, end.Becomes!) is { } steps)
            {
                wanted.Add((steps, text));
            }
            else if (step.Plan!.Records.Parent is { } parents && parents.Model == end.Refers)
            {
                parent = parents.Ids.Index(text);
            }
        }

        var listed = Listing.Of(step.Plan!.Records, parent, null, SinceSees.Changed, null);
        return listed.Where(i => RecordView.Of(step.Plan, i) is var record && wanted.TrueForAll(w => RecordView.Has(record, w.Steps, w.Text))).Count > 0
            ? new VendorProblem(409, "It exists already.", ReplyMeaning.Conflict)
            : null;
    }

    private bool Knows(PlayedStep step, ReplyMeaning meaning) => step.Rules.Concat(spec.Transport.Errors).Any(r => r.Means == meaning);
}
