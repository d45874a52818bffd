using System.Text;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Sync.Tests.Fakes;

/// <summary>A record with one field, or with content written by the test.</summary>
internal sealed class FakeRecord(string model, RecordKey key, string name, Action<Utf8JsonWriter, IRecordIds>? write = null) : UnifiedRecord
{
    public override string Model => model;

    public override RecordKey Key => key;

    public static FakeRecord Of(string model, string remoteId, string name = "a", string? raw = null) =>
        new(model, new RecordKey(remoteId), name) { RemoteData = raw is null ? default : Encoding.UTF8.GetBytes(raw) };

    public override void WriteFields(Utf8JsonWriter writer, IRecordIds ids)
    {
        if (write is not null)
        {
            write(writer, ids);
            return;
        }

        writer.WriteString("name", name);
    }
}
