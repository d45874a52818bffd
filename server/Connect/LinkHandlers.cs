using Connectors.Server.Http;
using Connectors.Server.State;

namespace Connectors.Server.Connect;

/// <summary>Makes links, and tells what was connected with them.</summary>
internal sealed class LinkHandlers(Links links, IntegrationDirectory integrations, ServedConnectors connectors)
{
    /// <summary>The path of the page behind every link.</summary>
    public const string Page = "/connect";

    /// <summary>Makes a link for a new integration.</summary>
    public async Task CreateAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var input = new LinkInput(body.RootElement, Callers.EnvironmentOf(context), connectors);
        await SendAsync(context, input.ForNew(), input).ConfigureAwait(false);
    }

    /// <summary>Makes a link by which an integration that is there is connected again.</summary>
    public async Task RelinkAsync(HttpContext context, ServedIntegration integration)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var input = new LinkInput(body.RootElement, Callers.EnvironmentOf(context), connectors);
        input.ForExisting(linkTypeRequired: false);
        await SendAsync(context, ConnectRequest.Again(integration), input).ConfigureAwait(false);
    }

    /// <summary>Refuses a link to the steps that follow a connection: there are none.</summary>
    public async Task SetUpAsync(HttpContext context, ServedIntegration integration)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        new LinkInput(body.RootElement, Callers.EnvironmentOf(context), connectors).ForExisting(linkTypeRequired: true);
        throw ApiException.Input($"{integration.PublicId} has no steps to set up: it is complete once it is connected.");
    }

    /// <summary>Tells which integration was made, of the code that is in the path.</summary>
    public Task OfPathAsync(HttpContext context) => TellAsync(context, PathParts.Of(context, "token"));

    /// <summary>Tells which integration was made, of the code that is in the body. An integration is active without it.</summary>
    public async Task OfBodyAsync(HttpContext context)
    {
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        await TellAsync(context, JsonBody.Text(body.RootElement, "token") ?? throw ApiException.Input("token: it is missing.")).ConfigureAwait(false);
    }

    private Task TellAsync(HttpContext context, string code)
    {
        var environment = Callers.EnvironmentOf(context);
        var integration = links.Made(code) is { } made && made.Environment == environment && integrations.Find(made.Integration, environment) is { } found
            ? found
            : throw new ApiException(
                StatusCodes.Status404NotFound,
                ApiCode.IntegrationNotFound,
                "The integration was not found",
                "The environment of this API key has no integration that was connected with this token, or it was more than an hour ago.");
        return ApiAnswer.SendAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("tool"u8, integration.Connector.Slug);
            writer.WriteString("id"u8, integration.PublicId);
            writer.WriteString("end_user_origin_id"u8, integration.State.OriginId);
            writer.WriteString("end_user_organization_name"u8, integration.State.Organization);
            writer.WriteString("end_user_email"u8, integration.State.CreatorEmail);
            writer.WriteString("setup_status"u8, "COMPLETED"u8);
            writer.WriteEndObject();
        });
    }

    /// <summary>The address of the page behind a link, as the caller sees the server.</summary>
    public static string Address(HttpContext context, string token) => $"{context.Request.Scheme}://{context.Request.Host}{Page}?token={token}";

    private Task SendAsync(HttpContext context, ConnectRequest request, LinkInput input)
    {
        var token = links.Create(Callers.EnvironmentOf(context), request, input.Embedded, input.Language);
        return ApiAnswer.SendAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("link"u8, Address(context, token));
            writer.WriteEndObject();
        });
    }
}
