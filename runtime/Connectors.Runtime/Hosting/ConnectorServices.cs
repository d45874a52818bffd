using Connectors.Runtime.Connections;
using Connectors.Runtime.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connectors.Runtime.Hosting;

/// <summary>Registers connectors with dependency injection; what a generated <c>AddLaura()</c> calls.</summary>
public static class ConnectorServices
{
    /// <summary>
    /// Registers a <see cref="ConnectorFactory{T}"/> and the named HTTP client <c>Connectors.SLUG</c> it uses. The client follows no redirects,
    /// keeps no cookies, leaves decompression to the runtime and logs nothing, because addresses and headers may hold secrets; handlers added to it must do the same.
    /// </summary>
    /// <remarks>
    /// Registered services of type <see cref="ConnectorOptions"/> and, where there is none, <see cref="TimeProvider"/> are used.
    /// </remarks>
    /// <param name="services">Where to register.</param>
    /// <param name="definition">The generated definition.</param>
    /// <param name="create">Makes a connector for an account.</param>
    /// <returns>The HTTP client, for further handlers.</returns>
    public static IHttpClientBuilder AddConnector<T>(
        this IServiceCollection services, ConnectorDefinition definition, Func<ConnectionValues, ConnectorOptions, T> create)
        where T : Connector
    {
        var name = "Connectors." + definition.Descriptor.Slug;
        services.TryAddSingleton(provider => new ConnectorFactory<T>(definition, create, Options(provider, name)));
        return services.AddHttpClient(name)
            .ConfigurePrimaryHttpMessageHandler(SharedHttp.NewHandler)
            // The handler renews its connections itself, so that a connector may keep it for as long as it lives.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    private static ConnectorOptions Options(IServiceProvider services, string name)
    {
        var options = services.GetService<ConnectorOptions>() ?? new ConnectorOptions { Clock = services.GetService<TimeProvider>() ?? TimeProvider.System };
        return options.Http is not null
            ? options
            : options with { Http = new HttpMessageInvoker(services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name), disposeHandler: false) };
    }
}
