using Connectors.Runtime;
using Connectors.Runtime.Errors;
using Connectors.Sync.Engine;

namespace Connectors.Server.Syncing;

/// <summary>How a sync ended.</summary>
/// <param name="State">In the words of the unified API: one of the constants.</param>
/// <param name="Problem">What went wrong, in sentences that are safe to show; null where nothing did.</param>
internal sealed record SyncEnd(string State, string? Problem = null)
{
    public const string Succeeded = "SUCCEEDED";
    public const string PartiallyFailed = "PARTIALLY_FAILED";
    public const string Failed = "FAILED";
    public const string AuthenticationFailed = "AUTHENTICATION_FAILED";
    public const string Cancelled = "CANCELLED";

    /// <summary>It was cancelled before it began.</summary>
    public static SyncEnd NeverBegun { get; } = new(Cancelled);

    /// <summary>There was nothing to begin with.</summary>
    public static SyncEnd NoCredentials { get; } = new(Failed, "The server has no credentials for this integration.");

    /// <summary>It broke.</summary>
    public static SyncEnd Unforeseen { get; } = new(Failed, "Something went wrong that nobody foresaw; what it was is on the server's error stream.");

    /// <summary>Its run's number in the store; null where it did not come so far.</summary>
    public long? Run { get; private init; }

    /// <summary>The models that it could not read to their end, because the vendor refused or could not be reached.</summary>
    public IReadOnlyList<ModelFailure> Failures { get; private init; } = [];

    /// <summary>The end of a sync that was run.</summary>
    public static SyncEnd Of(SyncResult result, ConnectorDefinition connector) =>
        new(StateOf(result), ProblemOf(result)) { Run = result.Run, Failures = [.. FailuresOf(result, connector)] };

    private static string StateOf(SyncResult result) => result.Outcome switch
    {
        SyncOutcome.Done or SyncOutcome.RecordsSetAside => Succeeded,
        SyncOutcome.Interrupted => Cancelled,
        _ when result.Errors.Any(e => e.Error.Error == ConnectorError.Authentication) => AuthenticationFailed,
        _ when result.Models.Any(m => m.Completed) => PartiallyFailed,
        _ => Failed,
    };

    private static string? ProblemOf(SyncResult result)
    {
        var sentences = result.Errors.Select(e => $"{e.Source}: {e.Error.Message}").Concat(result.Deletions.Select(d => FormattableString.Invariant(
            $"{d.Model}: {d.Records} of {d.Live} records are gone at the vendor. That many are not deleted unless somebody confirms it."))).ToList();
        return sentences.Count > 0 ? string.Join('\n', sentences) : null;
    }

    private static IEnumerable<ModelFailure> FailuresOf(SyncResult result, ConnectorDefinition connector)
    {
        var read = result.Models.Where(m => m.Completed).Select(m => m.Model).ToHashSet(StringComparer.Ordinal);
        return result.Errors
            .SelectMany(e => ModelsOf(e, connector).Select(model => new ModelFailure(model, e.Error.Error, e.Error.Message)))
            .Where(f => !read.Contains(f.Model))
            .DistinctBy(f => f.Model);
    }

    // After refused credentials nothing else is asked for.
    private static IEnumerable<string> ModelsOf(SourceError error, ConnectorDefinition connector) => connector.Sources
        .Where(s => s.Name == error.Source || error.Error.Error == ConnectorError.Authentication)
        .SelectMany(s => s.Mappers.Select(m => m.Model))
        .Concat(error.Skipped);
}
