using Connectors.Specs.Vocabulary;
using Connectors.Sync.Serving;

namespace Connectors.Server.Layout;

/// <summary>Which records <c>updated_after</c> finds because of what is shown with them. What is shown only by name (an application's job) is not among it.</summary>
internal static class AtsTouches
{
    public static IReadOnlyList<TouchRule> Rules { get; } =
    [
        // Jobs: what is asked, advertised and who is there.
        new TouchRule.Target("job_application_stages", "job_id", "jobs"),
        new TouchRule.Everyone("application_stages", "job_application_stages", "jobs"),
        new TouchRule.Target("job_screening_questions", "job_id", "jobs"),
        new TouchRule.Joined("screening_questions", "job_screening_questions", "question_id", "job_id", "jobs"),
        new TouchRule.Target("job_postings", "job_id", "jobs"),
        new TouchRule.Target("job_hiring_team", "job_id", "jobs"),

        // Candidates.
        new TouchRule.Target("applications", "candidate_id", "candidates"),
        new TouchRule.Target("candidate_tags", "candidate_id", "candidates"),

        // Applications.
        new TouchRule.Referrers("candidates", "applications", "candidate_id"),
        new TouchRule.Referrers("application_stages", "applications", "current_stage_id"),
        new TouchRule.Target("interviews", "application_id", "applications"),
        new TouchRule.Target("offers", "application_id", "applications"),

        // What belongs to an application.
        new TouchRule.Referrers("applications", "offers", "application_id"),
        new TouchRule.Referrers("applications", "interviews", "application_id"),
        new TouchRule.Target("interview_users", "interview_id", "interviews"),

        // Users.
        new TouchRule.Target("user_roles", "user_id", "users"),
        new TouchRule.Joined("roles", "user_roles", "role_id", "user_id", "users"),
    ];

    /// <summary>All fields by which records of a vocabulary refer to others.</summary>
    public static IEnumerable<string> References(VocabularySpec vocabulary) =>
        vocabulary.Models.SelectMany(m => m.Fields).Where(f => f is { List: false, Type: TypeRef.Reference }).Select(f => f.Name).Distinct(StringComparer.Ordinal);
}
