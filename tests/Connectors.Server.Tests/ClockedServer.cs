using Microsoft.Extensions.Time.Testing;

namespace Connectors.Server.Tests;

/// <summary>A server whose vendors are played and synced, with a clock that only tests move.</summary>
public class ClockedServer : IAsyncLifetime
{
    public ClockedServer()
        : this(static options => options)
    {
    }

    private protected ClockedServer(Func<ServerOptions, ServerOptions> configure) => Server = new DemoServer { Clock = Clock, Configure = configure };

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public DemoServer Server { get; }

    /// <summary>Moves the clock on while nobody is asked anything: a request under way would be too late, and wait for ever to be sent again.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        while (Server.Server.Syncs.Open is [var sync, ..])
        {
            await sync.Done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }

        Clock.Advance(time);
    }

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();
}
