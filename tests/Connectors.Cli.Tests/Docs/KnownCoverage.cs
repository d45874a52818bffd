namespace Connectors.Cli.Tests.Docs;

/// <summary>The models and fields that each vendor's coverage table is known to have, in the table's order.</summary>
internal static class KnownCoverage
{
    /// <summary>The sections of a connector's table and their rows.</summary>
    public static IReadOnlyList<(string Title, string[] Fields)> Of(string slug) => slug switch
    {
        "laura" => Laura,
        "coveto" => Coveto,
        _ => throw new ArgumentOutOfRangeException(nameof(slug), slug, "Nothing is known of it."),
    };

    private static (string, string[])[] Laura { get; } =
    [
        ("Jobs",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "name", "description", "status", "visibility", "post_url",
            "custom_fields", "integration_fields", "opened_at", "closed_at", "remote_data",
        ]),
        ("Candidates",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "first_name", "last_name", "phone_numbers", "email_addresses",
            "location", "custom_fields", "integration_fields",
        ]),
        ("Application Stages", ["id", "remote_id", "changed_at", "remote_deleted_at", "name", "global_index", "remote_data"]),
        ("Applications",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "outcome", "current_stage_id", "job_id", "candidate_id",
            "screening_question_answers",
        ]),
        ("Screening questions", ["id", "remote_id", "changed_at", "remote_deleted_at", "title", "format", "remote_data"]),
        ("Job-specific screening questions",
        [
            "index", "required", "precondition_question_id", "precondition_options", "job_id", "question_id", "id", "changed_at",
            "remote_deleted_at",
        ]),
    ];

    private static (string, string[])[] Coveto { get; } =
    [
        ("Jobs",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "name", "job_code", "description", "weekly_hours", "employment_type",
            "status", "visibility", "category", "post_url", "remote_work_status", "salary_amount_from", "salary_amount_to",
            "salary_currency", "salary_period", "location", "custom_fields", "integration_fields", "opened_at", "closed_at",
            "remote_created_at", "remote_updated_at",
        ]),
        ("Candidates",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "first_name", "last_name", "phone_numbers", "email_addresses",
            "location", "custom_fields", "integration_fields", "remote_created_at", "remote_updated_at", "remote_data",
        ]),
        ("Applications",
        [
            "id", "remote_id", "changed_at", "remote_deleted_at", "outcome", "rejected_at", "job_id", "candidate_id",
            "custom_fields", "integration_fields", "remote_created_at", "remote_updated_at", "remote_data",
        ]),
        ("Screening questions", ["id", "remote_id", "changed_at", "remote_deleted_at", "title", "format", "remote_data"]),
        ("Job-specific screening questions",
        [
            "index", "required", "precondition_question_id", "precondition_options", "job_id", "question_id", "id", "changed_at",
            "remote_deleted_at",
        ]),
    ];
}
