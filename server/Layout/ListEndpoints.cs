using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;
using Connectors.Sync.Serving;

namespace Connectors.Server.Layout;

/// <summary>A list of the unified API.</summary>
/// <param name="Path">Its path below the version: <c>/ats/jobs</c>.</param>
/// <param name="Shape">How its records look.</param>
/// <param name="Filters">The parameters that narrow it, besides those of every list.</param>
internal sealed record ListEndpoint(string Path, RecordShape Shape, IReadOnlyList<FilterParameter> Filters);

/// <summary>A parameter of a list that narrows it.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Doc">Which records it leaves.</param>
/// <param name="Needs">The fields that a connector must supply for it to say anything.</param>
/// <param name="Read">Makes the filter of the parameter's value.</param>
internal sealed record FilterParameter(string Name, string Doc, IReadOnlyList<(string Model, string Field)> Needs, Func<FilterText, RecordSession, RecordFilter> Read);

/// <summary>The lists of the unified API.</summary>
internal sealed class ListEndpoints
{
    private readonly VocabularySpec _vocabulary;

    /// <summary>Lays out the lists of a vocabulary.</summary>
    public ListEndpoints(VocabularySpec vocabulary)
    {
        _vocabulary = vocabulary;
        var shapes = new AtsShapes(vocabulary);
        All = [.. Filters().Select(list => new ListEndpoint("/ats/" + list.Key.Replace('_', '-'), shapes.Of(list.Key), list.Value))];
    }

    public IReadOnlyList<ListEndpoint> All { get; }

    /// <summary>The shape of a model's records.</summary>
    public RecordShape Shape(string model) => All.First(e => e.Shape.Model == model).Shape;

    private Dictionary<string, FilterParameter[]> Filters() => new(StringComparer.Ordinal)
    {
        ["jobs"] =
        [
            Text("job_codes", "Those with one of these codes.", "jobs", "job_code"),
            new("post_url", "The job with this public address.", [("jobs", "post_url")], (text, _) => new RecordFilter.Text("post_url", [text.Value])),
            Words("statuses", "Those in one of these states.", "jobs", "status"),
            Word("status", "Deprecated: use statuses.", "jobs", "status"),
            Words("employment_types", "Those of one of these kinds of employment.", "jobs", "employment_type"),
            Words("visibilities", "Those that these people see.", "jobs", "visibility"),
            CreatedAfter("jobs"),
            new("name_contains", "Those whose name has this text in it, in whatever case.", [("jobs", "name")], (text, _) => new RecordFilter.Contains("name", text.Value)),
        ],
        ["candidates"] =
        [
            new("email", "Those with this e-mail address, in whatever case.", [("candidates", "email_addresses")], (text, _) => new RecordFilter.Member("email_addresses", "email_address", [text.Value])),
            new("job_ids", "Those who have applied for one of these jobs.", [("applications", "candidate_id"), ("applications", "job_id")], (text, session) => session.Model("applications") is { } applications
                ? new RecordFilter.ReferredFrom(applications, "candidate_id", "job_id", text.List)
                : new RecordFilter.Nothing()),
            new("first_name", "Those with exactly this first name, in whatever case.", [("candidates", "first_name")], (text, _) => new RecordFilter.SameTexts("first_name", [text.Value])),
            new("last_name", "Those with exactly this last name, in whatever case.", [("candidates", "last_name")], (text, _) => new RecordFilter.SameTexts("last_name", [text.Value])),
        ],
        ["applications"] =
        [
            Words("outcomes", "Those with one of these outcomes.", "applications", "outcome"),
            Word("outcome", "Deprecated: use outcomes.", "applications", "outcome"),
            Text("job_ids", "Those for one of these jobs.", "applications", "job_id"),
            new("job_remote_ids", "Those for one of these jobs, by the vendor's ids.", [("applications", "job_id")], (text, session) => new RecordFilter.Text("job_id", session.Ids("jobs", text.List))),
            Text("current_stage_ids", "Those in one of these stages.", "applications", "current_stage_id"),
            CreatedAfter("applications"),
        ],
        ["application_stages"] = [],
        ["users"] = [new("emails", "Those with one of these e-mail addresses, in whatever case.", [("users", "email")], (text, _) => new RecordFilter.SameTexts("email", text.List))],
        ["roles"] = [Words("scopes", "Those of one of these scopes.", "roles", "scope")],
        ["tags"] = [],
        ["rejection_reasons"] = [],
        ["offers"] = [],
        ["interviews"] =
        [
            new("job_ids", "Those of applications for one of these jobs.", [("interviews", "application_id"), ("applications", "job_id")], (text, session) => session.Model("applications") is { } applications
                ? new RecordFilter.RefersTo("application_id", applications, "job_id", text.List)
                : new RecordFilter.Nothing()),
        ],
    };

    private static FilterParameter Text(string name, string doc, string model, string field) => new(name, doc, [(model, field)], (text, _) => new RecordFilter.Text(field, text.List));

    private static FilterParameter CreatedAfter(string model) =>
        new("remote_created_after", "Those that the vendor made since.", [(model, "remote_created_at")], (text, _) => new RecordFilter.Since("remote_created_at", text.Time));

    /// <summary>Words of an enumeration, as the vocabulary has them.</summary>
    private FilterParameter Words(string name, string doc, string model, string field) =>
        new(name, $"{doc} {string.Join(", ", WordsOf(model, field))}.", [(model, field)], (text, _) => new RecordFilter.Text(field, text.Words(WordsOf(model, field))));

    private FilterParameter Word(string name, string doc, string model, string field) =>
        new(name, doc, [(model, field)], (text, _) => new RecordFilter.Text(field, [text.Word(WordsOf(model, field))]));

    private IReadOnlyList<string> WordsOf(string model, string field) =>
        _vocabulary.Model(model)?.Field(field)?.Type is TypeRef.Enum(var words) ? [.. _vocabulary.Enum(words)!.Values] : throw new ArgumentException($"'{field}' of '{model}' is no enumeration.", nameof(field));
}
