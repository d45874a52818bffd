using System.Text.Json;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Reads a unified enumeration off a vendor's record as the spec maps it.</summary>
internal static class UnifiedStatus
{
    /// <summary>The unified word; null when the spec finds none.</summary>
    public static string? Of(ValueSpec read, JsonElement record) => read switch
    {
        ValueSpec.Map map => Text(record, map.Path) is { } word ? map.Entries.FirstOrDefault(e => e.Vendor == word)?.Unified ?? map.Otherwise : null,
        ValueSpec.From from => Text(record, from.Path),
        ValueSpec.Constant constant => constant.Text,
        ValueSpec.FirstOf first => first.Values.Select(v => Of(v, record)).FirstOrDefault(w => w is not null),
        ValueSpec.Match match => match.Cases.FirstOrDefault(c => c.Tests.All(t => Holds(t, record)))?.Then ?? match.Otherwise,
        _ => null,
    };

    private static bool Holds(Test test, JsonElement record) => test switch
    {
        Test.Is t => Text(record, t.Path) == t.Value,
        Test.Has t => RecordView.Select(record, t.Path.Steps).Any(l => l.ValueKind == JsonValueKind.Array && l.EnumerateArray().Any(i => VendorRequest.TextOf(i) == t.Value)),
        Test.Set t => RecordView.Select(record, t.Path.Steps).Any(),
        Test.Starts t => Text(record, t.Path)?.StartsWith(t.Value, StringComparison.Ordinal) == true,
        Test.Not t => !Holds(t.Inner, record),
        _ => false,
    };

    private static string? Text(JsonElement record, VendorPath path) =>
        path.Root == PathRoot.Payload ? RecordView.Select(record, path.Steps).Select(VendorRequest.TextOf).FirstOrDefault() : null;
}
