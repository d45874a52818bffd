using Connectors.Specs.Model;

namespace Connectors.Sandbox.Faults;

/// <summary>A request that the vendor refuses.</summary>
/// <param name="Status">The status HTTP has for it.</param>
/// <param name="Message">What the vendor says.</param>
/// <param name="Means">The spec's word for it, where it has one: the vendor may signal it in a way of its own.</param>
internal sealed record VendorProblem(int Status, string Message, ReplyMeaning? Means = null)
{
    /// <summary>The rule of the spec that the refusal must fit; null where <see cref="Means"/> tells.</summary>
    public ReplyRule? Rule { get; init; }

    /// <summary>What else the refusal says, by path.</summary>
    public IReadOnlyDictionary<string, string> Says { get; init; } = new Dictionary<string, string>();

    /// <summary>Wrong or missing credentials.</summary>
    public static VendorProblem Unauthorised { get; } = new(401, "The credentials are missing or wrong.", ReplyMeaning.Authentication);

    /// <summary>Nothing at that address.</summary>
    public static VendorProblem NotFound(string what) => new(404, what, ReplyMeaning.NotFound);

    /// <summary>A request that the contract does not allow.</summary>
    public static VendorProblem Invalid(string message) => new(400, message);
}
