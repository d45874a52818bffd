namespace Connectors.Runtime.Requests;

/// <summary>What is known of a request that must not be done twice.</summary>
internal sealed class Delivery
{
    /// <summary>Whether the vendor may have done what was asked although no reply says so: it was sent, and neither refused nor answered.</summary>
    public bool IsOpen { get; set; }
}
