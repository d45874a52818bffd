using System.Collections.Immutable;
using Connectors.Runtime.Connections;

namespace Connectors.Runtime.Requests;

/// <summary>What authenticates one request.</summary>
/// <param name="Taken">What entries took, by name; where several took the same, the last.</param>
/// <param name="Sent">What is sent, in its places.</param>
internal sealed record Credentials(ImmutableDictionary<string, string> Taken, ImmutableArray<PlacedValue> Sent)
{
    public static Credentials None { get; } = new(ImmutableDictionary<string, string>.Empty, []);

    /// <summary>The UsernameToken of its envelope; null without one.</summary>
    public UsernameTokenPlan? UsernameToken { get; init; }

    /// <summary>What signs it when it is finished.</summary>
    public ImmutableArray<SignaturePlan> Signatures { get; init; } = [];

    /// <summary>These with what an entry adds.</summary>
    /// <param name="plan">The entry.</param>
    /// <param name="taken">What it took; empty where it takes nothing.</param>
    /// <param name="connection">The account.</param>
    public Credentials With(AuthPlan plan, IReadOnlyDictionary<string, string> taken, ConnectionValues connection)
    {
        var all = taken.Count == 0 ? Taken : Taken.SetItems(taken);
        var scope = new RequestScope(connection, taken: all);
        var sent = Sent.ToBuilder();
        foreach (var value in plan.Sent)
        {
            if (PlacedValue.Of(value, scope) is { } placed)
            {
                sent.Add(placed);
            }
        }

        return this with
        {
            Taken = all,
            Sent = sent.ToImmutable(),
            UsernameToken = plan as UsernameTokenPlan ?? UsernameToken,
            Signatures = plan is SignaturePlan sign ? Signatures.Add(sign) : Signatures,
        };
    }
}
