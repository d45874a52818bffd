using System.Collections.Immutable;

namespace Connectors.Runtime.Actions;

/// <summary>What the runtime asks a store of one integration.</summary>
public interface IRecordResolver
{
    /// <summary>The vendor's id of a record; null where the integration has no such record, or it is gone at the vendor.</summary>
    /// <param name="model">The model: <c>jobs</c>.</param>
    /// <param name="id">The unified id.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    ValueTask<string?> RemoteIdAsync(string model, string id, CancellationToken cancellationToken);

    /// <summary>What is known of a question; null where the integration has no such question.</summary>
    /// <param name="question">Its unified id, or <c>remote:ID</c>.</param>
    /// <param name="job">The vendor's id of the job it is answered for; null when no job is known.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    ValueTask<QuestionFacts?> QuestionAsync(string question, string? job, CancellationToken cancellationToken);
}

/// <summary>What is known of a screening question.</summary>
/// <param name="RemoteId">The vendor's id.</param>
/// <param name="Format">The vocabulary's case of its format: <c>SINGLE_SELECT</c>.</param>
/// <param name="Options">Its options.</param>
/// <param name="AskedForJob">Whether the job asks it; null when that is not known.</param>
public sealed record QuestionFacts(string RemoteId, string Format, ImmutableArray<OptionFacts> Options, bool? AskedForJob);

/// <summary>An option of a question.</summary>
/// <param name="Id">The unified id.</param>
/// <param name="RemoteId">The vendor's id.</param>
public sealed record OptionFacts(string Id, string RemoteId);
