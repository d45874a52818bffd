using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Specs.Diagnostics;

namespace Connectors.Cli.Connections;

/// <summary>
/// What a person said about accounts: <c>--set name=value</c>, <c>--set slug.name=value</c>, translations of vendor values (<see cref="OwnMapSettings"/>) and the environment variables
/// <c>CONNECTORS_SLUG_NAME</c>. The more exact word wins: the slug's own value, then the general one, then the environment.
/// </summary>
internal sealed class ConnectionSettings
{
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly OwnMapSettings _maps = new();

    private ConnectionSettings(Func<string, string?> environment) => _environment = environment;

    /// <summary>Reads the values of <c>--set</c>.</summary>
    /// <param name="host">Its environment holds what was not set.</param>
    /// <param name="settings"><c>name=value</c> each.</param>
    /// <param name="connectors">The connectors of this call.</param>
    /// <exception cref="CliException">A setting is not <c>name=value</c>, or no connector of the call knows it. All are reported at once.</exception>
    public static ConnectionSettings Parse(CliHost host, IEnumerable<string> settings, IReadOnlyList<ConnectorDescriptor> connectors)
    {
        var parsed = new ConnectionSettings(host.Environment);
        var names = connectors.SelectMany(c => c.ConnectionFields.Select(f => f.Name).Concat(c.ConnectionFields.Select(f => $"{c.Slug}.{f.Name}"))).Distinct().ToList();
        var problems = new List<string>();
        foreach (var setting in settings)
        {
            if (parsed._maps.TryAdd(setting, connectors, problems))
            {
                continue;
            }

            var end = setting.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0)
            {
                // What stands there may be a secret that lost its name, so it is not repeated.
                problems.Add("A --set has no name: write --set name=value.");
            }
            else if (!names.Contains(setting[..end]))
            {
                problems.Add($"'{setting[..end]}' is not asked for by {string.Join(" or ", connectors.Select(c => c.Name))}{Suggest.Hint(setting[..end], names)}");
            }
            else
            {
                parsed._given[setting[..end]] = setting[(end + 1)..];
            }
        }

        return problems.Count == 0 ? parsed : throw new CliException(string.Join('\n', problems));
    }

    /// <summary>The account of a connector, with what is missing filled from <paramref name="otherwise"/>.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="otherwise">Values a sandbox accepts; empty for a real vendor.</param>
    /// <param name="toChoose">Whether fields that are chosen from the vendor's own list may be missing.</param>
    /// <exception cref="CliException">Values are missing or wrong; every one is named, with the ways to give it.</exception>
    public ConnectionValues For(ConnectorDescriptor connector, IReadOnlyDictionary<string, string> otherwise, bool toChoose = false)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in connector.ConnectionFields)
        {
            if (Given(connector, field) is { } value || otherwise.TryGetValue(field.Name, out value))
            {
                values.Add(field.Name, value);
            }
        }

        if (ConnectionValues.TryCreate(connector.ConnectionFields, values, out var connection, out var problems, toChoose))
        {
            return _maps.For(connector, connection);
        }

        throw new CliException($"{connector.Name} cannot be connected.\n{string.Join('\n', problems.Select(p => "  " + p))}\n{Ways(connector)}");
    }

    /// <summary>The environment variable of a field: <c>CONNECTORS_LAURA_API_KEY</c>.</summary>
    public static string Variable(string slug, string field) => $"CONNECTORS_{slug}_{field}".ToUpperInvariant().Replace('-', '_');

    private string? Given(ConnectorDescriptor connector, ConnectionFieldInfo field) =>
        _given.GetValueOrDefault($"{connector.Slug}.{field.Name}")
        ?? _given.GetValueOrDefault(field.Name)
        ?? _environment(Variable(connector.Slug, field.Name));

    private static string Ways(ConnectorDescriptor connector) => "Give each value in one of these ways:\n" + string.Join('\n', connector.ConnectionFields.Where(field => field.Default is null && !field.Optional).Select(field =>
        field.IsChosen ? $"  {field.Label}: --set {field.Name}=…, one of what 'connectors choices {connector.Slug} {field.Name}' lists"
        : field.Secret
            ? $"  {field.Label}: environment variable {Variable(connector.Slug, field.Name)} (or --set {field.Name}=…)"
            : $"  {field.Label}: --set {field.Name}={field.Example ?? "…"}"));
}
