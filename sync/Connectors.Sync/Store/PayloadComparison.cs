namespace Connectors.Sync.Store;

/// <summary>Whether two payloads of a record differ in what the record shows of them as fields of its own.</summary>
/// <param name="before">What is stored; empty where no payload was kept.</param>
/// <param name="after">What has been read; empty where no payload is kept.</param>
public delegate bool PayloadComparison(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after);
