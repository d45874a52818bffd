namespace Connectors.Server.Actions;

/// <summary>An action of the unified API.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Its path below the version; parts in braces are inputs.</param>
/// <param name="Action">The vocabulary's name of the action.</param>
internal sealed record ActionEndpoint(string Method, string Path, string Action)
{
    /// <summary>Where parts of the path, or members of the body, stand in the action's input, when that is elsewhere: <c>job_id</c> in <c>application</c>.</summary>
    public IReadOnlyDictionary<string, string> Moved { get; init; } = new Dictionary<string, string>();

    public static IReadOnlyList<ActionEndpoint> All { get; } =
    [
        new("POST", "/ats/candidates", "create_candidate"),
        new("POST", "/ats/jobs/{job_id}/applications", "create_application")
        {
            Moved = new Dictionary<string, string> { ["job_id"] = "application", ["stage_id"] = "application" },
        },
        new("PUT", "/ats/applications/{application_id}/stage", "move_application_to_stage"),
        new("POST", "/ats/applications/{application_id}/reject", "reject_application"),
        new("POST", "/ats/applications/{application_id}/notes", "add_application_note"),
        new("POST", "/ats/applications/{application_id}/result-links", "add_application_result_link"),
        new("POST", "/ats/candidates/{candidate_id}/result-links", "add_candidate_result_link"),
        new("POST", "/ats/applications/{application_id}/attachments", "add_application_attachment"),
        new("POST", "/ats/candidates/{candidate_id}/attachments", "add_candidate_attachment"),
        new("GET", "/ats/applications/{application_id}/attachments", "get_application_attachments"),
        new("GET", "/ats/candidates/{candidate_id}/attachments", "get_candidate_attachments"),
        new("POST", "/ats/candidates/{candidate_id}/tags", "add_candidate_tag"),
        new("DELETE", "/ats/candidates/{candidate_id}/tags", "remove_candidate_tag"),
        new("POST", "/ats/import-tracked-application", "import_tracked_application"),
    ];
}
