using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;

namespace Connectors.Runtime;

/// <summary>One account at one vendor. Generated connectors derive from it and add typed reads; the engine of a sync uses it as it is.</summary>
/// <remarks>Safe for concurrent use; requests of one connector share its limits.</remarks>
public abstract class Connector
{
    /// <summary>Creates a connector for an account.</summary>
    /// <param name="definition">The generated definition.</param>
    /// <param name="connection">The account.</param>
    /// <param name="options">Clock, HTTP, bounds.</param>
    protected Connector(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
    {
        Definition = definition;
        Connection = connection;
        Options = options;
    }

    /// <summary>The generated definition.</summary>
    public ConnectorDefinition Definition { get; }

    /// <summary>What the connector can do.</summary>
    public ConnectorDescriptor Descriptor => Definition.Descriptor;

    /// <summary>The account.</summary>
    public ConnectionValues Connection { get; }

    /// <summary>Clock, HTTP, bounds.</summary>
    protected ConnectorOptions Options { get; }

    /// <summary>Values that no table of the spec names, counted over all reads of this connector.</summary>
    public virtual IReadOnlyDictionary<(string Path, string Value), int> UnmappedValues => throw new NotSupportedException();

    /// <summary>Reads a source page by page; for a source that is read per parent, the pages of the one parent in <paramref name="options"/>.</summary>
    /// <param name="source">One of <see cref="ConnectorDefinition.Sources"/>.</param>
    /// <param name="options">What to read.</param>
    /// <param name="cancellationToken">Ends the read between and within requests.</param>
    /// <exception cref="Errors.ConnectorException">The vendor refuses, is unreachable, or answers with what the spec does not describe.</exception>
    public virtual IAsyncEnumerable<ReadPage> ReadAsync(ReadSource source, ReadOptions options, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Tests the credentials with the spec's <c>check</c> request.</summary>
    /// <exception cref="Errors.ConnectorException">They do not work; the error says why.</exception>
    public Task CheckAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
