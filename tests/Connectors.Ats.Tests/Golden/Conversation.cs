using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;

namespace Connectors.Ats.Tests.Golden;

/// <summary>
/// What a connector says to its vendor and makes of the replies: the form it needs, every request of a full and of a changed-only read, what it
/// asks after the first page, what replies mean to it, and how fast it may ask. The replies are the hand-written ones beside this file.
/// </summary>
internal static class Conversation
{
    private static readonly DateTimeOffset Since = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);

    private static readonly HttpMessageInvoker Files = new(new FileServer());

    private static readonly JsonSerializerOptions Plain = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How the connector talks, without the records it reads; in the form of <c>conversation.json</c>.</summary>
    public static async Task<string> TransportAsync(ConnectorDefinition definition)
    {
        var sources = new JsonObject();
        foreach (var source in definition.Sources)
        {
            var full = await ReadAsync(definition, source, null, null);
            var changed = source.Since is null ? null : await ReadAsync(definition, source, null, Since);
            sources[source.Name] = new JsonObject
            {
                ["models"] = new JsonArray([.. source.Mappers.Select(m => (JsonNode)m.Model)]),
                ["for_each"] = source.ForEach,
                ["only_changed"] = source.OnlyChanged,
                ["asks"] = Texts(full.Asked),
                ["asks_for_changed"] = changed is null ? null : Texts((source.Tables.IsEmpty ? changed.Asked : changed.AskedForPages).Take(1)),
                ["sees_all_changes"] = source.Since?.SeesAllChanges,
                ["paging"] = JsonSerializer.SerializeToNode(source.Paging, Plain),
                ["on"] = JsonSerializer.SerializeToNode(source.On, Plain),
                ["tables"] = new JsonArray([.. source.Tables.Select(t => (JsonNode)t.Name)]),
                ["lookup"] = Lookup(source.Lookup),
            };
        }

        var account = Account(definition);
        var told = new JsonObject
        {
            ["form"] = Form(definition),
            ["own_maps"] = JsonSerializer.SerializeToNode(definition.Descriptor.OwnMaps, Plain),
            ["hosts"] = JsonSerializer.SerializeToNode(definition.Hosts, Plain),
            ["language"] = definition.Language?.Invoke(new RequestScope(account)),
            ["log_in"] = definition.Auth.OfType<SessionPlan>().FirstOrDefault() is { } session ? await LogInAsync(definition, session) : null,
            ["check"] = await CheckAsync(definition),
            ["rates"] = JsonSerializer.SerializeToNode(definition.Rates, Plain),
            ["announced"] = JsonSerializer.SerializeToNode(definition.Announced, Plain),
            ["concurrency"] = definition.Concurrency,
            ["errors"] = JsonSerializer.SerializeToNode(definition.Errors, Plain),
            ["sources"] = sources,
            ["tables"] = Tables(definition),
            ["choices"] = await ChoicesAsync(definition),
            ["actions"] = await ActionConversation.TellAsync(definition, account, Plain),
        };
        return GoldenFile.Text(Encoding.UTF8.GetBytes(told.ToJsonString(Plain)));
    }

    /// <summary>The records of every model, as the golden files hold them.</summary>
    public static async Task<string> RecordsAsync(ConnectorDefinition definition)
    {
        var text = new StringBuilder();
        foreach (var (source, model) in definition.Sources.SelectMany(source => source.Mappers.Select(mapper => (source, mapper.Model))))
        {
            var read = await ReadAsync(definition, source, model, null);
            text.Append(model).Append('\n').Append(read.Text).Append('\n').Append(Facts(definition, source, model)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What a page of JSON says of the pages, which only shows where one is the last; an XML reply says it to the connector alone.</summary>
    private static string Facts(ConnectorDefinition definition, ReadSource source, string model)
    {
        if (source.Decode is null)
        {
            return "";
        }

        var context = new MapContext();
        try
        {
            return GoldenFile.Text(GoldenFile.Walk(definition, model, Answer(definition, source), context), context);
        }
        catch (RecordFaultException e)
        {
            return e.Message;
        }
    }

    /// <summary>The records of one model, as the connector makes them of the vendor's first page; in the form of <c>MODEL.records.json</c>.</summary>
    public static async Task<string> RecordsAsync(ConnectorDefinition definition, string model) =>
        (await ReadAsync(definition, definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model)), model, null)).Text;

    private static async Task<Heard> ReadAsync(ConnectorDefinition definition, ReadSource source, string? model, DateTimeOffset? since)
    {
        var vendor = new Vendor(definition, source.Name, Answer(definition, source), Last(definition, source));
        using var http = new HttpMessageInvoker(vendor);
        var connector = new Talker(definition, Account(definition), Options(http, false));
        var options = new ReadOptions { Since = since, ParentRemoteId = source.ForEach is null ? null : "4711", Models = model is null ? null : new HashSet<string> { model } };
        var text = new StringBuilder();
        try
        {
            await foreach (var page in connector.ReadAsync(source, options))
            {
                text.Append(GoldenFile.Text(page, null, connector.UnmappedValues));
            }
        }
        catch (ConnectorException e)
        {
            // The vendor ends every conversation after its first page; before it, a mistake of the connector's is what is told.
            text.Append(vendor.HasAnswered ? "" : e.Message);
        }

        return new Heard(text.ToString(), vendor.Asked, vendor.AskedForPages);
    }

    private static async Task<string?> CheckAsync(ConnectorDefinition definition)
    {
        if (definition.Check is not { } check)
        {
            return null;
        }

        var vendor = new Vendor(definition, "", []);
        using var http = new HttpMessageInvoker(vendor);
        await TryAsync(() => new Talker(definition, Account(definition), Options(http, true)).CheckAsync());
        return vendor.Asked.FirstOrDefault() ?? check.Endpoint;
    }

    private static async Task<JsonArray> ChoicesAsync(ConnectorDefinition definition)
    {
        var choices = new JsonArray();
        foreach (var choice in definition.Choices)
        {
            var vendor = new Vendor(definition, "", []);
            using var http = new HttpMessageInvoker(vendor);
            await TryAsync(() => new Talker(definition, Account(definition), Options(http, true)).ListChoicesAsync(choice.Field));
            choices.Add(new JsonObject { ["field"] = choice.Field, ["asks"] = vendor.Asked.FirstOrDefault() ?? choice.Request.Endpoint, ["records"] = choice.Records, ["value"] = choice.Value, ["label"] = choice.Label });
        }

        return choices;
    }

    private static async Task<JsonObject> LogInAsync(ConnectorDefinition definition, SessionPlan session)
    {
        var vendor = new Vendor(definition, "", []);
        using var http = new HttpMessageInvoker(vendor);
        await TryAsync(() => new Talker(definition, Account(definition), Options(http, true)).CheckAsync());
        return new JsonObject
        {
            ["asks"] = vendor.LogIn,
            ["take"] = JsonSerializer.SerializeToNode(session.Take, Plain),
            ["stale"] = JsonSerializer.SerializeToNode(session.Stale, Plain),
            ["lives"] = session.Lives?.ToString(),
            ["lives_from"] = JsonSerializer.SerializeToNode(session.LivesFrom, Plain),
        };
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (ConnectorException)
        {
            // The vendor has been asked, which is what is told.
        }
    }

    /// <summary>How both halves of the conversation run: at a fixed time, each request once.</summary>
    internal static ConnectorOptions Options(HttpMessageInvoker http, bool keepRates) => new() { Http = http, Retries = 0, KeepRates = keepRates, Clock = new Noon(), FileHttp = Files };

    /// <summary>The form, the parts of its options in an order that is always the same.</summary>
    private static JsonArray Form(ConnectorDefinition definition)
    {
        var form = JsonSerializer.SerializeToNode(definition.Descriptor.ConnectionFields, Plain)!.AsArray();
        foreach (var field in form.Select(f => f!.AsObject()))
        {
            field["Parts"] = new JsonObject(field["Parts"]!.AsObject().OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        }

        return form;
    }

    private static JsonObject? Lookup(LookupPlan? lookup) => lookup is null ? null : new JsonObject
    {
        ["missing"] = lookup.Missing.ToString(),
        ["by_address"] = lookup.ByAddress,
        ["knows_changes"] = lookup.Facts is not null,
        ["batch"] = JsonSerializer.SerializeToNode(lookup.Batch, Plain),
    };

    private static JsonObject Tables(ConnectorDefinition definition) => new(definition.Sources.SelectMany(s => s.Tables)
        .Concat(definition.Actions.SelectMany(a => a.Rows).Select(r => r.Table)).DistinctBy(t => t.Name).OrderBy(t => t.Name, StringComparer.Ordinal)
        .Select(t => KeyValuePair.Create(t.Name, (JsonNode?)new JsonObject { ["paging"] = JsonSerializer.SerializeToNode(t.Paging, Plain), ["on"] = JsonSerializer.SerializeToNode(t.On, Plain) })));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static ConnectionValues Account(ConnectorDefinition definition)
    {
        var account = JsonNode.Parse(GoldenFile.Read($"{definition.Descriptor.Slug}/account.json"))!.AsObject().ToDictionary(m => m.Key, m => m.Value!.GetValue<string>());
        return ConnectionValues.TryCreate(definition.Descriptor.ConnectionFields, account, out var values, out var problems) ? values : throw new InvalidOperationException(string.Join(" ", problems));
    }

    /// <summary>The reply for a source: the file of its name, else the one file that no model gave its name.</summary>
    private static byte[] Answer(ConnectorDefinition definition, ReadSource source)
    {
        var folder = $"Golden/{definition.Descriptor.Slug}/";
        var files = typeof(Conversation).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.Contains(".vendor.", StringComparison.Ordinal) && !name.Contains(".last.", StringComparison.Ordinal)).Select(name => name["Golden/".Length..]).ToList();
        bool Is(string file, string name) => file.StartsWith($"{definition.Descriptor.Slug}/{name}.vendor.", StringComparison.Ordinal);
        var models = definition.Sources.SelectMany(s => s.Mappers).Select(m => m.Model).Append("session").ToList();
        return GoldenFile.Read(files.SingleOrDefault(file => Is(file, source.Name)) ?? files.Single(file => !models.Any(model => Is(file, model))));
    }

    /// <summary>The reply that ends a source's list; null where the golden replies have none.</summary>
    private static byte[]? Last(ConnectorDefinition definition, ReadSource source) =>
        typeof(Conversation).Assembly.GetManifestResourceNames().FirstOrDefault(name => name.StartsWith($"Golden/{definition.Descriptor.Slug}/{source.Name}.last.vendor.", StringComparison.Ordinal)) is { } file
            ? GoldenFile.Read(file["Golden/".Length..])
            : null;

    /// <summary>A time that stands still for whoever asks, while waits go on.</summary>
    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);
    }

    /// <summary>Has a file at every address, which says the name of it.</summary>
    private sealed class FileServer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StringContent($"the file {request.RequestUri!.AbsolutePath}", Encoding.UTF8, "application/pdf");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }

    /// <summary>What a read gave, and what was asked for it.</summary>
    private sealed record Heard(string Text, IReadOnlyList<string> Asked, IReadOnlyList<string> AskedForPages);

    private sealed class Talker(ConnectorDefinition definition, ConnectionValues account, ConnectorOptions options) : Connector(definition, account, options);

    /// <summary>Logs in whoever must, answers the first request after that, the second where there is a reply that ends the list, and refuses the next.</summary>
    private sealed class Vendor(ConnectorDefinition definition, string source, byte[] answer, byte[]? last = null) : HttpMessageHandler
    {
        private readonly Replies _replies = Replies.Of(definition);
        private int _pages;

        public string? LogIn { get; private set; }

        public List<string> Asked { get; } = [];

        /// <summary>Of that what asks for a page, and not for a token, a table or a detail.</summary>
        public List<string> AskedForPages { get; } = [];

        /// <summary>Whether the first page has been read, so that more has been asked for.</summary>
        public bool HasAnswered => _pages > 1;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.ToArray() ?? []).Where(h => h.Key is not ("Content-Length" or "User-Agent" or "Accept-Encoding")).OrderBy(h => h.Key, StringComparer.Ordinal);
            var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
            var asked = $"{request.Method} {request.RequestUri}\n{string.Join('\n', headers.Select(h => $"{h.Key}: {h.Value}"))}\n{body}".Trim();
            if (definition.Auth.OfType<SessionPlan>().Any() && LogIn is null)
            {
                LogIn = asked;
                return _replies.Besides(request) ?? Reply(GoldenFile.Read($"{definition.Descriptor.Slug}/session.vendor.{Kind}"));
            }

            Asked.Add(asked);
            if (_replies.Besides(request) is { } besides)
            {
                return besides;
            }

            AskedForPages.Add(asked);
            _pages++;
            return _pages == 1 && answer.Length > 0 ? FirstPage() : _pages == 2 && last is not null ? Reply(last) : new HttpResponseMessage(HttpStatusCode.Gone) { Content = new ByteArrayContent([]) };
        }

        private HttpResponseMessage FirstPage()
        {
            var page = Reply(answer);
            _replies.Head(source, page);
            return page;
        }

        private string Kind => definition.Sources.Any(s => s.DecodeXml is not null) ? "xml" : "json";

        private HttpResponseMessage Reply(byte[] bytes)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", Kind == "xml" ? "text/xml" : "application/json");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }
}
