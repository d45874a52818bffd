using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Serving;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Does what the steps of actions ask for: makes and changes records, and says no where a vendor would.</summary>
/// <param name="spec">The spec.</param>
/// <param name="contract">The contract.</param>
/// <param name="world">The records.</param>
/// <param name="clock">The vendor's time.</param>
/// <param name="steps">The steps.</param>
/// <param name="plans">The lists that records are read from.</param>
/// <param name="connection">The connection's values.</param>
/// <param name="journal">Notes what came in.</param>
/// <param name="uploads">Gives addresses to upload to.</param>
internal sealed class Performer(ConnectorSpec spec, Contract contract, World world, VendorClock clock, IReadOnlyList<PlayedStep> steps, IReadOnlyList<SourcePlan> plans, IReadOnlyDictionary<string, string> connection, Journal journal, UploadPlace uploads) : IPerformer
{
    private const string Id = "remote_id";

    private readonly Lock _gate = new();
    private readonly Refusals _refusals = new(spec, world, plans);
    private readonly Dictionary<string, long> _others = new(StringComparer.Ordinal);

    // Records that were made beside another one, by their model and the other's id.
    private readonly Dictionary<(string Model, string Of), long> _besides = [];

    /// <inheritdoc/>
    public bool TryPerform(VendorRequest request, Renderer to, IDictionary<string, string> headers, out IEnumerable<ReplyRule> rules, out VendorProblem? problem)
    {
        (rules, problem) = ([], null);
        var asked = steps.Where(s => s.Operation == request.Operation).OrderByDescending(s => s.Spec.Request.Send.Count).ToList();
        if ((asked.Find(s => SentPlaces.HasConstants(request, s.Spec.Request, connection)) ?? asked.FirstOrDefault()) is not { } step)
        {
            return false;
        }

        rules = step.Rules;
        lock (_gate)
        {
            problem = Perform(step, request, to, headers);
        }

        journal.Add(new ReceivedRequest(step.Actions, step.Spec.Name, request.Http.Path + request.Http.QueryString, request.Text, problem?.Message));
        return true;
    }

    private VendorProblem? Perform(PlayedStep step, VendorRequest request, Renderer to, IDictionary<string, string> headers)
    {
        if (_refusals.Of(step, request) is { } refused)
        {
            return refused;
        }

        if (Refusals.Existing(step, request) is >= 0 and var existing)
        {
            return Point(step, request, existing, to, headers);
        }

        var (record, taken) = step switch
        {
            { Reads: true } => Look(step, request),
            { Makes: true } => Make(step, request),
            { Spec.Creates: not null, Host: { } host } => MakeIn(host, step, request),
            { Spec.Creates: not null } or { Spec.ForEach: not null } => (-1, Name(step, step.OtherIds.Text(NextOther(step)))),
            _ => (Change(step, request), Name(step, "")),
        };
        foreach (var (model, plan) in step.Besides)
        {
            var beside = Add(model, plan, step, request, new Draft(KeyOf));
            if (taken.TryGetValue(Id, out var id))
            {
                _besides[(model.Name, id)] = beside;
            }
        }

        foreach (var (name, upload) in step.Addresses)
        {
            taken[name] = uploads.NewAddress(request.Http, upload);
        }

        Page? page = null;
        if (step.Spec.Gives is { } gives && PageOf(gives, request, headers, out page) is { } noPage)
        {
            return noPage;
        }

        StepReply.Write(contract, step, request, taken, step.Spec.Take, [], page, record, to, headers);
        return null;
    }

    private VendorProblem? PageOf(GivenFilesSpec gives, VendorRequest request, IDictionary<string, string> headers, out Page? page)
    {
        page = null;
        var asked = AskedPage.Of(contract, gives.Paging, request);
        var files = Listing.Of(ListedFiles.Of(gives, asked, request), -1, null, SinceSees.Changed, null);
        if (asked.PositionIn(files, id => ListedFiles.IndexOf(request, id), out var from, out var number) is var unknown && (asked.Problem ?? unknown) is { } problem)
        {
            return problem;
        }

        page = asked.PageOf(files, new Cursor(-1, asked.Size, null, -1), from, gives.Paging.Kind == PagingKind.None ? (int)files.Count : asked.Size, number);
        AskedPage.AddHeaders(gives.Paging, page, headers);
        return null;
    }

    // The record is there already: the reply that the spec has a rule for, with the record's id where the rule takes it.
    private VendorProblem? Point(PlayedStep step, VendorRequest request, long existing, Renderer to, IDictionary<string, string> headers)
    {
        var rule = step.Spec.On.First(o => o.Take.Count > 0);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal) { [Id] = step.Plan!.Records.Ids.Text(existing) };
        var usual = rule.Rule.Statuses.Count == 0 || rule.Rule.Statuses.Contains(SourcePlan.StatusOf(step.Operation));
        if (usual && rule.Rule.Tests.All(t => t is Test.Is { Path.Root: PathRoot.Payload }))
        {
            StepReply.Write(contract, step, request, taken, rule.Take, rule.Rule.Tests.OfType<Test.Is>(), null, existing, to, headers);
            return null;
        }

