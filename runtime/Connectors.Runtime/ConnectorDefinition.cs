using System.Collections.Immutable;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Passthrough;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime;

/// <summary>A connector as the generator writes it: static data and functions that the runtime executes.</summary>
public sealed class ConnectorDefinition
{
    /// <summary>What it can do.</summary>
    public required ConnectorDescriptor Descriptor { get; init; }

    /// <summary>Base addresses; the first is the default.</summary>
    public required ImmutableArray<ApiPlan> Apis { get; init; }

    /// <summary>Further hosts that requests may go to; <c>*.example.com</c> allows subdomains.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>What is sent with every request that is not one for a token.</summary>
    public ImmutableArray<SentValue> Send { get; init; } = [];

    /// <summary>What authenticates the requests of the apis that say nothing else, in the order it applies.</summary>
    public ImmutableArray<AuthPlan> Auth { get; init; } = [];

    /// <summary>The vendor's lists that connection fields are chosen from.</summary>
    public ImmutableArray<ChoicePlan> Choices { get; init; } = [];

    /// <summary>Whether the server speaks HTTP/1.1 only.</summary>
    public bool OldHttp { get; init; }

    /// <summary>Whether redirects to the connector's hosts are followed; otherwise they are refused.</summary>
    public bool FollowsRedirects { get; init; }

    /// <summary>The cheap request that tests the credentials; null when the spec names none.</summary>
    public RequestPlan? Check { get; init; }

    /// <summary>What replies mean.</summary>
    public ImmutableArray<ReplyRule> Errors { get; init; } = [];

    /// <summary>Request windows that all hold.</summary>
    public ImmutableArray<RateWindow> Rates { get; init; } = [];

    /// <summary>How many requests may be under way at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Where the replies of the apis that say nothing else say how many requests are left; null when they do not.</summary>
    public AnnouncedLimit? Announced { get; init; }

    /// <summary>The language localised texts are taken in first; null when texts have one language.</summary>
    public RequestText? Language { get; init; }

    /// <summary>The reads, parents before children.</summary>
    public ImmutableArray<ReadSource> Sources { get; init; } = [];

    /// <summary>The actions, in the vocabulary's order.</summary>
    public ImmutableArray<ActionPlan> Actions { get; init; } = [];

    /// <summary>The vendor APIs that passthrough requests may go to.</summary>
    public ImmutableArray<PassthroughApi> Passthrough { get; init; } = [];
}

/// <summary>How many requests are left, as the headers of every reply say.</summary>
/// <param name="Left">The header with the number.</param>
/// <param name="More">When there are more.</param>
public sealed record AnnouncedLimit(string Left, RetryWait More);

/// <summary>At most <paramref name="Requests"/> in any window of <paramref name="Length"/>.</summary>
public sealed record RateWindow(int Requests, TimeSpan Length);
