using System.Globalization;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes what replies mean as the runtime's rules.</summary>
internal static class ReplyRuleText
{
    /// <summary>A rule as one expression.</summary>
    public static string Of(ReplyRule rule)
    {
        var members = new List<string>();
        if (rule.Statuses.Count > 0)
        {
            members.Add($"Statuses = [{string.Join(", ", rule.Statuses.Select(s => Literals.Integer(s)))}]");
        }

        if (rule.Tests.Count > 0)
        {
            members.Add($"Tests = [{string.Join(", ", rule.Tests.Select(t => Of(t, negate: false)))}]");
        }

        if (rule.Means is { } means)
        {
            members.Add(means == ReplyMeaning.Empty ? "Empty = true" : $"Means = ConnectorError.{means}");
        }

        if (rule.Retry is { } retry)
        {
            members.Add("Retry = true");
            if (retry.Waits.Count > 0)
            {
                members.Add($"Waits = [{string.Join(", ", retry.Waits.Select(Of))}]");
            }
        }

        if (rule.Messages.Count > 0)
        {
            members.Add($"Messages = [{string.Join(", ", rule.Messages.Select(m => Literals.String(BodyPath.Of(m))))}]");
        }

        if (rule.TextIsMessage)
        {
            members.Add("TextIsMessage = true");
        }

        if (rule.Fields is { } fields)
        {
            members.Add($"FieldsEach = {Literals.String(BodyPath.Of(fields.Each))}");
            members.Add($"FieldPath = {Literals.String(BodyPath.Of(fields.Path))}");
            members.Add($"FieldMessage = {Literals.String(BodyPath.Of(fields.Message))}");
        }

        return $"new ReplyRule {{ {string.Join(", ", members)} }}";
    }

    private static string Of(Test test, bool negate) => test switch
    {
        Test.Is t => Of("Is", t.Path, t.Value, negate),
        Test.Has t => Of("Has", t.Path, t.Value, negate),
        Test.Starts t => Of("Starts", t.Path, t.Value, negate),
        Test.Set t => Of("Set", t.Path, null, negate),
        Test.Not t => Of(t.Inner, !negate),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test, "not a test of a spec"),
    };

    private static string Of(string kind, VendorPath path, string? value, bool negate) =>
        $"new BodyTest(BodyTestKind.{kind}, {Literals.String(BodyPath.Of(path))}{(value is null ? "" : ", " + Literals.String(value))}{(negate ? ", Negate: true" : "")})";

    /// <summary>A wait as one expression.</summary>
    public static string Of(RetryWait wait) => wait.Kind switch
    {
        RetryWaitKind.After when wait.Body is { } body => $"new RetryWait {{ AfterBody = {Literals.String(BodyPath.Of(body))} }}",
        RetryWaitKind.UntilUnixSeconds when wait.Body is { } body => $"new RetryWait {{ UntilUnixSecondsBody = {Literals.String(BodyPath.Of(body))} }}",
        RetryWaitKind.After => $"new RetryWait {{ AfterHeader = {Literals.StringOrNull(wait.Header)} }}",
        RetryWaitKind.UntilUnixSeconds => $"new RetryWait {{ UntilUnixSecondsHeader = {Literals.StringOrNull(wait.Header)} }}",
        _ => $"new RetryWait {{ Fixed = TimeSpan.FromSeconds({wait.Seconds.ToString("R", CultureInfo.InvariantCulture)}) }}",
    };
}
