using System.Diagnostics.CodeAnalysis;

namespace Connectors.Runtime.Mapping;

/// <summary>The rows of a table of the vendor's. Safe for concurrent use.</summary>
internal sealed class TableRows
{
    private readonly Dictionary<string, TableRow> _rows = new(StringComparer.Ordinal);

    /// <summary>The rows.</summary>
    public IReadOnlyCollection<TableRow> All => _rows.Values;

    /// <summary>Adds a row while the table is being read; false when there is one with its key.</summary>
    public bool TryAdd(TableRow row) => _rows.TryAdd(row.Key.First, row);

    /// <summary>The row of a key.</summary>
    public bool TryFind(string key, [NotNullWhen(true)] out TableRow? row) => _rows.TryGetValue(key, out row);
}
