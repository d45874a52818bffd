using System.Text.Json;

namespace Connectors.Server.Tests.Contract;

/// <summary>What the contract requires of every record, also what only newer clients look for. Written from the contract, not from the vocabulary.</summary>
internal static class AtsContract
{
    private const string Location = "{city:text~ country:text~ raw:text~ state:text~ street_1:text~ street_2:text~ zip_code:text~}";
    private const string Emails = "[{email_address:text~ type:text}]";
    private const string Phones = "[{phone_number:text! type:text~}]";
    private const string Social = "[{link:text~ type:text~ username:text~}]";
    private const string Tags = "[{id:text! name:text remote_id:text}]";
    private const string Job = "{id:text! name:text remote_id:text!}";
    private const string Fields = "[{id:text! key:text! type:(DEFAULT|CUSTOM)! value:any label:text}]";
    private const string Outcome = "(PENDING|HIRED|DECLINED)";
    private const string StageStatus = "(ACTIVE|INACTIVE)";
    private const string RoleType = "(HIRING_MANAGER|RECRUITER|COORDINATOR|SOURCER|INTERVIEWER|ADMIN)";
    private const string Person = "{id:text! remote_id:text! first_name:text last_name:text email_addresses:" + Emails + "~}";

    /// <summary>The shapes by the path of their list.</summary>
    public static IReadOnlyDictionary<string, string> Lists { get; } = new Dictionary<string, string>
    {
        ["/ats/jobs"] = "{id:text! remote_id:text! name:text job_code:text description:text confidential:bool weekly_hours:number employment_type:text~ status:text~ visibility:text~"
            + " category:text department:text post_url:text experience_level:text remote_work_status:text~ salary_amount:number salary_amount_from:number salary_amount_to:number"
            + $" salary_currency:text salary_period:text~ location:{Location}~ custom_fields:map integration_fields:{Fields}! remote_url:text opened_at:time closed_at:time"
            + " remote_created_at:time remote_updated_at:time contact_id:text remote_data:map changed_at:time! remote_deleted_at:time"
            + $" stages:[{{id:text! remote_id:text name:text status:{StageStatus} custom_fields:map index:int~}}]!"
            + " screening_questions:[{id:text! remote_id:text title:text description:text format:format~ category:(EEO|DEMOGRAPHIC) index:int~ required:bool"
            + " precondition_question_id:text~ precondition_options:[any]~}]!"
            + " job_postings:[{id:text! remote_id:text title:text description_html:text status:(ACTIVE|INACTIVE|DRAFT) visibility:(PUBLIC|INTERNAL|UNLISTED) url:text}]!"
            + " hiring_team:[{id:text! remote_id:text first_name:text last_name:text email:text~ hiring_team_roles:[(HIRING_MANAGER|RECRUITER|COORDINATOR|SOURCER|INTERVIEWER)]!"
            + $" job_roles:[{{remote_id:text remote_label:text unified_type:{RoleType} scope:(JOB)}}]!}}]!}}",
        ["/ats/candidates"] = Candidate("remote_data:map "
            + $" applications:[{{id:text! remote_id:text outcome:{Outcome} rejection_reason_name:text rejected_at:time remote_url:text changed_at:time! remote_created_at:time remote_updated_at:time"
            + $" current_stage:{{id:text! name:text remote_id:text index:int}} job:{Job}}}]!"),
        ["/ats/applications"] = Application(
            $"{{id:text! remote_id:text! first_name:text last_name:text email_addresses:{Emails}~ phone_numbers:{Phones}~ social_media:{Social}~ source:text remote_url:text tags:{Tags}!}}",
            $" remote_data:map interviews:[{{id:text! remote_id:text title:text starting_at:time ending_at:time location:{Location}~ canceled:bool}}]!"
            + " offers:[{id:text! remote_id:text status:(ACCEPTED|DECLINED|SENT|APPROVED|DRAFT|ABANDONED)}]!"),
        ["/ats/application-stages"] = $"{{id:text! remote_id:text name:text status:{StageStatus} custom_fields:map integration_fields:{Fields}! remote_data:map changed_at:time! remote_deleted_at:time}}",
        ["/ats/users"] = "{id:text! remote_id:text first_name:text last_name:text email:text~ status:(ACTIVE|INACTIVE) remote_data:map changed_at:time! remote_deleted_at:time"
            + $" system_roles:[{{remote_id:text remote_label:text unified_type:{RoleType} scope:(SYSTEM)}}]!}}",
        ["/ats/roles"] = $"{{id:text! remote_id:text remote_label:text scope:(SYSTEM|JOB) unified_type:{RoleType} changed_at:time! remote_deleted_at:time}}",
        ["/ats/tags"] = "{id:text! remote_id:text name:text remote_data:map changed_at:time! remote_deleted_at:time}",
        ["/ats/rejection-reasons"] = "{id:text! remote_id:text! name:text changed_at:time! remote_deleted_at:time}",
        ["/ats/offers"] = $"{{id:text! remote_id:text status:(ACCEPTED|DECLINED|SENT|APPROVED|DRAFT|ABANDONED) employment_start_date:time application_id:text custom_fields:map integration_fields:{Fields}!"
            + $" changed_at:time! remote_deleted_at:time remote_created_at:time remote_updated_at:time remote_data:map application:{{candidate:{Person} job:{Job}}}}}",
        ["/ats/interviews"] = $"{{id:text! remote_id:text title:text starting_at:time ending_at:time location:{Location}~ video_conferencing_url:text application_id:text stage_id:text canceled:bool"
            + " remote_created_at:time remote_updated_at:time changed_at:time! remote_deleted_at:time users:[{id:text! remote_id:text first_name:text last_name:text email:text~}]!"
            + $" application:{{id:text! remote_id:text outcome:{Outcome} rejection_reason_name:text candidate:{Person} job:{Job}}}}}",
    };

