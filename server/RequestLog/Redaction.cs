using System.Text;

namespace Connectors.Server.RequestLog;

/// <summary>Takes out of a request's address what may be secret or about a person: values of parameters but for those that can be neither, and tokens in paths.</summary>
internal static class Redaction
{
    private const string Hidden = "…";
    private const int LongestPart = 40;
    private const int Longest = 500;

    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "page_size", "include_deleted", "ignore_unsupported_filters", "updated_after", "remote_created_after", "statuses", "status", "employment_types", "visibilities", "outcomes", "outcome",
        "scopes", "ids", "job_ids", "current_stage_ids",
    };

    /// <summary>The path and query of a request.</summary>
    public static string Address(HttpRequest request)
    {
        var text = new StringBuilder();
        var values = request.RouteValues;
        foreach (var part in (request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            // A part that is long is no word of ours and no id.
            text.Append('/').Append(part.Length > LongestPart || (values.TryGetValue("token", out var token) && part == token as string) ? Hidden : part);
        }

        var first = true;
        foreach (var (name, value) in request.Query)
        {
            text.Append(first ? '?' : '&').Append(name.Length > LongestPart ? Hidden : name).Append('=').Append(Harmless.Contains(name) ? value.ToString() : Hidden);
            first = false;
        }

        return text.Length > Longest ? text.ToString(0, Longest - 1) + Hidden : text.ToString();
    }
}
