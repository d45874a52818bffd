using System.Reflection;
using System.Text;
using System.Text.Json;
using Connectors.Generators.Tests.Support;
using Connectors.Runtime;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Records;
using Microsoft.CodeAnalysis.CSharp;

namespace Connectors.Generators.Tests.Mapping;

/// <summary>A connector that has been compiled in memory and loaded.</summary>
internal sealed class Loaded
{
    private Loaded(Assembly assembly, string name)
    {
        Assembly = assembly;
        Registration = (ConnectorRegistration)assembly.GetType($"Connectors.Ats.{name}Connector", throwOnError: true)!.GetProperty("Registration")!.GetValue(null)!;
    }

    /// <summary>What was compiled: the unified models and the connector.</summary>
    public Assembly Assembly { get; }

    /// <summary>The connector.</summary>
    public ConnectorRegistration Registration { get; }

    /// <summary>Compiles and loads a spec.</summary>
    /// <param name="name">The slug in Pascal case.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="contract">Its contract.</param>
    /// <param name="code">C# that the spec's author has written.</param>
    public static Loaded Of(string name, MemoryFile spec, MemoryFile contract, string code = "")
    {
        var driver = new Driver(Sample.Vocabulary(), spec, contract);
        Assert.Empty(driver.Diagnostics);
        using var image = new MemoryStream();
        var result = driver.Output.AddSyntaxTrees(CSharpSyntaxTree.ParseText(code)).Emit(image);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        return new Loaded(Assembly.Load(image.ToArray()), name);
    }

    /// <summary>A spec of the repository's tests.</summary>
    public static MemoryFile TestSpec(string slug) => new($"/repo/tests/specs/{slug}.yaml", Text($"{slug}.yaml"), "spec");

    /// <summary>The contract of those.</summary>
    public static MemoryFile TestContract() => new("/repo/tests/specs/contracts/acme.openapi.yaml", Text("contracts/acme.openapi.yaml"), "contract");

    /// <summary>Walks an answer of the vendor with one model's mapper.</summary>
    public PageSink Read(string model, string answer, MapContext? context = null)
    {
        var source = Registration.Definition.Sources.Single(s => s.Mappers.Any(m => m.Model == model));
        var sink = new PageSink([source.Mappers.Single(m => m.Model == model)], context ?? new MapContext(), lookup: source.Lookup is not null);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(answer));
        reader.Read();
        source.Decode!(ref reader, sink);
        Assert.False(reader.Read());
        return sink;
    }

    /// <summary>A record as JSON, members without a value left out.</summary>
    public static string Json(UnifiedRecord record)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            record.WriteFields(writer, new SpeakingIds());
            writer.WriteEndObject();
        }

        var node = System.Text.Json.Nodes.JsonNode.Parse(bytes.ToArray())!.AsObject();
        foreach (var name in node.Where(m => m.Value is null).Select(m => m.Key).ToList())
        {
            node.Remove(name);
        }

        return node.ToJsonString();
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "test-specs", name));

    private sealed class SpeakingIds : IRecordIds
    {
        public string Record(string model, RecordKey key) => $"{model} {key}";

        public string Option(string questionRemoteId, string optionRemoteId) => $"option {questionRemoteId}/{optionRemoteId}";

        public string Field(string model, string key) => $"field {model}/{key}";
    }
}
