using System.Collections.Concurrent;
using Connectors.Sandbox;
using Connectors.Server.State;

namespace Connectors.Server.Played;

/// <summary>Vendors that are played in this process; none until they are started.</summary>
internal sealed class PlayedVendors(ServedConnectors connectors, ServerOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SandboxServer> _vendors = new(StringComparer.Ordinal);

    /// <summary>Who plays the vendor of a connector; null for nobody.</summary>
    public SandboxServer? Find(string slug) => _vendors.GetValueOrDefault(slug);

    /// <summary>Plays the vendor of every connector.</summary>
    /// <param name="clock">The clock of the vendors.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The slugs of the connectors, in their order.</returns>
    public async Task<IReadOnlyList<string>> StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> slugs = [.. connectors.All.Select(r => r.Definition.Descriptor.Slug).Order(StringComparer.Ordinal)];
        foreach (var slug in slugs)
        {
            _vendors[slug] = await SandboxServer.StartAsync(options.Play(slug) with { Clock = clock }, cancellationToken).ConfigureAwait(false);
        }

        return slugs;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var vendor in _vendors.Values)
        {
            await vendor.DisposeAsync().ConfigureAwait(false);
        }
    }
}
