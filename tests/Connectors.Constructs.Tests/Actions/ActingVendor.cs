using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;

namespace Connectors.Constructs.Tests.Actions;

/// <summary>A vendor that answers what a test says, and remembers what it was sent, bytes included.</summary>
internal sealed class ActingVendor(Func<ActingVendor.Asked, (int Status, string Body)> answer) : HttpMessageHandler
{
    /// <summary>What came in, in order.</summary>
    public List<Asked> Requests { get; } = [];

    /// <summary>Method and path of every request.</summary>
    public IEnumerable<string> Lines => Requests.Select(r => r.Line);

    /// <summary>Connects to it.</summary>
    public Connector Connect(string slug, Func<ConnectorOptions, ConnectorOptions>? configure = null, Action<Dictionary<string, string>>? connect = null)
    {
        var registration = ConnectorRegistry.Find(slug)!;
        var values = new Dictionary<string, string> { ["api_key"] = "secret-key" };
        connect?.Invoke(values);
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, values, out var connection, out var problems), string.Join(' ', problems));
        var options = new ConnectorOptions { Http = new HttpMessageInvoker(this, disposeHandler: false), KeepRates = false, Retries = 0 };
        return registration.Create(connection, configure?.Invoke(options) ?? options);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var asked = new Asked(Requests.Count, request.Method.Method, request.RequestUri!, body, request.Content?.Headers.ContentType, request.Headers);
        Requests.Add(asked);
        var (status, text) = answer(asked);
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
    }

    /// <summary>A request as it came in.</summary>
    internal sealed record Asked(int Number, string Method, Uri Address, byte[] Bytes, MediaTypeHeaderValue? Type, HttpRequestHeaders Headers)
    {
        /// <summary>Method and path with query.</summary>
        public string Line => $"{Method} {Uri.UnescapeDataString(Address.PathAndQuery)}";

        /// <summary>The body as text.</summary>
        public string Text => Encoding.UTF8.GetString(Bytes);
    }
}

/// <summary>Does the actions of constructs with unified JSON.</summary>
internal static class Acting
{
    /// <summary>A person who applies, with more of the input after it.</summary>
    public static string Apply(string more = "") =>
        $$"""{ "candidate": { "first_name": "Ada", "last_name": "Byron", "email_address": "ada@example.com" }, "application": { "job_id": "remote:j1" }{{more}} }""";

    /// <summary>A file of some bytes, all the same.</summary>
    public static string File(string name, int bytes, string type = "CV", string contentType = "application/pdf") =>
        $$"""{ "name": "{{name}}", "content_type": "{{contentType}}", "data": "{{Convert.ToBase64String(Enumerable.Repeat((byte)'x', bytes).ToArray())}}", "type": "{{type}}" }""";

    /// <summary>Does an action.</summary>
    public static Task<ActionReply> RunAsync(this Connector connector, string action, string input, ActionOptions? options = null)
    {
        var plan = connector.Definition.Actions.Single(a => a.Name == action);
        Findings? findings = null;
        using var json = JsonDocument.Parse(input);
        var read = plan.Read(json.RootElement, ref findings);
        Assert.Null(findings);
        return connector.RunAsync(plan, read!, options, default);
    }

    /// <summary>What is found in an input that is refused, as <c>path: Kind</c>.</summary>
    public static async Task<IEnumerable<string>> RefusedAsync(this Connector connector, string action, string input) =>
        (await Assert.ThrowsAsync<InputRefusedException>(() => connector.RunAsync(action, input))).Findings.Select(f => $"{f.Path}: {f.Kind}");
}

/// <summary>Keeps in memory what one key has done.</summary>
internal sealed class KeptJournal : IActionJournal
{
    /// <summary>The steps by name.</summary>
    public Dictionary<string, JournalStep> Steps { get; } = [];

    public ValueTask<IReadOnlyList<JournalStep>> OpenAsync(string key, string action, string fingerprint, CancellationToken cancellationToken) => new([.. Steps.Values]);

    public ValueTask BeginAsync(string key, string step, CancellationToken cancellationToken)
    {
        Steps[step] = new JournalStep(step, false, false, ImmutableDictionary<string, string>.Empty);
        return default;
    }

    public ValueTask EndAsync(string key, JournalStep step, CancellationToken cancellationToken)
    {
        Steps[step.Step] = step;
        return default;
    }

    public ValueTask UndoAsync(string key, string step, CancellationToken cancellationToken)
    {
        Steps.Remove(step);
        return default;
    }

    public ValueTask CloseAsync(string key, CancellationToken cancellationToken) => default;
}
