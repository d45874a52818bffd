using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Server.Wire;

namespace Connectors.Server.Fields;

/// <summary>Vendors' fields and custom fields: services and paths.</summary>
internal static class FieldRoutes
{
    /// <summary>Adds what the fields of integrations need.</summary>
    public static IServiceCollection AddFields(this IServiceCollection services) => services
        .AddSingleton<IntegrationFields>()
        .AddSingleton<CustomFields>()
        .AddSingleton<FieldMappings>()
        .AddSingleton<IShownFields>(provider => provider.GetRequiredService<FieldMappings>())
        .AddSingleton<IForgets>(provider => provider.GetRequiredService<FieldMappings>())
        .AddSingleton<MappingRules>()
        .AddSingleton<FieldFinder>()
        .AddSingleton<LiveFields>()
        .AddSingleton<FieldExplorer>()
        .AddSingleton<FieldForms>()
        .AddSingleton<FieldHandlers>();

    /// <summary>Maps their paths.</summary>
    /// <param name="app">The application.</param>
    /// <param name="version">What every path of the API begins with.</param>
    public static void MapFields(this WebApplication app, string version)
    {
        var callers = app.Services.GetRequiredService<Callers>();
        var handlers = app.Services.GetRequiredService<FieldHandlers>();
        var integration = version + "/integrations/{id}";
        app.MapMethods(integration + "/integration-fields", [HttpMethods.Get], context => handlers.ListAsync(context, callers.OfPath(context))).WithMetadata(FieldOperations.List);
        app.MapMethods(integration + "/integration-fields/{field}", [HttpMethods.Patch], context => handlers.ShowAsync(context, callers.OfPath(context))).WithMetadata(FieldOperations.Show);
        app.MapMethods(integration + "/custom-fields", [HttpMethods.Get], context => handlers.ListCustomAsync(context, callers.OfPath(context))).WithMetadata(FieldOperations.ListCustom);
        app.MapMethods(integration + "/custom-fields/{field}", [HttpMethods.Put], context => handlers.MapAsync(context, callers.OfPath(context))).WithMetadata(FieldOperations.Map);
        app.Services.GetRequiredService<FieldForms>().Map(app);
    }
}
