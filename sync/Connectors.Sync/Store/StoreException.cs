namespace Connectors.Sync.Store;

/// <summary>Why a record store cannot be used as asked.</summary>
public enum StoreError
{
    /// <summary>There is no file at that place.</summary>
    Missing,

    /// <summary>The file is something else than a record store.</summary>
    NotAStore,

    /// <summary>A newer version of this program wrote the file.</summary>
    NewerVersion,

    /// <summary>Another process writes to the file.</summary>
    InUse,

    /// <summary>The integration of that name belongs to another account.</summary>
    OtherAccount,
}

/// <summary>A record store cannot be used as asked. The message says what to do and is safe to show.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the error.</summary>
    public StoreException(StoreError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public StoreError Error { get; }
}
