using System.Collections.Immutable;

namespace Connectors.Runtime.Requests;

/// <summary>One entry of what authenticates requests. Entries apply in order, and the log-in of one is authenticated by those before it.</summary>
public abstract record AuthPlan
{
    private protected AuthPlan()
    {
    }

    /// <summary>What is sent with every request; a SOAP header only with those whose plan has it.</summary>
    public ImmutableArray<SentValue> Sent { get; init; } = [];
}

/// <summary>What the connection has by itself: a key, a user and a password.</summary>
public sealed record ConstantAuth : AuthPlan;

/// <summary>A UsernameToken of WS-Security in the SOAP header.</summary>
/// <param name="User">The user name.</param>
/// <param name="Password">The password.</param>
/// <param name="Digest">Whether the password is sent as a digest with nonce and time, not in the clear.</param>
public sealed record UsernameTokenPlan(RequestText User, RequestText Password, bool Digest) : AuthPlan;

/// <summary>A signature of every finished request.</summary>
/// <param name="Sign">Adds headers to the request.</param>
public sealed record SignaturePlan(Action<RequestToSign> Sign) : AuthPlan;
