using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;

namespace Connectors.Sandbox.Tests.Actions;

/// <summary>A compiled connector and the sandbox that plays its vendor.</summary>
internal sealed class PlayedConnector : IAsyncDisposable, IRecordResolver
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Dictionary<string, QuestionFacts> _questions = [];

    private PlayedConnector(ConnectorRegistration registration, SandboxServer server)
    {
        Server = server;
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, new Dictionary<string, string>(server.Connection), out var connection, out var problems), string.Join('\n', problems));
        Connector = registration.Create(connection, new ConnectorOptions { Http = _http, BaseAddress = server.BaseAddress, OtherAddresses = [.. server.OtherAddresses], KeepRates = false });
    }

    public SandboxServer Server { get; }

    public Connector Connector { get; }

    public static async Task<PlayedConnector> StartAsync(ConnectorRegistration registration, SandboxOptions options) => new(registration, await SandboxServer.StartAsync(options));

    /// <summary>The records of a model as unified JSON, of one parent where they are read per parent.</summary>
    public async Task<List<JsonNode>> ReadAsync(string model, string? parent = null)
    {
        var source = Connector.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var records = new List<JsonNode>();
        await foreach (var page in Connector.ReadAsync(source, new ReadOptions { Models = new HashSet<string> { model }, ParentRemoteId = source.ForEach is null ? null : parent }))
        {
            Assert.Empty(page.SetAside);
            foreach (var record in page.Records)
            {
                using var text = new MemoryStream();
                using (var json = new Utf8JsonWriter(text))
                {
                    json.WriteStartObject();
                    json.WriteString("remote_id", record.Key.First);
                    record.WriteFields(json, new Ids());
                    json.WriteEndObject();
                }

                records.Add(JsonNode.Parse(text.ToArray())!);
            }
        }

        return records;
    }

    /// <summary>The questions that a job asks, known from then on.</summary>
    public async Task<List<JsonNode>> QuestionsAsync(string job)
    {
        var questions = await ReadAsync("screening_questions", job);
        foreach (var question in questions)
        {
            var id = question["remote_id"]!.GetValue<string>();
            var format = question["format"]!;
            _questions[id] = new QuestionFacts(id, format["type"]!.GetValue<string>(), [.. (format["options"] as JsonArray ?? []).Select(o => o!["remote_id"]!.GetValue<string>()).Select(o => new OptionFacts(o, o))], true);
        }

        return questions;
    }

    public ValueTask<string?> RemoteIdAsync(string model, string id, CancellationToken cancellationToken) => default;

    public ValueTask<QuestionFacts?> QuestionAsync(string question, string? job, CancellationToken cancellationToken) => new(_questions.GetValueOrDefault(question["remote:".Length..]));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private sealed class Ids : IRecordIds
    {
        public string Record(string model, RecordKey key) => $"remote:{key.First}";

        public string Option(string questionRemoteId, string optionRemoteId) => $"remote:{optionRemoteId}";

        public string Field(string model, string key) => $"{model}:{key}";
    }
}
