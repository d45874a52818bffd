using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Specs.Diagnostics;

namespace Connectors.Cli.Connections;

/// <summary>Translations of vendor values that an account brings: <c>--set "jobs.status[On hold]=CLOSED"</c>, or with the slug before the row.</summary>
internal sealed class OwnMapSettings
{
    private readonly List<(string? Slug, string Row, string Vendor, string Unified)> _entries = [];

    /// <summary>Reads a setting where it is a translation.</summary>
    /// <param name="setting">As given to <c>--set</c>.</param>
    /// <param name="connectors">The connectors of this call.</param>
    /// <param name="problems">Receives rows that no connector translates so.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryAdd(string setting, IReadOnlyList<ConnectorDescriptor> connectors, List<string> problems)
    {
        var (open, close) = (setting.IndexOf('[', StringComparison.Ordinal), setting.IndexOf("]=", StringComparison.Ordinal));
        if (open <= 0 || close <= open + 1)
        {
            return false;
        }

        var (name, vendor, unified) = (setting[..open], setting[(open + 1)..close], setting[(close + 2)..]);
        var known = connectors.SelectMany(c => c.OwnMaps.SelectMany(m => new[] { (Slug: (string?)null, m.Row), (c.Slug, m.Row) })).ToList();
        var found = known.Where(k => name == (k.Slug is null ? k.Row : $"{k.Slug}.{k.Row}")).ToList();
        if (found.Count == 0)
        {
            problems.Add($"'{name}' has no translations of its own{Suggest.Hint(name, known.Select(k => k.Row))}");
        }
        else
        {
            _entries.Add((found[0].Slug, found[0].Row, vendor, unified));
        }

        return true;
    }

    /// <summary>The account with its translations.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="connection">The account without them.</param>
    /// <exception cref="CliException">A vendor value is translated into what is no unified value.</exception>
    public ConnectionValues For(ConnectorDescriptor connector, ConnectionValues connection)
    {
        // What is said for this connector alone wins over what is said for all of them, and what is said later over what is said before.
        var maps = _entries.Where(e => (e.Slug is null || e.Slug == connector.Slug) && connector.OwnMaps.Any(m => m.Row == e.Row))
            .OrderBy(e => e.Slug is not null)
            .GroupBy(e => e.Row, StringComparer.Ordinal)
            .ToDictionary(row => row.Key, row => (IReadOnlyDictionary<string, string>)row.GroupBy(e => e.Vendor, StringComparer.Ordinal).ToDictionary(v => v.Key, v => v.Last().Unified, StringComparer.Ordinal), StringComparer.Ordinal);
        if (maps.Count == 0)
        {
            return connection;
        }

        return connection.TryAdd(connector.OwnMaps, maps, out var with, out var problems)
            ? with
            : throw new CliException($"{connector.Name} cannot be connected.\n{string.Join('\n', problems.Select(p => "  " + p))}");
    }
}
