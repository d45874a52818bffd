namespace Connectors.Server.Webhooks;

/// <summary>Tells those who listen what has happened. Safe for concurrent use.</summary>
internal interface IEvents
{
    /// <summary>
    /// Queues an event for every endpoint of the environment that listens to its type. Called inside of <see cref="State.StateFile.Together{T}"/> with what
    /// caused it, it is queued if that is kept, and not if it is undone; a stop of the server loses nothing that is queued.
    /// </summary>
    /// <param name="environment">The environment that it happened in.</param>
    /// <param name="happened">What happened.</param>
    void Publish(string environment, ServerEvent happened);
}

/// <summary>Something that has happened.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Data">Writes the value of <c>data</c>, an object.</param>
internal sealed record ServerEvent(string Type, Action<System.Text.Json.Utf8JsonWriter> Data);