        var says = rule.Take.Where(t => t.From is TakenFrom.Body && taken.ContainsKey(t.Name)).ToDictionary(t => ((TakenFrom.Body)t.From).Path.Text, t => taken[t.Name], StringComparer.Ordinal);
        return new VendorProblem(409, "It exists already.") { Rule = rule.Rule, Says = says };
    }

    // What is read of a record is what it says; of anything else, what the spec takes is made up. Of a record that was made beside another one, the id is found out here.
    private (long Record, Dictionary<string, string> Taken) Look(PlayedStep step, VendorRequest request)
    {
        if (step is { Spec.Creates: { } made, Plan: { } plan })
        {
            foreach (var named in step.Values.Select(v => request.Get(v.At)).OfType<string>())
            {
                if (_besides.TryGetValue((made, named), out var beside))
                {
                    return (beside, Name(step, plan.Records.Ids.Text(beside)));
                }
            }
        }

        var record = step.Plan is null ? -1 : RecordOf(step, request);
        return (record, record >= 0 ? [] : Name(step, ""));
    }

    private (long Record, Dictionary<string, string> Taken) Make(PlayedStep step, VendorRequest request)
    {
        var draft = new Draft(KeyOf);
        var taken = Name(step, step.Plan!.Records.Ids.Text(step.Plan.Records.Total));
        foreach (var (name, text) in taken.Where(t => t.Key != Id))
        {
            draft.Put(step.Model!, name, JsonValue.Create(text));
        }

        return (Add(step.Model!, step.Plan, step, request, draft), taken);
    }

    // What is seen in the records of another model is made by making one of those.
    private (long Record, Dictionary<string, string> Taken) MakeIn(Host host, PlayedStep step, VendorRequest request)
    {
        var id = host.Guests.Ids.Text(host.Guests.Total);
        var draft = new Draft(KeyOf);
        Fill(draft, step.Model!, step, request);
        _besides[(host.Model.Name, id)] = Add(host.Model, host.Plan, step, request, draft);
        return (-1, Name(step, id));
    }

    private long Add(ModelSpec model, SourcePlan plan, PlayedStep step, VendorRequest request, Draft draft)
    {
        Fill(draft, model, step, request);
        var records = plan.Records;
        var parent = records.Parent is { } parents && draft.Parent is { } id ? parents.Ids.Index(id) : -1;
        return records.Overlay.Add(records.Count, parent, clock.Now, i => records.Written.Set(i, draft.Done(whole: true)));
    }

    // What else the spec takes of a reply is a text of the record's own.
    private static Dictionary<string, string> Name(PlayedStep step, string id) =>
        step.Spec.Take.ToDictionary(t => t.Name, t => t.Name == Id ? id : string.Create(CultureInfo.InvariantCulture, $"{t.Name}-{id}"), StringComparer.Ordinal);

    private long Change(PlayedStep step, VendorRequest request)
    {
        if (RecordOf(step, request) is not (>= 0 and var index))
        {
            return -1;
        }

        // What is seen in the records of another model is changed by changing those.
        var records = (step.Plan ?? step.Host!.Plan).Records;
        var before = records.Written.Find(index);
        var draft = new Draft(KeyOf, before);
        Fill(draft, step.Model!, step, request);
        records.Written.Set(index, draft.Done(before?.Whole == true));
        records.Overlay.Touch(index, clock.Now);
        return index;
    }

    private static long RecordOf(PlayedStep step, VendorRequest request) =>
        (step.Plan?.Records ?? step.Host?.Guests) is { } records && step.Values.FirstOrDefault(v => v.Refers == records.Model && v.Becomes is null) is { } named && request.Get(named.At) is { } id ? records.Ids.Index(id) : -1;

    private JsonValue? KeyOf(ValueSpec.Row row, JsonNode shown)
    {
        var table = spec.Tables.First(t => t.Name == row.Table);
        var rows = world.Of(table.Source.Name);
        if (plans.FirstOrDefault(p => p.Records == rows) is not { } plan || ReadPlaces.Of(row.Take) is not { } steps || VendorValues.TextOf(shown) is not { } text)
        {
            return null;
        }

        var found = Listing.Of(rows, -1, null, SinceSees.Changed, null).Where(i => RecordView.Has(RecordView.Of(plan, i), steps, text));
        return found.Count == 0 ? null : RecordView.Select(RecordView.Of(plan, found.At(0)), table.Key.Steps).Select(VendorRequest.TextOf).OfType<string>().Select(static k => JsonValue.Create(k)).FirstOrDefault();
    }

    private void Fill(Draft draft, ModelSpec model, PlayedStep step, VendorRequest request)
    {
        foreach (var value in step.Values.Where(v => v.Becomes?.StartsWith(model.Name + ".", StringComparison.Ordinal) == true))
        {
            if (request.Json(value.At) is { } sent && SentValues.Read(sent, value.Write) is { } unified)
            {
                draft.Put(model, value.Becomes![(model.Name.Length + 1)..], unified);
            }
        }

        foreach (var list in step.Lists)
        {
            if (ListReader.Read(request, list, model.Name, world) is var (field, items))
            {
                draft.Put(model, field, items);
            }
        }
    }

    private long NextOther(PlayedStep step) => _others[step.Spec.Name] = _others.GetValueOrDefault(step.Spec.Name, -1) + 1;
}
