namespace Connectors.Specs.Model;

/// <summary>What a reply means (grammar 2, Test): a status and tests on the body, then an outcome.</summary>
public sealed record ReplyRule
{
    /// <summary>The statuses it holds for; empty for any.</summary>
    public EquatableArray<int> Statuses { get; init; }

    /// <summary>Tests on the body that must all hold.</summary>
    public EquatableArray<Test> Tests { get; init; }

    /// <summary>What the reply is; null when the rule only says how to retry, and HTTP's own meaning of the status stands.</summary>
    public ReplyMeaning? Means { get; init; }

    /// <summary>Whether the request may be sent again, and when.</summary>
    public RetryHint? Retry { get; init; }

    /// <summary>Where the vendor's message stands in the body; of several places the first that has something.</summary>
    public EquatableArray<VendorPath> Messages { get; init; }

    /// <summary>Whether a body that is no JSON is the message, after <see cref="Messages"/> (<c>@text</c>).</summary>
    public bool TextIsMessage { get; init; }

    /// <summary>Where the body lists single fields that were refused.</summary>
    public FieldErrors? Fields { get; init; }
}

/// <summary>Where a reply lists refused fields.</summary>
/// <param name="Each">The list.</param>
/// <param name="Path">The field's path within an item; with <c>[]</c> several fields.</param>
/// <param name="Message">What is wrong with it, within an item; with <c>[]</c> several messages.</param>
public sealed record FieldErrors(VendorPath Each, VendorPath Path, VendorPath Message);

/// <summary>The closed set of meanings a reply can have.</summary>
public enum ReplyMeaning
{
    /// <summary>The answer is an empty list, not an error.</summary>
    Empty,

    /// <summary>The credentials are wrong or expired.</summary>
    Authentication,

    /// <summary>The credentials lack a right.</summary>
    Permission,

    /// <summary>The thing asked for is not there.</summary>
    NotFound,

    /// <summary>The vendor refuses what was sent.</summary>
    InvalidInput,

    /// <summary>It exists already.</summary>
    Conflict,

    /// <summary>The job takes no applications any more.</summary>
    JobClosed,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>The vendor cannot answer now.</summary>
    Unavailable,
}

/// <summary>When a request may be sent again: the first hint whose value the reply carries.</summary>
/// <param name="Waits">In order of preference; empty for the default backoff.</param>
public sealed record RetryHint(EquatableArray<RetryWait> Waits);

/// <summary>One way a reply says how long to wait.</summary>
/// <param name="Kind">What the value means.</param>
/// <param name="Header">The header that carries it; null for a fixed wait, and for one that the body carries.</param>
/// <param name="Seconds">The fixed wait.</param>
/// <param name="Body">Where the reply's body, or its SOAP fault, carries it; null otherwise.</param>
public sealed record RetryWait(RetryWaitKind Kind, string? Header, double Seconds, VendorPath? Body = null);

/// <summary>What a retry value means.</summary>
public enum RetryWaitKind
{
    /// <summary>A number of seconds, or an HTTP date (RFC 9110, Retry-After).</summary>
    After,

    /// <summary>The Unix time in seconds at which requests are welcome again.</summary>
    UntilUnixSeconds,

    /// <summary>A fixed number of seconds.</summary>
    Fixed,
}

/// <summary>A condition on vendor data (grammar 2).</summary>
public abstract record Test
{
    private protected Test() { }

    /// <summary>The value at the path equals the text (numbers and booleans by their JSON text).</summary>
    public sealed record Is(VendorPath Path, string Value) : Test;

    /// <summary>The list at the path has the text among its items.</summary>
    public sealed record Has(VendorPath Path, string Value) : Test;

    /// <summary>The path is there and not null; an empty list counts as set.</summary>
    public sealed record Set(VendorPath Path) : Test;

    /// <summary>The text at the path starts with the text.</summary>
    public sealed record Starts(VendorPath Path, string Value) : Test;

    /// <summary>The inner test does not hold.</summary>
    public sealed record Not(Test Inner) : Test;
}
