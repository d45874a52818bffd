using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;

namespace Connectors.Runtime.Hosting;

/// <summary>Makes connectors of one vendor for any number of accounts, with the HTTP client and options of the application.</summary>
/// <typeparam name="T">The generated connector.</typeparam>
public sealed class ConnectorFactory<T>
    where T : Connector
{
    private readonly ConnectorDefinition _definition;
    private readonly Func<ConnectionValues, ConnectorOptions, T> _create;
    private readonly ConnectorOptions _options;

    internal ConnectorFactory(ConnectorDefinition definition, Func<ConnectionValues, ConnectorOptions, T> create, ConnectorOptions options) =>
        (_definition, _create, _options) = (definition, create, options);

    /// <summary>What the connectors can do and which connection fields they need.</summary>
    public ConnectorDescriptor Descriptor => _definition.Descriptor;

    /// <summary>Makes a connector for an account. Keep it: what it may ask for in a time is counted per connector.</summary>
    /// <param name="connection">The account.</param>
    public T Create(ConnectionValues connection) => _create(connection, _options);

    /// <summary>Makes a connector for an account.</summary>
    /// <param name="values">What was filled in, by the name of the connection field.</param>
    /// <exception cref="ArgumentException">The values do not fit the form; the message lists every problem.</exception>
    public T Create(IReadOnlyDictionary<string, string> values) =>
        ConnectionValues.TryCreate(_definition.Descriptor.ConnectionFields, values, out var connection, out var problems)
            ? Create(connection)
            : throw new ArgumentException(string.Join(" ", problems), nameof(values));
}
