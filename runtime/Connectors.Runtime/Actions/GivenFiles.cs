using System.Collections.Immutable;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Actions;

/// <summary>Where the files stand in the reply of an action that lists them.</summary>
public sealed record GivenFiles
{
    /// <summary>Dotted path of the list; empty where the reply is the list.</summary>
    public required string Each { get; init; }

    /// <summary>How the list is paged; null where one reply has it all.</summary>
    public ListPaging? Paging { get; init; }

    /// <summary>Path of the vendor's id, within an item.</summary>
    public required string RemoteId { get; init; }

    /// <summary>Path of the name; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>Path of the media type; null for none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Path of the address that anybody can fetch it from; null for none.</summary>
    public string? Url { get; init; }

    /// <summary>How long such an address is good; null for as long as the file is there.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>Path of the value that says what it is; null for none.</summary>
    public string? Type { get; init; }

    /// <summary>The unified value of each of the vendor's.</summary>
    public ImmutableArray<(string Vendor, string Unified)> Types { get; init; } = [];

    /// <summary>The unified value of all others; null for none.</summary>
    public string? OtherType { get; init; }

    /// <summary>The request for the file itself; null where there is an address.</summary>
    public RequestPlan? Fetch { get; init; }

    /// <summary>Path of the bytes in the reply to that request, in base64; null where the reply is the file.</summary>
    public string? Data { get; init; }

    /// <summary>Puts the values of the input and of the steps into the places of that request.</summary>
    public Action<ActionInput, ActionScope, StepValues>? Fill { get; init; }
}
