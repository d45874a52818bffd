using System.Text.Json;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Vocabulary;

namespace Connectors.Soap.Tests.Compiled;

/// <summary>A spec of the tests that is compiled into this project, and the sandbox that plays its vendor.</summary>
internal sealed class PlayedSpec : IAsyncDisposable
{
    private readonly SandboxServer _server;
    private readonly Connector _connector;

    private PlayedSpec(SandboxServer server, Connector connector)
    {
        _server = server;
        _connector = connector;
    }

    /// <summary>The vendor.</summary>
    public SandboxServer Vendor => _server;

    /// <summary>Starts the sandbox.</summary>
    /// <param name="registration">The compiled connector.</param>
    /// <param name="asked">Told of every request.</param>
    /// <param name="change">Changes what is played.</param>
    public static async Task<PlayedSpec> StartAsync(ConnectorRegistration registration, Action<SandboxRequest>? asked = null, Func<SandboxOptions, SandboxOptions>? change = null)
    {
        var path = $"soap/{registration.Definition.Descriptor.Slug}.yaml";
        var spec = Text(path)!;
        var (contract, siblings) = SpecCompiler.ContractFiles(spec, name => Text("soap/" + name));
        var compiled = SpecCompiler.Compile(spec, Vocabularies.Ats, contract, siblings);
        Assert.Empty(compiled.Diagnostics);
        var options = new SandboxOptions { Spec = compiled.Spec!, Contract = compiled.Contract!, ContractFiles = [contract!, .. siblings], Vocabulary = Vocabularies.Ats, Log = asked };
        var server = await SandboxServer.StartAsync(change?.Invoke(options) ?? options);
        Assert.True(ConnectionValues.TryCreate(registration.Definition.Descriptor.ConnectionFields, server.Connection, out var connection, out var problems), string.Join(' ', problems));
        return new PlayedSpec(server, registration.Create(connection, new ConnectorOptions { BaseAddress = server.BaseAddress, OtherAddresses = server.OtherAddresses, KeepRates = false, Retries = 0 }));
    }

    /// <summary>The records of a model, and how many were left out.</summary>
    public async Task<(List<UnifiedRecord> Records, int Skipped)> ReadAsync(string model)
    {
        var source = _connector.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var (records, skipped) = (new List<UnifiedRecord>(), 0);
        await foreach (var page in _connector.ReadAsync(source, new ReadOptions()))
        {
            Assert.Empty(page.SetAside);
            records.AddRange(page.Records);
            skipped += page.Skipped;
        }

        return (records, skipped);
    }

    /// <summary>Tests the credentials.</summary>
    public Task CheckAsync() => _connector.CheckAsync();

    /// <summary>What the vendor sent of a record, by the request it came from.</summary>
    public static JsonElement Raw(ReadOnlyMemory<byte> remoteData) => JsonDocument.Parse(remoteData).RootElement;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static SourceText? Text(string path)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "test-specs", path);
        return File.Exists(file) ? new SourceText("test-specs/" + path, File.ReadAllText(file)) : null;
    }
}