    /// <summary>An application as the action that made it answers.</summary>
    public static string CreatedApplication { get; } = Application(Candidate(""), "");

    /// <summary>What is wrong with a record.</summary>
    public static List<string> Problems(string shape, JsonElement record) => ContractShape.Problems(shape, record, new Dictionary<string, Action<JsonElement, string, List<string>>>
    {
        ["format"] = Format,
        ["answer"] = Answer,
    });

    private static string Candidate(string more) =>
        $"{{id:text! remote_id:text! first_name:text last_name:text company:text title:text confidential:bool source:text phone_numbers:{Phones}~ email_addresses:{Emails}~ social_media:{Social}~"
        + $" location:{Location}~ custom_fields:map integration_fields:{Fields}! remote_url:text remote_created_at:time remote_updated_at:time changed_at:time! remote_deleted_at:time tags:{Tags}! {more}}}";

    private static string Application(string candidate, string more) =>
        $"{{id:text! remote_id:text outcome:{Outcome} rejection_reason_name:text rejected_at:time current_stage_id:text job_id:text candidate_id:text screening_question_answers:[answer]~"
        + $" custom_fields:map integration_fields:{Fields}! remote_url:text changed_at:time! remote_deleted_at:time remote_created_at:time remote_updated_at:time candidate:{candidate}"
        + $" current_stage:{{id:text! remote_id:text name:text status:{StageStatus} custom_fields:map index:int}} job:{Job} {more}}}";

    private static readonly Dictionary<string, string> Formats = new()
    {
        ["TEXT"] = "{display_type:(SINGLE_LINE|MULTI_LINE|EMAIL|URL)~ max_length:int~}",
        ["NUMBER"] = "{display_type:(SLIDER|FIELD)~ max:number~ min:number~}",
        ["FILE"] = "{accepted_mime_types:[text]~ max_file_size_bytes:int~}",
        ["SINGLE_SELECT"] = "{display_type:(DROPDOWN|RADIO)~ options:[{id:text! remote_id:text~ name:text!}]!}",
        ["MULTI_SELECT"] = "{options:[{id:text! remote_id:text~ name:text!}]!}",
        ["BOOLEAN"] = "{}",
        ["DATE"] = "{}",
        ["INFORMATION"] = "{}",
        ["UNKNOWN"] = "{raw_question:any~}",
    };

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["TEXT"] = "{content:text}",
        ["SINGLE_SELECT"] = "{choice:text}",
        ["MULTI_SELECT"] = "{choices:[text]~}",
        ["BOOLEAN"] = "{checked:bool}",
        ["NUMBER"] = "{number:number}",
        ["DATE"] = "{date:time}",
        ["UNKNOWN"] = "{raw:any~}",
    };

    private static void Format(JsonElement value, string path, List<string> problems)
    {
        var type = value.GetProperty("type").GetString()!;
        problems.AddRange(Formats.TryGetValue(type, out var shape) ? Problems(shape, value).Select(p => $"{path}.{p}") : [$"{path}.type: {type}"]);
    }

    private static void Answer(JsonElement value, string path, List<string> problems)
    {
        problems.AddRange(Problems("{answer:map! question:{remote_id:text title:text! type:text!}!}", value).Select(p => $"{path}.{p}"));
        var type = value.GetProperty("question").GetProperty("type").GetString()!;
        problems.AddRange(Answers.TryGetValue(type, out var shape) ? Problems(shape, value.GetProperty("answer")).Select(p => $"{path}.answer.{p}") : [$"{path}.question.type: {type}"]);
    }
}
