namespace Connectors.Runtime.Sending;

/// <summary>A reply says that a session has expired; never leaves the client.</summary>
internal sealed class StaleSessionException(Session session) : Exception
{
    public Session Session => session;
}
