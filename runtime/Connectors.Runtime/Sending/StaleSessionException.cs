namespace Connectors.Runtime.Sending;

/// <summary>A reply says that the session has expired; never leaves the client.</summary>
internal sealed class StaleSessionException : Exception;
