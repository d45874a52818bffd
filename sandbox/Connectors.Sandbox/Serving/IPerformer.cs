using Connectors.Sandbox.Faults;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Does what the steps of a spec's actions ask for.</summary>
internal interface IPerformer
{
    /// <summary>Answers a request that belongs to a step.</summary>
    /// <param name="request">The request; the contract allows it.</param>
    /// <param name="to">Where the body of the answer is written.</param>
    /// <param name="headers">Where headers are added.</param>
    /// <param name="rules">What the spec says of the replies to this request alone.</param>
    /// <param name="problem">What is refused; null when nothing is.</param>
    /// <returns>Whether a step makes such a request.</returns>
    bool TryPerform(VendorRequest request, Renderer to, IDictionary<string, string> headers, out IEnumerable<ReplyRule> rules, out VendorProblem? problem);
}
