using System.Text.Json;
using System.Threading.Channels;
using Connectors.Server.State;
using Connectors.Server.Wire;

namespace Connectors.Server.Webhooks;

/// <summary>Keeps events for the endpoints that listen to them, until the sender has delivered them.</summary>
internal sealed class EventQueue(StateFile file) : IEvents
{
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has something whenever there may be something to send.</summary>
    public ChannelReader<bool> Woken => _woken.Reader;

    /// <summary>Says that there may be something to send.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <inheritdoc/>
    public void Publish(string environment, ServerEvent happened)
    {
        var queued = file.Together(() =>
        {
            var listening = file.Rows(
                "SELECT n FROM webhook_endpoints WHERE environment = ? AND deleted_at IS NULL AND enabled AND instr(' ' || events || ' ', ' ' || ? || ' ')",
                static row => row.Number(0),
                environment,
                happened.Type);
            if (listening.Count > 0)
            {
                file.Run("INSERT INTO webhook_events (type, body, created_at) VALUES (?, ?, ?)", happened.Type, Body(happened), file.Now);
                var number = file.Value("SELECT last_insert_rowid()");
                foreach (var endpoint in listening)
                {
                    file.Run("INSERT INTO webhook_deliveries (endpoint, event, queued_at, due_at) VALUES (?, ?, ?, ?)", endpoint, number, file.Now, file.Now);
                }
            }

            return listening.Count > 0;
        });
        if (queued)
        {
            Wake();
        }
    }

    // What is signed is what is stored: an event has the same bytes in every attempt.
    private static byte[] Body(ServerEvent happened)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, Guid.NewGuid());
            writer.WriteString("type"u8, happened.Type);
            writer.WritePropertyName("data"u8);
            happened.Data(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
