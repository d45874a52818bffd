using System.Text;
using System.Text.RegularExpressions;

namespace Connectors.Server.RequestLog;

/// <summary>Takes out of a request's address what may be secret or about a person: values of parameters but for those that can be neither, and tokens in paths.</summary>
internal static partial class Redaction
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

        return Cut(text);
    }

    /// <summary>The host, path and query of a request to a vendor: what its parameters are called, and of their values only those that count or switch. Parts of paths that are long, or names of people, are hidden.</summary>
    /// <param name="address">The address, without the secrets of the account.</param>
    public static string Address(Uri address)
    {
        var text = new StringBuilder(address.Authority);
        foreach (var part in address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append('/').Append(part.Length > LongestPart || !Plain().IsMatch(part) ? Hidden : part);
        }

        var first = true;
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var before, var after] ? (before, after) : (pair, "");
            text.Append(first ? '?' : '&').Append(name.Length > LongestPart ? Hidden : name).Append('=').Append(Counts().IsMatch(value) ? value : Hidden);
            first = false;
        }

        return Cut(text);
    }

    private static string Cut(StringBuilder text) => text.Length > Longest ? text.ToString(0, Longest - 1) + Hidden : text.ToString();

    // Ids and words of an API; what is escaped may be anything, and an @ makes it an address of a person.
    [GeneratedRegex(@"\A[A-Za-z0-9_.:~*-]+\z")]
    private static partial Regex Plain();

    // Too short to be anybody's number.
    [GeneratedRegex(@"\A([0-9]{1,5}|true|false)\z")]
    private static partial Regex Counts();
}
