using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Passthrough;
using Connectors.Server.Actions;
using Connectors.Server.Http;
using Connectors.Server.RequestLog;
using Connectors.Server.State;
using Connectors.Server.Syncing;

namespace Connectors.Server.Passthrough;

/// <summary>Sends requests of the caller's own to the vendor of an integration, and answers with what comes back, whatever its status.</summary>
internal sealed class PassthroughHandler(IAccounts accounts, ActionLimit limit, IntegrationHealth health, TimeProvider clock)
{
    /// <summary>The largest reply of a vendor that is handed on, in bytes.</summary>
    private const int LargestReply = 32 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Answers a request for an integration.</summary>
    public async Task AnswerAsync(HttpContext context, ServedIntegration integration)
    {
        var tool = PathParts.Of(context, "tool");
        if (tool != integration.Stored.Connector)
        {
            throw ApiException.Input($"The path names another tool than the integration, which is one of {integration.Stored.Connector}.");
        }

        // Clients of this endpoint know the codes of the platform and no others.
        if (!integration.State.Enabled)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, null, "The integration is switched off", "Switch the integration on, then repeat.");
        }

        var connector = accounts.Connect(integration.Stored)
            ?? throw new ApiException(StatusCodes.Status403Forbidden, null, "There are no credentials", "The server has no credentials for this integration.");
        using var running = limit.Enter(context, integration.Stored.Id);
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var asBase64 = PassthroughInput.AsBase64(body.RootElement);
        var request = PassthroughInput.Read(PathParts.Of(context, "api"), body.RootElement) with { LargestReply = LargestReply };
        using var time = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, context.RequestAborted);
        VendorCalls.Because("passthrough");
        try
        {
            var reply = await connector.PassthroughAsync(request, either.Token).ConfigureAwait(false);
            await ApiAnswer.SendAsync(context, writer => Write(writer, reply, asBase64), Warnings(body.RootElement, reply)).ConfigureAwait(false);
        }
        catch (ConnectorException error)
        {
            health.Note(integration.Stored, error);
            throw Translate(error);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ApiException(StatusCodes.Status504GatewayTimeout, ApiCode.TimedOut, "The vendor took too long", $"The vendor has not answered within {Longest.TotalSeconds} s. It may have done what was asked all the same.");
        }
    }

    private static List<string> Warnings(JsonElement body, PassthroughReply reply)
    {
        var warnings = PassthroughInput.Unknown(body).Select(name => $"{name}: it is no member of this request and was left out.").ToList();
        if (reply.IsRedirect)
        {
            warnings.Add("The vendor says that this is at another address. It was not asked there, because the credentials belong to this one.");
        }

        return warnings;
    }

    private static void Write(Utf8JsonWriter writer, PassthroughReply reply, bool asBase64)
    {
        writer.WriteStartObject();
        writer.WriteString("url"u8, reply.Url);
        writer.WriteNumber("status"u8, reply.Status);
        writer.WriteStartObject("headers"u8);
        foreach (var (name, values) in reply.Headers)
        {
            writer.WritePropertyName(name);
            if (values is [var only])
            {
                writer.WriteStringValue(only);
                continue;
            }

            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        if (!reply.Body.IsEmpty)
        {
            writer.WritePropertyName("data"u8);
            if (asBase64)
            {
                writer.WriteBase64StringValue(reply.Body.Span);
            }
            else if (reply.TryReadJson(out var json))
            {
                writer.WriteRawValue(json.Span, skipInputValidation: true);
            }
            else
            {
                writer.WriteStringValue(reply.ReadText());
            }
        }

        writer.WriteEndObject();
    }

    // Messages of connectors are safe to show.
    private static ApiException Translate(ConnectorException error) => error switch
    {
        InputRefusedException refused => ApiException.Input(string.Join(' ', refused.Findings.Select(f => $"{f.Path}: {f.Reason}"))),
        { Error: ConnectorError.InvalidInput, Status: null } => ApiException.Input(error.Message),
        { Error: ConnectorError.RateLimited } => Of(StatusCodes.Status429TooManyRequests, ApiCode.RateLimit, "The vendor limits requests", error),
        { Error: ConnectorError.Authentication } => Of(StatusCodes.Status502BadGateway, ApiCode.Unknown, "The vendor does not accept the credentials", error),
        { Error: ConnectorError.Unavailable } => Of(StatusCodes.Status502BadGateway, ApiCode.Unknown, "The vendor is not available", error),
        _ => Of(StatusCodes.Status502BadGateway, ApiCode.Unknown, "The vendor's answer cannot be handed on", error),
    };

    private static ApiException Of(int status, string code, string title, ConnectorException error) => new(status, code, title, error.Message) { RetryAfter = error.RetryAfter };
}
