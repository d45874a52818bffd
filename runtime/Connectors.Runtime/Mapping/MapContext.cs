using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>What a mapper may know besides the record's bytes. One per read; safe to share between the pages of parallel parents.</summary>
public sealed class MapContext
{
    /// <summary>The rank of a language nobody asked for.</summary>
    internal const int OtherLanguage = int.MaxValue - 1;

    private static readonly byte[] English = "en"u8.ToArray();

    private readonly ConcurrentDictionary<(string Path, string Value), int> _unmapped = new();
    private readonly byte[][] _languages = [English];

    /// <summary>Languages of localised texts, the preferred first; English is tried after them, then whatever is there.</summary>
    public IReadOnlyList<string> Languages
    {
        get;
        init
        {
            field = value;
            _languages = [.. value.Select(Encoding.UTF8.GetBytes), English];
        }
    } = [];

    /// <summary>Whether mappers keep the raw payload in <see cref="UnifiedRecord.RemoteData"/>.</summary>
    public bool KeepRaw { get; init; } = true;

    /// <summary>The vendor's id of the parent record, for sources that are read per parent.</summary>
    public string? ParentRemoteId { get; init; }

    /// <summary>The parent record as a reference; null where there is none.</summary>
    public Reference? Parent => ParentRemoteId is { } id ? new Reference(id) : null;

    /// <summary>Values that no entry of a <c>map</c> or <c>switch</c> names, with how often each was met. At most 1,000 distinct ones are kept.</summary>
    public IReadOnlyDictionary<(string Path, string Value), int> UnmappedValues => _unmapped;

    /// <summary>A context for the children of one parent that counts unmapped values in this one.</summary>
    public MapContext ForParent(string remoteId) => new(_unmapped) { Languages = Languages, KeepRaw = KeepRaw, ParentRemoteId = remoteId };

    /// <summary>A context for one read that counts unmapped values in this one.</summary>
    internal MapContext ForRead(string? parentRemoteId, bool keepRaw) =>
        new(_unmapped) { Languages = Languages, KeepRaw = keepRaw, ParentRemoteId = parentRemoteId };

    /// <summary>Creates a context of its own.</summary>
    public MapContext()
    {
    }

    private MapContext(ConcurrentDictionary<(string Path, string Value), int> unmapped) => _unmapped = unmapped;

    /// <summary>Counts a value that no entry of a table names.</summary>
    /// <param name="path">Spec key of the table: <c>models.jobs.fields.status</c>.</param>
    /// <param name="value">The vendor's value.</param>
    public void CountUnmapped(string path, string value)
    {
        var key = (path, value.Length > 100 ? value[..100] : value);
        if (_unmapped.Count < 1000 || _unmapped.ContainsKey(key))
        {
            _unmapped.AddOrUpdate(key, 1, static (_, count) => count + 1);
        }
    }

    /// <summary>How welcome the language is that the reader stands on as a property name: 0 for the preferred, more for the others.</summary>
    internal int LanguageRank(ref Utf8JsonReader reader)
    {
        for (var rank = 0; rank < _languages.Length; rank++)
        {
            if (reader.ValueTextEquals(_languages[rank]))
            {
                return rank;
            }
        }

        return OtherLanguage;
    }
}
