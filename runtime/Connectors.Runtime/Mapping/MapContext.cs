using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Connectors.Runtime.Records;

namespace Connectors.Runtime.Mapping;

/// <summary>What a mapper may know besides the record's bytes. One per read; safe to share between the pages of parallel parents.</summary>
public sealed class MapContext
{
    /// <summary>The rank of a language nobody asked for.</summary>
    internal const int OtherLanguage = int.MaxValue - 1;

    private static readonly byte[] NoName = "null"u8.ToArray();
    private static readonly byte[] English = "en"u8.ToArray();

    private readonly ConcurrentDictionary<(string Path, string Value), int> _unmapped = new();
    private readonly ConcurrentDictionary<string, TableRows> _tables = new(StringComparer.Ordinal);
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

    /// <summary>A part of the parent's id, where that has two, as a reference; null where there is no parent.</summary>
    /// <param name="part">1 or 2.</param>
    public Reference? ParentPart(int part) => TwoPartId.Part(ParentRemoteId, part) is { } id ? new Reference(id) : null;

    /// <summary>Values that no entry of a <c>map</c> or <c>switch</c> names, with how often each was met. At most 1,000 distinct ones are kept.</summary>
    public IReadOnlyDictionary<(string Path, string Value), int> UnmappedValues => _unmapped;

    /// <summary>The customer's own translations of vendor values by row (<c>jobs.status</c>), each from the vendor's value to the unified one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> OwnMaps { get; init; } = FrozenDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>The place of the record that is being read in its list, from 0; of a nested record, in the list it is nested in.</summary>
    public long Position { get; internal set; }

    /// <summary>Stands on the name that the record which is being read has in the object whose values are the records, as a text.</summary>
    public Utf8JsonReader Key => JsonText.On(Name);

    /// <summary>That name with its quotes; <c>null</c> where records have none.</summary>
    internal byte[] Name { get; set; } = NoName;

    /// <summary>A context for the children of one parent that counts unmapped values in this one, and finds the same rows of tables.</summary>
    public MapContext ForParent(string remoteId) => ForRead(remoteId, KeepRaw);

    /// <summary>A context for one read that counts unmapped values in this one.</summary>
    internal MapContext ForRead(string? parentRemoteId, bool keepRaw) =>
        new(_unmapped, _tables) { Languages = Languages, KeepRaw = keepRaw, ParentRemoteId = parentRemoteId, OwnMaps = OwnMaps };

    /// <summary>Creates a context of its own.</summary>
    public MapContext()
    {
    }

    private MapContext(ConcurrentDictionary<(string Path, string Value), int> unmapped, ConcurrentDictionary<string, TableRows> tables) => (_unmapped, _tables) = (unmapped, tables);

    /// <summary>The row that a table has for a key; null without a key, and where it has none, which is counted as an unmapped value.</summary>
    /// <param name="table">The table: <c>tables.statuses</c>.</param>
    /// <param name="key">The key; null for none.</param>
    public TableRow? FindRow(string table, string? key)
    {
        if (key is null)
        {
            return null;
        }

        if (_tables.TryGetValue(table, out var rows) && rows.TryFind(key, out var row))
        {
            return row;
        }

        CountUnmapped(table, key);
        return null;
    }

    /// <summary>The customer's own translation of a vendor value; null where there is none.</summary>
    /// <param name="row">The row: <c>jobs.status</c>.</param>
    /// <param name="value">The vendor's value; null for none.</param>
    public string? OwnValue(string row, string? value) => value is not null && OwnMaps.TryGetValue(row, out var map) && map.TryGetValue(value, out var unified) ? unified : null;

    /// <summary>Has the rows of a table found from now on, by this context and those made of it.</summary>
    internal void Put(string table, TableRows rows) => _tables[table] = rows;

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
