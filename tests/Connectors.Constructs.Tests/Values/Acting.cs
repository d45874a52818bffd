using System.Text.Json;
using Connectors.Runtime;
using Connectors.Runtime.Actions;

namespace Connectors.Constructs.Tests.Values;

/// <summary>Does the one action of a construct with an input that is written as JSON.</summary>
internal static class Acting
{
    /// <summary>Does it.</summary>
    /// <param name="connector">The construct.</param>
    /// <param name="input">The input.</param>
    /// <param name="source">The environment's name as a source.</param>
    /// <param name="lenient">Whether rows that are not sent are left out.</param>
    public static Task<ActionReply> ActAsync(this Connector connector, string input, string? source = null, bool lenient = false)
    {
        var plan = connector.Definition.Actions.Single();
        Findings? findings = null;
        using var json = JsonDocument.Parse(input);
        var read = plan.Read(json.RootElement, ref findings);
        Assert.Null(findings);
        return connector.RunAsync(plan, read!, new ActionOptions { SourceName = source, Lenient = lenient });
    }

    /// <summary>An input with what every application needs.</summary>
    /// <param name="more">Further members.</param>
    /// <param name="candidate">Further members of the candidate.</param>
    /// <param name="job">The vendor's id of the job.</param>
    public static string Application(string more = "", string candidate = "", string job = "7") => $$"""
        {"candidate":{"first_name":"Anna","last_name":"Berg","email_address":"anna@example.com"{{(candidate.Length == 0 ? "" : "," + candidate)}}},
         "application":{"job_id":"remote:{{job}}"}{{(more.Length == 0 ? "" : "," + more)}}}
        """;
}
