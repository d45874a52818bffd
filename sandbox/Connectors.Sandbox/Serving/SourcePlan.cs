using Connectors.Sandbox.Data;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>A request of the spec with all that is needed to answer it, made once at the start.</summary>
internal sealed class SourcePlan
{
    /// <summary>The request as the spec declares it.</summary>
    public required SourceSpec Spec { get; init; }

    /// <summary>The operation it goes to.</summary>
    public required ContractOperation Operation { get; init; }

    /// <summary>The records it lists.</summary>
    public required Population Records { get; init; }

    /// <summary>For join rows, the records shown in them.</summary>
    public required Population? Joined { get; init; }

    /// <summary>The schema of a record; null where the contract gives none.</summary>
    public required SchemaRef? Element { get; init; }

    /// <summary>A record.</summary>
    public required Shape Record { get; init; }

    /// <summary>Where a request may carry a value that the records listed must have, and where they have it.</summary>
    public List<(Place At, IReadOnlyList<PathStep> Steps)> Filters { get; } = [];

    /// <summary>A page.</summary>
    public required Shape Reply { get; init; }

    /// <summary>Where the request carries the parent's id; null for a plain list.</summary>
    public required Place? ParentAt { get; init; }

    /// <summary>The parameter that asks for members that are otherwise left out, with the bit of each.</summary>
    public required (ContractParameter Parameter, IReadOnlyDictionary<string, ulong> Bits)? Asks { get; init; }

    /// <summary>Where the request carries the value that it is made for; null where it is made once.</summary>
    public Place? EachAt { get; init; }

    /// <summary>The operation that answers with a record's detail; null where the list is enough.</summary>
    public ContractOperation? DetailOperation { get; init; }

    /// <summary>A detail.</summary>
    public Shape? Detail { get; init; }

    /// <summary>Where the detail request carries the record's id.</summary>
    public Place? DetailAt { get; init; }

    /// <summary>Where a request carries the ids of several records whose details are wanted; null where details are asked for one by one.</summary>
    public Place? BatchAt => Spec.Lookup?.Batch?.At;

    /// <summary>The status of an answer without a body.</summary>
    public const int NoContent = 204;

    /// <summary>The status and operation a list operation succeeds with.</summary>
    public static int StatusOf(ContractOperation operation) => operation.Success is { Status: > 0 } success ? success.Status : 200;
}
