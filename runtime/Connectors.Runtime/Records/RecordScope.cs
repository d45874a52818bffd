namespace Connectors.Runtime.Records;

/// <summary>What the parts of a record need to write their ids.</summary>
/// <param name="Ids">Turns vendor ids into unified ones.</param>
/// <param name="Model">The model of the record they are in.</param>
/// <param name="Question">The vendor's id of the question whose options are defined or chosen here; null when it is not known.</param>
public readonly record struct RecordScope(IRecordIds Ids, string Model, string? Question);
