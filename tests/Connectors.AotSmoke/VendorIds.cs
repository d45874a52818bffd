using Connectors.Runtime.Records;

namespace Connectors.AotSmoke;

/// <summary>Shows vendor ids as they are; a store would make unified ones of them.</summary>
internal sealed class VendorIds : IRecordIds
{
    /// <inheritdoc/>
    public string Record(string model, RecordKey key) => $"{model}:{key}";

    /// <inheritdoc/>
    public string Option(string questionRemoteId, string optionRemoteId) => $"{questionRemoteId}:{optionRemoteId}";

    /// <inheritdoc/>
    public string Field(string model, string key) => $"{model}:{key}";
}
