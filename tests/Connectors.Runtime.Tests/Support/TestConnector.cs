using Connectors.Runtime.Actions;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Passthrough;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Runtime.Requests;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Runtime.Tests.Support;

/// <summary>A connector put together by hand, at a vendor that is a function.</summary>
internal sealed class TestConnector(ConnectorDefinition definition, ConnectionValues connection, ConnectorOptions options)
    : Connector(definition, connection, options)
{
    public const string Secret = "s3cr3t-k/y+1";

    public static readonly ConnectionFieldInfo[] Form =
    [
        new("subdomain", "Subdomain") { Default = "acme" },
        new("api_key", "API key") { Secret = true, Default = Secret },
    ];

    /// <summary>A definition that sends the key in the header <c>X-Api-Key</c>.</summary>
    public static ConnectorDefinition Define(
        Func<DefinitionParts, DefinitionParts>? change = null)
    {
        var parts = (change ?? (p => p))(new DefinitionParts());
        return new ConnectorDefinition
        {
            Descriptor = new ConnectorDescriptor { Slug = "test", Name = "Test", Category = "ats", Stage = "open_beta", ConnectionFields = [.. Form] },
            Apis = [new ApiPlan((in RequestScope s) => $"https://{s.Connection["subdomain"]}.vendor.example/api"), .. parts.OtherApis],
            Hosts = [.. parts.Hosts],
            Send = [.. parts.Send],
            Errors = [.. parts.Errors],
            Rates = [.. parts.Rates],
            Concurrency = parts.Concurrency,
            Check = parts.Check,
            Auth = [.. parts.Auth],
            Sources = [.. parts.Sources],
            Actions = [.. parts.Actions],
            Passthrough = [.. parts.Passthrough],
            FollowsRedirects = parts.FollowsRedirects,
        };
    }

    public static ConnectionValues Account(Dictionary<string, string>? values = null)
    {
        Assert.True(ConnectionValues.TryCreate(Form, values ?? [], out var connection, out var problems), string.Join(' ', problems));
        return connection;
    }

    public static TestConnector At(HttpMessageHandler vendor, ConnectorDefinition? definition = null, ConnectorOptions? options = null) =>
        new(definition ?? Define(), Account(), (options ?? new ConnectorOptions { Retries = 0 }) with { Http = new HttpMessageInvoker(vendor) });

    public async Task<List<ReadPage>> PagesAsync(ReadSource source, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var pages = new List<ReadPage>();
        await foreach (var page in ReadAsync(source, options ?? new ReadOptions(), cancellationToken))
        {
            pages.Add(page);
        }

        return pages;
    }

    public async Task<List<string>> IdsAsync(ReadSource source, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        [.. (await PagesAsync(source, options, cancellationToken)).SelectMany(p => p.Records).Select(r => ((Item)r).Id)];
}

/// <summary>What tests vary of a definition.</summary>
internal sealed record DefinitionParts
{
    public List<string> Hosts { get; init; } = [];

    public List<SentValue> Send { get; init; } = [new(new PlaceName(Place.Header, "X-Api-Key"), [(in RequestScope s) => s.Connection["api_key"]])];

    public List<ReplyRule> Errors { get; init; } = [];

    public List<RateWindow> Rates { get; init; } = [];

    public int Concurrency { get; init; } = 4;

    public RequestPlan? Check { get; init; }

    public List<ApiPlan> OtherApis { get; init; } = [];

    public List<AuthPlan> Auth { get; init; } = [];

    public List<ReadSource> Sources { get; init; } = [];

    public List<ActionPlan> Actions { get; init; } = [];

    public List<PassthroughApi> Passthrough { get; init; } = [new("v1", 0)];

    public bool FollowsRedirects { get; init; }
}

/// <summary>Runs what waits for a clock.</summary>
internal static class Pump
{
    /// <summary>Moves the clock on, step by step, until the work is done.</summary>
    /// <remarks>Away from xunit's synchronisation context, timers run their continuations at once, so that the clock does not run ahead of the work.</remarks>
    public static Task<T> RunAsync<T>(FakeTimeProvider clock, Func<Task<T>> work, TimeSpan? step = null) => Task.Run(async () =>
    {
        var task = work();
        for (var i = 0; i < 200_000 && !task.IsCompleted; i++)
        {
            await Task.Yield();
            if (!task.IsCompleted)
            {
                clock.Advance(step ?? TimeSpan.FromSeconds(1));
            }
        }

        Assert.True(task.IsCompleted, "the work waits for more than the clock");
        return await task;
    });
}
