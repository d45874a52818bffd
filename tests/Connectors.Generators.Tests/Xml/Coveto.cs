using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml;
using Connectors.Generators.Tests.Support;
using Connectors.Runtime;
using Connectors.Runtime.Mapping;
using Connectors.Runtime.Mapping.Xml;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Records;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators.Tests.Xml;

/// <summary>A connector that speaks SOAP: generated, compiled and loaded once, and asked what replies say.</summary>
internal static class Coveto
{
    private static readonly Lazy<ConnectorDefinition> Loaded = new(Load);

    /// <summary>Its definition.</summary>
    public static ConnectorDefinition Definition => Loaded.Value;

    /// <summary>The generator's run.</summary>
    public static Driver Run() => new(
        new MemoryFile("/repo/specs/coveto.yaml", MemoryFile.Specs("coveto.yaml"), "spec"),
        new MemoryFile("/repo/specs/contracts/coveto.wsdl", MemoryFile.Specs("contracts/coveto.wsdl"), "contract"),
        new MemoryFile("/repo/specs/contracts/coveto.public.openapi.yaml", MemoryFile.Specs("contracts/coveto.public.openapi.yaml"), "contract"));

    /// <summary>A source by the model that declares it.</summary>
    public static ReadSource Source(string model) => Definition.Sources.Single(s => s.Name == model);

    /// <summary>Reads a reply's element.</summary>
    public static PageSink Read(string model, string xml, MapContext? context = null, XmlBounds? bounds = null, IReadOnlyList<string>? models = null)
    {
        var source = Source(model);
        var sink = new PageSink([.. source.Mappers.Where(m => models?.Contains(m.Model) != false)], context ?? new MapContext());
        using var reader = (bounds ?? XmlBounds.Default).Open(new MemoryStream(Encoding.UTF8.GetBytes(xml)));
        source.DecodeXml!(new XmlCursor(reader, bounds), sink);
        return sink;
    }

    /// <summary>A record with all its fields as JSON.</summary>
    public static string Write(UnifiedRecord record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("remote_id", record.Key.ToString());
            record.WriteFields(writer, new Ids());
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ConnectorDefinition Load()
    {
        var run = Run();
        using var image = new MemoryStream();
        var result = run.Output.Emit(image);
        // CS0436: the referenced Connectors.Ats ships this connector too; the one compiled here is meant.
        Assert.Equal("", string.Join('\n', run.Diagnostics.Concat(result.Diagnostics).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS0436")));
        var type = Assembly.Load(image.ToArray()).GetType("Connectors.Ats.CovetoConnector", throwOnError: true)!;
        return ((ConnectorRegistration)type.GetProperty("Registration")!.GetValue(null)!).Definition;
    }

    private sealed class Ids : IRecordIds
    {
        public string Record(string model, RecordKey key) => $"{model}({key})";

        public string Option(string questionRemoteId, string optionRemoteId) => $"option({questionRemoteId},{optionRemoteId})";

        public string Field(string model, string key) => $"field({model},{key})";
    }
}
