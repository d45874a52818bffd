using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Requests;

namespace Connectors.Ats.Tests.Golden;

/// <summary>
/// What a connector sends to carry out its actions: the inputs of <c>Golden/inputs</c>, which name every row, against the replies of <c>actions.json</c>
/// beside the golden files of the vendor.
/// </summary>
internal static class ActionConversation
{
    private static readonly string[] Formats = ["TEXT", "NUMBER", "BOOLEAN", "SINGLE_SELECT", "MULTI_SELECT", "DATE", "FILE"];

    /// <summary>All actions, in the form of <c>conversation.json</c>.</summary>
    public static async Task<JsonObject> TellAsync(ConnectorDefinition definition, ConnectionValues account, JsonSerializerOptions plain)
    {
        var told = new JsonObject();
        foreach (var plan in definition.Actions)
        {
            var inputs = new JsonArray();
            foreach (var input in JsonNode.Parse(GoldenFile.Read($"inputs/{plan.Name}.json"))!.AsArray())
            {
                inputs.Add(await ActAsync(definition, account, plan, input!));
            }

            told[plan.Name] = new JsonObject
            {
                ["steps"] = new JsonArray([.. plan.Steps.Select(step => Step(step, plain))]),
                ["rows"] = new JsonArray([.. plan.Rows.Select(r => new JsonObject { ["input"] = r.Input, ["table"] = r.Table.Name, ["by"] = r.By, ["take"] = r.Take, ["omit"] = r.Omit })]),
                ["files"] = JsonSerializer.SerializeToNode(plan.Files, plain),
                ["said"] = inputs,
            };
        }

        return told;
    }

    private static JsonObject Step(ActionStep step, JsonSerializerOptions plain) => new()
    {
        ["name"] = step.Name,
        ["creates"] = step.Creates,
        ["take"] = JsonSerializer.SerializeToNode(step.Take, plain),
        ["on"] = JsonSerializer.SerializeToNode(step.On, plain),
        ["repeatable"] = step.Repeatable,
        ["find"] = step.Find is { } find
            ? new JsonObject { ["records"] = find.Records, ["take"] = JsonSerializer.SerializeToNode(find.Take, plain), ["on"] = JsonSerializer.SerializeToNode(find.On, plain) }
            : null,
        ["gives"] = step.Gives is { } gives
            ? new JsonObject
            {
                ["each"] = gives.Each,
                ["remote_id"] = gives.RemoteId,
                ["name"] = gives.Name,
                ["content_type"] = gives.ContentType,
                ["url"] = gives.Url,
                ["expires"] = gives.Expires?.ToString(),
                ["type"] = gives.Type,
                ["types"] = new JsonArray([.. gives.Types.Select(t => (JsonNode)$"{t.Vendor} = {t.Unified}")]),
                ["other_type"] = gives.OtherType,
            }
            : null,
    };

    private static async Task<JsonObject> ActAsync(ConnectorDefinition definition, ConnectionValues account, ActionPlan plan, JsonNode json)
    {
        var vendor = new Vendor(definition, JsonNode.Parse(GoldenFile.Read($"{definition.Descriptor.Slug}/actions.json"))![plan.Name]!.AsArray());
        using var http = new HttpMessageInvoker(vendor);
        var connector = new Actor(definition, account, Conversation.Options(http, false));
        var came = "";
        try
        {
            Findings? findings = null;
            using var document = JsonDocument.Parse(json.ToJsonString());
            var input = plan.Read(document.RootElement, ref findings)!;
            var reply = await connector.RunAsync(plan, input, new ActionOptions { Lenient = true, Resolver = new Store(), SourceName = "Portal" });
            var files = new List<string>();
            foreach (var file in reply.Files ?? [])
            {
                files.Add(await FileAsync(file));
            }

            came = string.Join("\n", reply.Made.Select(m => $"{m.Model} {m.RemoteId} {(m.Existed ? "found" : "made")}").Concat(files).Concat(reply.Warnings.Select(w => $"{w.Path}: {w.Reason}")));
        }
        catch (ConnectorException e)
        {
            came = e.Message;
        }

        return new JsonObject { ["asks"] = new JsonArray([.. vendor.Asked.Select(a => (JsonNode)a)]), ["came"] = came };
    }

    /// <summary>A listed file in words; one without an address is fetched, so that the request for it is heard.</summary>
    private static async Task<string> FileAsync(VendorFile file)
    {
        var words = $"file {file.RemoteId}: {file.Name}, {file.ContentType}, {file.Type}, {file.DataUrl}, {file.DataUrlExpiresAt?.UtcDateTime:u}";
        if (file.DataUrl is not null)
        {
            return words;
        }

        try
        {
            using var fetched = await file.FetchAsync();
            using var content = new StreamReader(await fetched.Content.OpenAsync(CancellationToken.None));
            return $"{words} {await content.ReadToEndAsync()}";
        }
        catch (ConnectorException e)
        {
            return $"{words} {e.Error}";
        }
    }

    /// <summary>Knows the questions of the inputs by their numbers: each has the format at its place in the list.</summary>
    private sealed class Store : IRecordResolver
    {
        public ValueTask<string?> RemoteIdAsync(string model, string id, CancellationToken cancellationToken) => new((string?)null);

        public ValueTask<QuestionFacts?> QuestionAsync(string question, string? job, CancellationToken cancellationToken)
        {
            var number = int.Parse(question["remote:".Length..], System.Globalization.CultureInfo.InvariantCulture);
            ImmutableArray<OptionFacts> options = [new("first", "71"), new("second", "72")];
            return new(new QuestionFacts(question["remote:".Length..], Formats[number], Formats[number].EndsWith("SELECT", StringComparison.Ordinal) ? options : [], true));
        }
    }

    private sealed class Actor(ConnectorDefinition definition, ConnectionValues account, ConnectorOptions options) : Connector(definition, account, options);

    /// <summary>Logs in whoever must, then gives the replies in their order.</summary>
    private sealed class Vendor(ConnectorDefinition definition, JsonArray replies) : HttpMessageHandler
    {
        private readonly Replies _replies = Replies.Of(definition);
        private bool _loggedIn;
        private int _said;

        public List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (definition.Auth.OfType<SessionPlan>().Any() && !_loggedIn)
            {
                _loggedIn = true;
                return _replies.Besides(request) ?? new HttpResponseMessage(HttpStatusCode.OK) { Content = Content(GoldenFile.Read($"{definition.Descriptor.Slug}/session.vendor.xml"), "text/xml") };
            }

            var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
            // The boundary between the parts of a form is made by chance.
            var boundary = request.Content?.Headers.ContentType?.Parameters.FirstOrDefault(p => p.Name == "boundary")?.Value?.Trim('"');
            Asked.Add($"{request.Method} {request.RequestUri}\n{(boundary is null ? body : body.Replace(boundary, "BOUNDARY", StringComparison.Ordinal))}".Trim());
            if (_replies.Besides(request) is { } besides)
            {
                return besides;
            }

            return _said < replies.Count ? Replies.Message(replies[_said++]!) : new HttpResponseMessage(HttpStatusCode.Gone) { Content = Content([], "application/json") };
        }

        private static ByteArrayContent Content(byte[] bytes, string type)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return content;
        }
    }
}
