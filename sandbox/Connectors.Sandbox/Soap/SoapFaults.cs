using System.Buffers;
using System.Text.Json;
using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Soap;

/// <summary>Says no as the spec reads it: with the code, the text and the detail that its rules test for.</summary>
internal sealed class SoapFaults(ConnectorSpec spec, Contract contract)
{
    /// <summary>
    /// The status of HTTP that a fault travels with where no rule says otherwise. Version 1.2 would have 400 for a sender's mistake; services send 500 all the same, because
    /// WCF's clients take no other reply for a fault.
    /// </summary>
    public const int Status = 500;

    private const string RetrySeconds = "1";

    private readonly ContractElement[] _all = [.. contract.Operations.SelectMany(o => o.Soap?.Faults ?? default).Distinct()];

    /// <summary>The fault for a refusal, and the HTTP status it comes with.</summary>
    /// <param name="version">The version it is written in.</param>
    /// <param name="problem">What is refused.</param>
    /// <param name="operation">The operation; null when the request names none.</param>
    /// <param name="rules">The rules of the request, before those of the transport.</param>
    public (SoapFault Fault, int Status) Of(SoapVersion version, VendorProblem problem, ContractOperation? operation, IEnumerable<ReplyRule> rules)
    {
        var means = problem.Means ?? (problem.Status is 400 ? ReplyMeaning.InvalidInput : null);
        var rule = problem.Rule ?? rules.Concat(spec.Transport.Errors).FirstOrDefault(r => r.Means is not null && r.Means == means && IsSayable(r));
        var fault = By(rule, version, problem, operation);
        return (fault, rule is null && problem.Status is 429 or 503 ? problem.Status : StatusOf(rule));
    }

    /// <summary>The fault that one of some rules holds for, with its status: the spec's rules for an expired session.</summary>
    public (SoapFault Fault, int Status) Matching(IEnumerable<ReplyRule> rules, SoapVersion version, VendorProblem problem, ContractOperation? operation)
    {
        var rule = rules.FirstOrDefault(IsSayable);
        var fault = By(rule, version, problem, operation);
        return (fault, StatusOf(rule));
    }

    private static int StatusOf(ReplyRule? rule) => rule is { Statuses.Count: > 0 } ? rule.Statuses[0] : Status;

    private static bool IsSayable(ReplyRule rule) => rule.Tests.All(t => t is Test.Is { Path.Root: PathRoot.Fault } or Test.Starts { Path.Root: PathRoot.Fault });

    private SoapFault By(ReplyRule? rule, SoapVersion version, VendorProblem problem, ContractOperation? operation)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var test in rule?.Tests ?? default)
        {
            var (path, value) = test is Test.Is same ? (same.Path, same.Value) : (((Test.Starts)test).Path, ((Test.Starts)test).Value);
            said[Below(path.Text)] = value;
        }

        foreach (var (path, value) in problem.Says)
        {
            said[Below(path)] = value;
        }

        foreach (var path in Messages(rule).Concat(rule?.Retry?.Waits.Select(w => w.Body) ?? []).OfType<VendorPath>().Where(p => p.Root == PathRoot.Fault))
        {
            said.TryAdd(Below(path.Text), (rule?.Messages ?? default).Contains(path) || rule?.Retry?.Waits.Any(w => w.Body == path) != true ? problem.Message : RetrySeconds);
        }

        var code = said.GetValueOrDefault("code") ?? (problem.Status >= 500 ? version.Receiver : version.Sender);
        return new SoapFault(code, said.GetValueOrDefault("text") ?? problem.Message, said.GetValueOrDefault("subcode"), Detail(said, problem, operation));
    }

    // A rule that only recognises an expired session leaves it to another with the same tests to say where the message stands.
    private IEnumerable<VendorPath> Messages(ReplyRule? rule) =>
        rule is null ? [] : (rule.Messages.Count > 0 ? rule.Messages : spec.Transport.Errors.FirstOrDefault(r => r.Messages.Count > 0 && r.Tests.Equals(rule.Tests))?.Messages ?? default).Take(1);

    private (ContractElement, byte[])? Detail(Dictionary<string, string> said, VendorProblem problem, ContractOperation? operation)
    {
        var leaves = said.Where(s => s.Key.StartsWith("detail.", StringComparison.Ordinal)).Select(s => (Path: s.Key["detail.".Length..], s.Value)).ToList();
        var named = leaves.Select(l => l.Path.Split('.')[0]).FirstOrDefault();
        IReadOnlyList<ContractElement> offered = operation?.Soap is { Faults.Count: > 0 } soap ? soap.Faults : _all;
        var element = named is not null ? offered.FirstOrDefault(f => f.Name == named) : problem.Status < 500 && offered.Count > 0 ? offered[0] : null;
        if (element is null)
        {
            return null;
        }

        var inner = leaves.Where(l => l.Path.StartsWith(element.Name + ".", StringComparison.Ordinal)).ToDictionary(l => l.Path[(element.Name.Length + 1)..], l => l.Value, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        new FilledReply(contract, problem.Status, problem.Message, inner).Write(json, element.Schema);
        json.Flush();
        return (element, buffer.WrittenSpan.ToArray());
    }

    private static string Below(string path) => path.StartsWith("fault.", StringComparison.Ordinal) ? path["fault.".Length..] : path;
}
