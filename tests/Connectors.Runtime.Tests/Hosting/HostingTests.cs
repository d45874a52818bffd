using Connectors.Runtime.Hosting;
using Connectors.Runtime.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Hosting;

public class HostingTests
{
    [Fact]
    public async Task A_registered_connector_uses_the_named_client_and_the_clock_of_the_application()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var vendor = new FakeVendor(asked => asked.Number == 0 ? Answer.Status(503) : Answer.Json(Items.Page(["1"])), clock);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddConnector(TestConnector.Define(), static (connection, options) => new TestConnector(TestConnector.Define(), connection, options))
            .ConfigurePrimaryHttpMessageHandler(() => vendor);
        await using var provider = services.BuildServiceProvider();

        var connector = provider.GetRequiredService<ConnectorFactory<TestConnector>>().Create(new Dictionary<string, string>());

        Assert.Equal(["1"], await Pump.RunAsync(clock, () => connector.IdsAsync(Items.Source())));
    }

    [Fact]
    public void The_client_follows_no_redirects_keeps_no_cookies_and_does_not_decompress()
    {
        var services = new ServiceCollection();
        services.AddConnector(TestConnector.Define(), static (connection, options) => new TestConnector(TestConnector.Define(), connection, options));
        using var provider = services.BuildServiceProvider();

        HttpMessageHandler? handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Connectors.test");
        while (handler is DelegatingHandler outer)
        {
            Assert.DoesNotContain("Logging", outer.GetType().Name, StringComparison.Ordinal);
            handler = outer.InnerHandler;
        }

        var sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.False(sockets.AllowAutoRedirect);
        Assert.False(sockets.UseCookies);
        Assert.Equal(System.Net.DecompressionMethods.None, sockets.AutomaticDecompression);
    }

    [Fact]
    public void Values_that_do_not_fit_the_form_are_refused_with_every_problem()
    {
        var services = new ServiceCollection();
        services.AddConnector(TestConnector.Define(), static (connection, options) => new TestConnector(TestConnector.Define(), connection, options));
        using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<ConnectorFactory<TestConnector>>();

        var error = Assert.Throws<ArgumentException>(() => factory.Create(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_check_the_first_list_is_asked()
    {
        var vendor = new FakeVendor(Items.Page([]));

        await TestConnector.At(vendor, TestConnector.Define(p => p with { Sources = [Items.Source()] })).CheckAsync();

        Assert.Equal("/api/items", vendor.Request.PathAndQuery);
    }
}
