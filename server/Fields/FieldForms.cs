using Connectors.Server.Dashboard;
using Connectors.Server.Pages;
using Connectors.Server.State;

namespace Connectors.Server.Fields;

/// <summary>What the buttons of the pages about fields do.</summary>
internal sealed class FieldForms(
    IntegrationDirectory integrations, ShownEnvironment environment, IntegrationFields fields, CustomFields customFields, FieldMappings mappings, MappingRules rules)
{
    /// <summary>Maps the paths that forms are sent to.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapForm("/integrations/{id}/fields/map", (context, form) => Task.FromResult(Map(context, form)));
        app.MapForm("/custom-fields/delete", (context, form) => Task.FromResult(Delete(form["field"].ToString())));
    }

    private string Map(HttpContext context, IFormCollection form)
    {
        if (integrations.Find((string)context.Request.RouteValues["id"]!, environment.Id) is not { } integration
            || customFields.Find(environment.Id, form["custom"].ToString()) is not { } custom)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return "";
        }

        var source = form["field"].ToString() is { Length: > 0 } id ? fields.Find(integration.Stored.Id, id) : null;
        if (source is not null && rules.Problem(integration.Connector, custom, source) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return "";
        }

        mappings.Map(custom, integration.Stored.Id, source);
        return $"/integrations/{integration.PublicId}/fields?model={custom.Model}&notice={(source is null ? Notices.Unmapped : Notices.Mapped)}";
    }

    private string Delete(string id)
    {
        if (customFields.Find(environment.Id, id) is { } field)
        {
            mappings.Delete(field);
        }

        return $"/custom-fields?notice={Notices.Deleted}";
    }
}
