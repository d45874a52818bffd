namespace Connectors.Sandbox.Faults;

/// <summary>What goes wrong at the stand-in vendor, and how often. A profile is data: the same seed and the same order of requests give the same faults.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Rules">The faults; of those that strike a request, the first of each kind of effect wins.</param>
public sealed record FaultProfile(string Name, string Summary, IReadOnlyList<FaultRule> Rules)
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultProfile None { get; } = new("none", "Nothing goes wrong.", []);

    /// <summary>The profiles there are, by name in the order of a list to show.</summary>
    public static IReadOnlyList<FaultProfile> All { get; } =
    [
        None,
        Of("latency", "Every reply takes 200 ms.", new FaultRule(FaultKind.Latency) { Amount = 200 }),
        Of("vendor-limit", "Requests beyond the spec's own limits are refused.", new FaultRule(FaultKind.VendorLimit)),
        Of("rate-limited", "One request in five is refused with 429.", new FaultRule(FaultKind.RateLimited) { Chance = 0.2 }),
        Of("server-error", "One request in five fails with 500.", new FaultRule(FaultKind.ServerError) { Chance = 0.2 }),
        Of("maintenance", "The first three requests are answered with 503.", new FaultRule(FaultKind.Unavailable) { Times = 3 }),
        Of("cut-connection", "One connection in five is cut in the middle of the reply.", new FaultRule(FaultKind.CutConnection) { Chance = 0.2 }),
        Of("truncated", "From the third request on, one body in three ends half-way.", new FaultRule(FaultKind.TruncatedBody) { After = 2, Chance = 0.33 }),
        Of("malformed", "From the third request on, one body in three is neither JSON nor XML.", new FaultRule(FaultKind.MalformedBody) { After = 2, Chance = 0.33 }),
        Of("wrong-type", "Every page has a record with a value of another type.", new FaultRule(FaultKind.WrongType)),
        Of("missing-id", "Every page has a record without its id.", new FaultRule(FaultKind.MissingId)),
        Of("repeated-page", "Paging does not move on.", new FaultRule(FaultKind.RepeatedPage)),
        Of("vanished-record", "A record goes away while the list is read.", new FaultRule(FaultKind.VanishedRecord) { Times = 1 }),
        Of("clock-skew", "The vendor's clock is ten minutes slow.", new FaultRule(FaultKind.ClockSkew) { Amount = -600 }),
        Of("session-expired", "From the third request on, one session in five has expired.", new FaultRule(FaultKind.SessionExpired) { After = 2, Chance = 0.2 }),
        Of("fault-as-success", "One request in five fails with a SOAP fault that comes with status 200.", new FaultRule(FaultKind.FaultAsSuccess), new FaultRule(FaultKind.ServerError) { Chance = 0.2 }),
        Of("windows-1252", "XML comes in Windows-1252.", new FaultRule(FaultKind.Windows1252)),
        Of("huge-body", "A body of 512 MB.", new FaultRule(FaultKind.HugeBody) { After = 1, Amount = 512 }),
        Of("redirect", "Every request is sent to another host.", new FaultRule(FaultKind.Redirect)),
        Of("html", "A page for people instead of data, with status 200.", new FaultRule(FaultKind.HtmlPage)),
        Of("flaky", "A bit of everything that passes when asked again.",
            new FaultRule(FaultKind.RateLimited) { Chance = 0.04 },
            new FaultRule(FaultKind.ServerError) { Chance = 0.04 },
            new FaultRule(FaultKind.Unavailable) { Chance = 0.04 },
            new FaultRule(FaultKind.CutConnection) { Chance = 0.04 },
            new FaultRule(FaultKind.Latency) { Chance = 0.1, Amount = 50 }),
    ];

    /// <summary>The profile of that name; null when there is none.</summary>
    public static FaultProfile? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    private static FaultProfile Of(string name, string summary, params FaultRule[] rules) => new(name, summary, rules);
}

/// <summary>One fault and when it strikes.</summary>
/// <param name="Kind">What happens.</param>
public sealed record FaultRule(FaultKind Kind)
{
    /// <summary>The share of requests it strikes, from 0 to 1; 1 by default.</summary>
    public double Chance { get; init; } = 1;

    /// <summary>How many requests at the start are spared.</summary>
    public int After { get; init; }

    /// <summary>How often it strikes at most; 0 for no end.</summary>
    public int Times { get; init; }

    /// <summary>How much: milliseconds of latency, seconds of clock skew, megabytes of body.</summary>
    public int Amount { get; init; }

    /// <summary>The contract path whose requests it strikes (<c>/jobs/{job_id}/form</c>); null for all.</summary>
    public string? Path { get; init; }
}

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    /// <summary>The reply comes late.</summary>
    Latency,

    /// <summary>More requests than the spec's limits allow are refused with 429; those within are answered.</summary>
    VendorLimit,

    /// <summary>429 with the hint the spec reads.</summary>
    RateLimited,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>503 with the hint the spec reads.</summary>
    Unavailable,

    /// <summary>The connection ends in the middle of the body.</summary>
    CutConnection,

    /// <summary>A complete reply with half of its body.</summary>
    TruncatedBody,

    /// <summary>The last bracket of the body is wrong.</summary>
    MalformedBody,

    /// <summary>A record has a value of a type that the contract does not allow.</summary>
    WrongType,

    /// <summary>A record has no id.</summary>
    MissingId,

    /// <summary>The page before comes again, with the same marker.</summary>
    RepeatedPage,

    /// <summary>The first record of the list goes away before a later page is read.</summary>
    VanishedRecord,

    /// <summary>The vendor's clock is wrong.</summary>
    ClockSkew,

    /// <summary>A body of many megabytes.</summary>
    HugeBody,

    /// <summary>302 to another host.</summary>
    Redirect,

    /// <summary>200 with HTML.</summary>
    HtmlPage,

    /// <summary>The session of the request is over before its time.</summary>
    SessionExpired,

    /// <summary>SOAP faults come with status 200.</summary>
    FaultAsSuccess,

    /// <summary>XML is written in Windows-1252.</summary>
    Windows1252,
}
