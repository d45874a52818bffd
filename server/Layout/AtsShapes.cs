using Connectors.Server.Wire;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Layout;

/// <summary>
/// What the unified API shows inside of what. Which fields a record has is the vocabulary's to say; here stands only which of them the contract shows where
/// a record is shown inside of another one.
/// </summary>
internal sealed class AtsShapes
{
    private static readonly Func<string, bool> PersonShown =
        new[] { "id", "remote_id", "first_name", "last_name", "email_addresses", "phone_numbers", "social_media", "source", "remote_url" }.Contains;

    private readonly VocabularySpec _vocabulary;
    private readonly JoinWay _jobStages;

    /// <summary>Lays out the models of a vocabulary.</summary>
    public AtsShapes(VocabularySpec vocabulary)
    {
        _vocabulary = vocabulary;
        _jobStages = Way("job_application_stages", "job_id", "stage_id", "index");
    }

    /// <summary>The shape of a model's records in lists of their own.</summary>
    public RecordShape Of(string model) => model switch
    {
        "jobs" => Whole(model, Stages(), Questions(), Postings(), HiringTeam()),
        "candidates" => Whole(model, ApplicationsOfCandidate(), Tags("candidate_tags", "candidate_id")),
        "applications" => Whole(model, Candidate(PersonShown), CurrentStage(inApplication: true), Target(model, "job", "job_id", Job()), Interviews(), Offers()),

        // Where a stage stands among the others is said where it is shown among them.
        "application_stages" => RecordShape.Of(_vocabulary, model, field => field != "global_index"),
        "users" => Whole(model, new JoinedNested("system_roles", Way("user_roles", "user_id", "role_id"), Role())),
        "interviews" => Whole(model, Interviewers(), Target(model, "application", "application_id", ApplicationOf("outcome", "rejection_reason_name"))),
        "offers" => Whole(model, Target(model, "application", "application_id", ApplicationOf())),
        _ => Whole(model),
    };

    /// <summary>An application as the action that made it answers: with all that is known of the person, and without what only comes later.</summary>
    public RecordShape CreatedApplication() =>
        Whole("applications", Candidate(static field => field != "remote_data"), CurrentStage(inApplication: true), Target("applications", "job", "job_id", Job()));

    private RecordShape Whole(string model, params IEnumerable<NestedWriter> nested) => RecordShape.Of(_vocabulary, model, static _ => true, nested);

    private RecordShape Some(string model, string[] fields, params IEnumerable<NestedWriter> nested)
    {
        var known = _vocabulary.Model(model)!.Fields;
        return fields.All(name => known.Any(f => f.Name == name))
            ? RecordShape.Of(_vocabulary, model, fields.Contains, nested)
            : throw new ArgumentException($"The vocabulary's '{model}' lacks one of {string.Join(", ", fields)}.", nameof(fields));
    }

    private RecordShape Job() => Some("jobs", ["id", "remote_id", "name"]);

    private RecordShape Role() => Some("roles", ["remote_id", "remote_label", "unified_type", "scope"]);

    private RecordShape Stage() => Some("application_stages", ["id", "remote_id", "name", "status", "custom_fields", "integration_fields"]);

    private JobStagesNested Stages() => new("stages", _jobStages, Stage(), IndexOf("application_stages", "global_index"));

    private JoinedNested Questions()
    {
        var question = RecordShape.Of(_vocabulary, "screening_questions", static field => field is not ("changed_at" or "remote_deleted_at" or "remote_data"));
        return new("screening_questions", Way("job_screening_questions", "job_id", "question_id", "index", "required", "precondition_question_id", "precondition_options"), question);
    }

    private ReferrersNested Postings() =>
        new("job_postings", "job_id", Some("job_postings", ["id", "remote_id", "title", "description_html", "status", "visibility", "url"]));

    private HiringTeamNested HiringTeam()
    {
        var members = Layout("job_hiring_team");
        var way = Way("job_hiring_team", "job_id", "user_id") with { Shown = [new CopiedMember(members.Fields[members.IndexOf("roles")] with { Name = "hiring_team_roles", Required = true }, members.IndexOf("roles"), "[]")] };
        return new("hiring_team", way, Some("users", ["id", "remote_id", "first_name", "last_name", "email"]), Way("user_job_roles", "user_id", "role_id"), IndexOf("user_job_roles", "job_id"), Role());
    }

    private JoinedNested Tags(string join, string owner) => new("tags", Way(join, owner, "tag_id"), Some("tags", ["id", "remote_id", "name"]));

    private ReferrersNested ApplicationsOfCandidate()
    {
        string[] fields = ["id", "remote_id", "outcome", "rejection_reason_name", "rejected_at", "remote_url", "changed_at", "remote_created_at", "remote_updated_at"];
        return new("applications", "candidate_id", Some("applications", fields, CurrentStage(inApplication: false), Target("applications", "job", "job_id", Job())));
    }

    private TargetNested Candidate(Func<string, bool> shown) => Target(
        "applications",
        "candidate",
        "candidate_id",
        RecordShape.Of(_vocabulary, "candidates", shown, Tags("candidate_tags", "candidate_id")));

    private CurrentStageNested CurrentStage(bool inApplication) => new(
        "current_stage",
        IndexOf("applications", "current_stage_id"),
        IndexOf("applications", "job_id"),
        _jobStages,
        IndexOf("job_application_stages", "index"),
        inApplication ? Stage() : Some("application_stages", ["id", "remote_id", "name"]),
        IndexOf("application_stages", "global_index"));

    private ReferrersNested Interviews() =>
        new("interviews", "application_id", Some("interviews", ["id", "remote_id", "title", "starting_at", "ending_at", "location", "canceled"]));

    private ReferrersNested Offers() => new("offers", "application_id", Some("offers", ["id", "remote_id", "status"]));

    private JoinedNested Interviewers() =>
        new("users", Way("interview_users", "interview_id", "user_id"), Some("users", ["id", "remote_id", "first_name", "last_name", "email"]));

    private RecordShape ApplicationOf(params string[] fields) => Some(
        "applications",
        ["id", "remote_id", .. fields],
        Target("applications", "candidate", "candidate_id", Some("candidates", ["id", "remote_id", "first_name", "last_name", "email_addresses"])),
        Target("applications", "job", "job_id", Job()));

    private TargetNested Target(string owner, string name, string field, RecordShape shape) => new(name, IndexOf(owner, field), shape);

    private JoinWay Way(string model, string from, string to, params string[] shown)
    {
        var layout = Layout(model);
        return new JoinWay(model, layout, from, layout.IndexOf(to), RecordShape.MembersOf(_vocabulary, model, layout, shown));
    }

    private ModelLayout Layout(string model) => RecordShape.Of(_vocabulary, model, static _ => false).Layout;

    private int IndexOf(string model, string field) => Layout(model).IndexOf(field);
}
