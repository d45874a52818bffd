using System.Buffers;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Benchmarks.Harness;

/// <summary>Only equal results may be compared: the unified JSON of every way must be the same, record by record.</summary>
internal static class EqualRecords
{
    /// <summary>Makes sure that others made of a page what we make of it.</summary>
    /// <exception cref="InvalidOperationException">They did not, or there was nothing to make.</exception>
    public static void Require(string what, List<UnifiedRecord> ours, params List<UnifiedRecord>[] others)
    {
        if (ours.Count == 0)
        {
            throw new InvalidOperationException($"{what}: there are no records to compare.");
        }

        var expected = ours.ConvertAll(Json);
        foreach (var other in others)
        {
            if (other.Count != expected.Count)
            {
                throw new InvalidOperationException($"{what}: {expected.Count} records, {other.Count} elsewhere.");
            }

            for (var i = 0; i < expected.Count; i++)
            {
                var actual = Json(other[i]);
                if (actual != expected[i])
                {
                    throw new InvalidOperationException($"{what}[{i}] differs:\n{expected[i]}\n{actual}");
                }
            }
        }
    }

    private static string Json(UnifiedRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            record.WriteFields(writer, PlainIds.Instance);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class PlainIds : IRecordIds
    {
        public static readonly PlainIds Instance = new();

        public string Record(string model, RecordKey key) => $"{model}:{key}";

        public string Option(string questionRemoteId, string optionRemoteId) => $"option:{questionRemoteId}:{optionRemoteId}";

        public string Field(string model, string key) => $"field:{model}:{key}";
    }
}
