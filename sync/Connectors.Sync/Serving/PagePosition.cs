namespace Connectors.Sync.Serving;

/// <summary>The place of a record in the order that pages are read in: what is written meanwhile moves no record across it unseen.</summary>
/// <param name="Touched">When the record, or what is shown with it, last changed; 0 in an order that does not look at that.</param>
/// <param name="Number">The record's number in the store.</param>
public readonly record struct PagePosition(long Touched, long Number);
