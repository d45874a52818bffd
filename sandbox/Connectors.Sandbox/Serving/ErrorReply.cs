using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Says no in the contract's own error schema.</summary>
internal sealed class ErrorReply(ConnectorSpec spec, Contract contract)
{
    /// <summary>Writes the body of a refusal and gives its status; writes nothing when the contract has no body for it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="problem">What is refused.</param>
    /// <param name="operation">The operation asked for; null when the address names none.</param>
    /// <param name="rules">The rules of the request, before those of the transport.</param>
    public int Write(Renderer to, VendorProblem problem, ContractOperation? operation, IEnumerable<ReplyRule> rules)
    {
        var all = rules.Concat(spec.Transport.Errors).ToList();
        var own = problem.Rule ?? all.FirstOrDefault(r => problem.Means is { } means && r.Means == means && r.Statuses.Count > 0 && r.Tests.All(t => t is Test.Is));
        var status = own is { Statuses.Count: > 0 } ? own.Statuses[0] : problem.Status;
        var body = Speaker(operation, status)?.Reply(status)?.Body;
        if (body is not null)
        {
            var message = all.Where(r => r.Statuses.Count == 0 || r.Statuses.Contains(status)).Prepend(own).SelectMany(r => r?.Messages ?? default).FirstOrDefault();
            var leaves = (own?.Tests ?? default).OfType<Test.Is>().ToDictionary(t => t.Path.Text, t => t.Value, StringComparer.Ordinal);
            foreach (var (path, value) in problem.Says)
            {
                leaves[path] = value;
            }

            foreach (var path in message is not null ? [message.Text] : TextsOf(body))
            {
                leaves.TryAdd(path, problem.Message);
            }

            new FilledReply(contract, status, problem.Message, leaves).Write(to.Json, body);
            to.Json.Flush();
        }

        return status;
    }

    /// <summary>The operation whose schema says no: any that has one, where the address names none.</summary>
    public ContractOperation? Speaker(ContractOperation? operation, int status) => operation ?? contract.Operations.FirstOrDefault(o => o.Reply(status)?.Body is not null);

    // Where the spec reads no message, whatever text the reply has says it.
    private IEnumerable<string> TextsOf(SchemaRef body) =>
        (contract.Resolve(body)?.Properties ?? default).Where(p => contract.Resolve(p.Schema) is { Type: JsonKind.String, Enum.Count: 0, Format: null }).Select(p => p.Name);
}
