namespace Connectors.Sync.Engine;

/// <summary>How far a run is with one model; reported after each commit.</summary>
/// <param name="Model">The model.</param>
/// <param name="Records">How many records were read, earlier attempts of the run included.</param>
/// <param name="Pages">How many pages were read.</param>
/// <param name="Total">How many records the vendor says there are; null when it does not say.</param>
/// <param name="Parents">For a model that is read per parent, how many parents are done; 0 for others.</param>
/// <param name="ParentsTotal">How many parents there are to read; null for models that are not read per parent.</param>
/// <param name="RecordsPerSecond">The rate of this attempt.</param>
/// <param name="Completed">Whether the model is done.</param>
public readonly record struct SyncProgress(
    string Model,
    long Records,
    long Pages,
    long? Total,
    long Parents,
    long? ParentsTotal,
    double RecordsPerSecond,
    bool Completed);
