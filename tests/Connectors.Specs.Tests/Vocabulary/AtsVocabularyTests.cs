using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Vocabulary;

/// <summary>The vocabulary that ships: what it holds, and in which order.</summary>
public sealed class AtsVocabularyTests
{
    private static readonly string[] BaseRows = ["id", "changed_at", "remote_deleted_at"];

    private static VocabularySpec Ats => Vocabularies.Ats;

    [Fact]
    public void Models_stand_in_the_order_of_coverage_pages() => Assert.Equal(
        [
            "Users", "Jobs", "Job postings", "Candidates", "Application Stages", "Applications", "Screening questions", "Tags", "Interviews", "Offers", "Rejection reasons", "Roles",
            "Candidate tags", "Job-specific application stages", "Job-specific screening questions", "Job hiring team members", "User roles for jobs", "User roles", "Interviewers",
        ],
        Ats.Models.Select(m => m.Label));

    [Theory]
    [InlineData("users", "first_name last_name email status remote_data")]
    [InlineData("jobs", "name job_code description confidential weekly_hours employment_type status visibility category department post_url experience_level remote_work_status salary_amount salary_amount_from salary_amount_to salary_currency salary_period location custom_fields integration_fields remote_url opened_at closed_at remote_created_at remote_updated_at contact_id remote_data")]
    [InlineData("job_postings", "title description_html status visibility url job_id remote_data remote_created_at remote_updated_at")]
    [InlineData("candidates", "first_name last_name company title confidential source phone_numbers email_addresses social_media location custom_fields integration_fields remote_url remote_created_at remote_updated_at remote_data")]
    [InlineData("application_stages", "name status custom_fields integration_fields global_index remote_data")]
    [InlineData("applications", "outcome rejection_reason_name rejected_at current_stage_id job_id candidate_id screening_question_answers custom_fields integration_fields remote_url remote_created_at remote_updated_at remote_data")]
    [InlineData("screening_questions", "title description category format remote_data")]
    [InlineData("tags", "name remote_data")]
    [InlineData("interviews", "title starting_at ending_at location video_conferencing_url application_id stage_id canceled remote_created_at remote_updated_at")]
    [InlineData("offers", "status employment_start_date application_id custom_fields integration_fields remote_created_at remote_updated_at remote_data")]
    [InlineData("rejection_reasons", "name")]
    [InlineData("roles", "remote_label scope unified_type")]
    public void Rows_of_a_model_with_an_id_follow_its_base_rows(string model, string rows) =>
        Assert.Equal(["id", "remote_id", "changed_at", "remote_deleted_at", .. rows.Split(' ')], Ats.Model(model)!.Fields.Select(f => f.Name));

    [Theory]
    [InlineData("candidate_tags", "candidate_id tag_id")]
    [InlineData("job_application_stages", "index job_id stage_id")]
    [InlineData("job_screening_questions", "index required precondition_question_id precondition_options job_id question_id")]
    [InlineData("job_hiring_team", "roles job_id user_id")]
    [InlineData("user_job_roles", "user_id job_id role_id")]
    [InlineData("user_roles", "user_id role_id")]
    [InlineData("interview_users", "interview_id user_id")]
    public void Rows_of_a_join_precede_its_base_rows(string model, string rows)
    {
        var join = Ats.Model(model)!;

        Assert.Equal([.. rows.Split(' '), .. BaseRows], join.Fields.Select(f => f.Name));
        Assert.NotEmpty(join.Joins);
        Assert.All(join.Joins, name => Assert.True(join.Field(name) is { Required: true, Type: TypeRef.Reference }));
    }

    [Fact]
    public void Only_the_store_gives_base_rows() => Assert.All(
        Ats.Models.SelectMany(m => m.Fields),
        field => Assert.Equal(BaseRows.Contains(field.Name), field.Base));

    [Theory]
    [InlineData("candidates", "phone_numbers")]
    [InlineData("candidates", "email_addresses")]
    [InlineData("candidates", "social_media")]
    [InlineData("applications", "screening_question_answers")]
    public void Lists_that_are_empty_rather_than_null_are_required(string model, string field) =>
        Assert.True(Ats.Model(model)!.Field(field) is { List: true, Required: true });

    [Fact]
    public void Preconditions_are_options_or_booleans_and_may_be_null()
    {
        var options = Ats.Model("job_screening_questions")!.Field("precondition_options")!;

        Assert.True(options is { List: true, Required: false });
        Assert.Equal(new TypeRef.OptionOrBoolean("precondition_question_id"), options.Type);
    }

    [Fact]
    public void Enumerations_of_jobs_are_open_and_all_others_closed() => Assert.Equal(
        ["job_status", "job_visibility", "employment_type", "remote_work_status", "salary_period"],
        Ats.Enums.Where(e => e.Open).Select(e => e.Name));

