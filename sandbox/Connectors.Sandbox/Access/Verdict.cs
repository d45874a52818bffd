namespace Connectors.Sandbox.Access;

/// <summary>What a credential is worth.</summary>
internal enum Verdict
{
    /// <summary>It is right.</summary>
    Right,

    /// <summary>It was right, and its time is over.</summary>
    Expired,

    /// <summary>It is missing or wrong.</summary>
    Wrong,
}
