using System.Text;
using System.Text.Json;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Errors;
using Connectors.Server.Http;
using Connectors.Server.Reads;
using Connectors.Server.RequestLog;
using Connectors.Server.State;
using Connectors.Server.Syncing;
using Connectors.Server.Wire;
using Connectors.Sync.Actions;
using Connectors.Sync.Serving;
using Connectors.Sync.Store;

namespace Connectors.Server.Actions;

/// <summary>Does an action at a vendor and answers with what came of it.</summary>
internal sealed class ActionHandler(
    ActionEndpoint endpoint,
    IReadOnlyDictionary<string, RecordShape> shapes,
    RecordStore store,
    ReaderPool readers,
    IAccounts accounts,
    ActionLimit limit,
    IShownFields fields,
    FileList fileList,
    EnvironmentDirectory environments,
    IntegrationHealth health,
    IHostApplicationLifetime life,
    TimeProvider clock)
{
    /// <summary>The header with the caller's own key of an action.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>How long an action may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private const int LongestKey = 255;

    /// <summary>Answers a request for an integration that is switched on.</summary>
    public async Task AnswerAsync(HttpContext context, ServedIntegration integration)
    {
        var definition = integration.Registration.Definition;
        var plan = definition.Actions.FirstOrDefault(a => a.Name == endpoint.Action) ?? throw NotAvailable(integration, endpoint.Action);
        var connector = accounts.Connect(integration.Stored) ?? throw new ApiException(
            StatusCodes.Status403Forbidden, ApiCode.CredentialsInvalid, "There are no credentials", "The server has no credentials for this integration.");
        using var running = limit.Enter(context, integration.Stored.Id);
        var options = new ActionOptions { Lenient = true, IdempotencyKey = Key(context), SourceName = environments.NameOf(Callers.EnvironmentOf(context)) };
        using var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        using var json = Compose(context, body.RootElement);
        VendorCalls.Because("action");

        // A caller who leaves does not end it: half of an action at a vendor helps nobody.
        using var time = new CancellationTokenSource(Longest, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, life.ApplicationStopping);
        try
        {
            var input = Read(plan, json.RootElement);
            var answer = await new IntegrationActions(connector, store, integration.Stored, clock).RunAsync(plan, input, options, end.Token).ConfigureAwait(false);
            await SendAsync(context, integration, answer).ConfigureAwait(false);
        }
        catch (ConnectorException error)
        {
            health.Note(integration.Stored, error);
            throw RemoteErrors.Translate(error, endpoint.Action);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            throw time.IsCancellationRequested
                ? new ApiException(
                    StatusCodes.Status504GatewayTimeout, ApiCode.TimedOut, "The vendor took too long", $"The action was not done within {Longest.TotalSeconds} s. {Unknown(options)}")
                : new ApiException(StatusCodes.Status503ServiceUnavailable, ApiCode.Unknown, "The server stops", $"The action was ended because the server stops. {Unknown(options)}");
        }
    }

    private static string Unknown(ActionOptions options) =>
        "What the vendor has done of it is not known. " + (options.IdempotencyKey is null ? $"A {KeyHeader} makes another attempt safe." : $"The same {KeyHeader} goes on where it stopped.");

    /// <summary>The error that says that an integration's connector does not cover an action, and why where its spec says so.</summary>
    public static ApiException NotAvailable(ServedIntegration integration, string action)
    {
        var note = integration.Connector.Action(action)?.Note;
        return new ApiException(
            StatusCodes.Status404NotFound,
            ApiCode.ActionNotAvailable,
            "The action is not available",
            $"{integration.Connector.Name} does not cover {action}.{(note is null ? "" : " " + note)}");
    }

    private static string? Key(HttpContext context) => context.Request.Headers[KeyHeader].ToString() switch
    {
        "" => null,
        { Length: <= LongestKey } key => key,
        _ => throw ApiException.Input($"{KeyHeader} has 1 to {LongestKey} characters."),
    };

    /// <summary>The input of the action: the body with the parts of the path, each where the input has it.</summary>
    private JsonDocument Compose(HttpContext context, JsonElement body)
    {
        var members = body.EnumerateObject().Where(m => !context.Request.RouteValues.ContainsKey(m.Name)).Select(m => (m.Name, Write: (Action<Utf8JsonWriter>)m.Value.WriteTo))
            .Concat(context.Request.RouteValues.Keys.Select(name => (Name: name, Write: (Action<Utf8JsonWriter>)(w => w.WriteStringValue(PathParts.Of(context, name))))))
            .ToLookup(m => endpoint.Moved.GetValueOrDefault(m.Name, ""), StringComparer.Ordinal);
        using var buffer = new PooledBuffer();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            writer.WriteStartObject();
            foreach (var (name, write) in members[""].Where(m => !endpoint.Moved.Values.Contains(m.Name)))
            {
                writer.WritePropertyName(name);
                write(writer);
            }

            foreach (var group in members.Where(g => g.Key.Length > 0))
            {
                writer.WriteStartObject(group.Key);
                foreach (var (name, write) in group)
                {
                    writer.WritePropertyName(name);
                    write(writer);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        // The document must not lean on memory that is given back.
        return JsonDocument.Parse(buffer.ToArray());
    }

    private static ActionInput Read(ActionPlan plan, JsonElement json)
    {
        Findings? findings = null;
        var input = plan.Read(json, ref findings);
        if (findings is null)
        {
            return input!;
        }

        // What the input's own check finds is said together with what reading it found, each place once.
        Finding[] all = [.. findings, .. input is null ? [] : plan.Check(input) ?? []];
        var wrong = all.DistinctBy(f => f.Path).Where(f => f.Kind != FindingKind.Unsupported).ToList();
        return wrong.Count == 0 ? input! : throw new InputRefusedException(plan.Name, wrong);
    }

    private async Task SendAsync(HttpContext context, ServedIntegration integration, ActionAnswer answer)
    {
        var warnings = answer.Reply.Warnings.Select(w => $"{w.Path}: {w.Reason}").ToList();
        if (answer.Reply.Files is { } files)
        {
            await ApiAnswer.SendAsync(context, writer => fileList.Write(writer, context, integration, endpoint.Action, files), warnings).ConfigureAwait(false);
            return;
        }

        if (answer.Id is null || !shapes.TryGetValue(answer.Model!, out var shape))
        {
            await ApiAnswer.SendAsync(
                context,
                static writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteEndObject();
                },
                warnings).ConfigureAwait(false);
            return;
        }

        using var buffer = new PooledBuffer();
        await readers.UseAsync(
            reader => ApiAnswer.Write(buffer, writer => Write(writer, shape, answer, new RecordSession(reader, integration.Stored, integration.Connector, fields)), warnings),
            null,
            context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.SendAsync(context, StatusCodes.Status200OK, buffer).ConfigureAwait(false);
    }

    private void Write(Utf8JsonWriter writer, RecordShape shape, ActionAnswer answer, RecordSession session)
    {
        var id = Encoding.UTF8.GetBytes(answer.Id!);
        if (session.Model(answer.Model!) is { } model)
        {
            using var rows = session.Reader.Find(model, id, session.NeedsPayload(shape.Model));
            if (rows.Next() && rows.Row.DeletedAt is null)
            {
                shape.Write(writer, rows.Row, session);
                return;
            }
        }

        // A record that is not stored, or was taken for gone (the vendor had it before the first sync), is told as far as it is known.
        var made = new RecordRow
        {
            Id = id,
            RemoteId = Encoding.UTF8.GetBytes(answer.Reply.Of(answer.Model!)!.RemoteId!),
            ChangedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Content = answer.Record.Span,
        };
        shape.Write(writer, made, session);
    }
}