    [Theory]
    [InlineData("job_status", "OPEN CLOSED DRAFT ARCHIVED")]
    [InlineData("job_visibility", "PUBLIC INTERNAL UNLISTED CONFIDENTIAL")]
    [InlineData("employment_type", "FULL_TIME PART_TIME CONTRACT SEASONAL INTERNSHIP")]
    [InlineData("application_outcome", "PENDING HIRED DECLINED")]
    [InlineData("offer_status", "ACCEPTED DECLINED SENT APPROVED DRAFT ABANDONED")]
    [InlineData("role_type", "HIRING_MANAGER RECRUITER COORDINATOR SOURCER INTERVIEWER ADMIN")]
    public void Enumerations_have_their_values(string name, string values) => Assert.Equal(values.Split(' '), Ats.Enum(name)!.Values);

    [Fact]
    public void A_question_format_is_told_by_its_type_and_an_answer_by_its_member()
    {
        Assert.Equal("type", Ats.Union("question_format")!.Discriminator);
        Assert.Equal(["TEXT", "NUMBER", "FILE", "SINGLE_SELECT", "MULTI_SELECT", "BOOLEAN", "DATE", "INFORMATION", "UNKNOWN"], Ats.Union("question_format")!.Cases.Select(c => c.Name));
        Assert.Null(Ats.Union("answer")!.Discriminator);
        Assert.Equal(["content", "choice", "choices", "checked", "number", "date", "raw"], Ats.Union("answer")!.Cases.Select(c => Assert.Single(c.Members).Name));
    }

    [Fact]
    public void Actions_stand_in_the_order_of_coverage_pages() => Assert.Equal(
        [
            "Create candidate", "Create application", "Add tag to candidate", "Remove tag from candidate", "Add attachment to application", "Move application to stage", "Reject application",
            "Add result link to application", "Add note to application", "Get application attachments", "Get candidate attachments", "Add attachment to candidate", "Add result link to candidate",
            "Import tracked application",
        ],
        Ats.Actions.Select(a => a.Label));

    [Theory]
    [InlineData("create_candidate", "candidate.first_name candidate.last_name candidate.email_address candidate.title candidate.phone_number candidate.location.city candidate.location.country candidate.location.zip_code candidate.gender application.job_id application.stage_id screening_question_answers.question_id screening_question_answers.answer attachments.name attachments.content_type attachments.data_url attachments.data attachments.type source.name source.unified_key source.id gdpr_consent.given")]
    [InlineData("move_application_to_stage", "application_id stage_id")]
    [InlineData("add_application_result_link", "application_id label url details.custom_field_name_prefix details.attributes.key details.attributes.value")]
    public void Inputs_stand_in_the_order_of_coverage_pages(string action, string rows)
    {
        var covered = rows.Split(' ');

        Assert.Equal(covered, Action(action).Inputs.Select(i => i.Name).Where(covered.Contains));
    }

    [Fact]
    public void A_place_may_be_left_out_but_not_its_country()
    {
        var create = Action("create_candidate");

        Assert.False(create.Groups.Single(g => g.Name == "candidate.location").Required);
        Assert.True(create.Inputs.Single(i => i.Name == "candidate.location.country").Required);
        Assert.True(create.Groups.Single(g => g.Name == "attachments") is { List: true, Required: false });
    }

    [Fact]
    public void Both_create_actions_take_the_same_inputs() => Assert.Equal(Action("create_candidate").Inputs, Action("create_application").Inputs);

    [Fact]
    public void Features_stand_in_the_order_of_coverage_pages() => Assert.Equal(
        ["source_writing", "sync_only_created_applications", "connection_guide", "api_passthrough", "custom_field_explorer", "jobs"],
        Ats.Features.Select(f => f.Id));

    [Fact]
    public void Everything_says_what_it_is_in_a_sentence() => Assert.All(
        Ats.Models.Select(m => m.Doc)
            .Concat(Ats.Models.SelectMany(m => m.Fields).Select(f => f.Doc))
            .Concat(Ats.Enums.Select(e => e.Doc)).Concat(Ats.Objects.Select(o => o.Doc)).Concat(Ats.Objects.SelectMany(o => o.Members).Select(f => f.Doc))
            .Concat(Ats.Unions.Select(u => u.Doc)).Concat(Ats.Unions.SelectMany(u => u.Cases).Select(c => c.Doc))
            .Concat(Ats.Actions.Select(a => a.Doc)).Concat(Ats.Actions.SelectMany(a => a.Inputs).Select(i => i.Doc)).Concat(Ats.Features.Select(f => f.Doc)),
        doc => Assert.EndsWith(".", doc, StringComparison.Ordinal));

    private static ActionType Action(string name) => Ats.Actions.Single(a => a.Name == name);
}
