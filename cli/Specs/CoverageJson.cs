using System.Text.Json;
using Connectors.Cli.Terminal;
using Connectors.Emitter.Capabilities;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Cli.Specs;

/// <summary>The coverage of connectors as one JSON document, for programs.</summary>
internal static class CoverageJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<ConnectorSpec> specs, VocabularySpec vocabulary)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("connectors");
            foreach (var spec in specs)
            {
                Write(json, spec, CoverageTable.Of(spec, vocabulary));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.WriteLine(JsonText.Of(buffer));
    }

    private static void Write(Utf8JsonWriter json, ConnectorSpec spec, CoverageTable coverage)
    {
        json.WriteStartObject();
        json.WriteString("slug", spec.Slug);
        json.WriteString("name", spec.Name);
        Texts(json, "notes", spec.Notes);
        json.WriteStartArray("models");
        foreach (var model in coverage.Models)
        {
            Write(json, model);
        }

        json.WriteEndArray();
        json.WriteStartArray("actions");
        foreach (var action in coverage.Actions)
        {
            json.WriteStartObject();
            json.WriteString("name", action.Action.Name);
            json.WriteString("label", action.Action.Label);
            json.WriteString("coverage", State(action.State));
            json.WriteString("note", action.Note);
            Rows(json, "inputs", action.Rows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("features");
        foreach (var feature in coverage.Features)
        {
            json.WriteStartObject();
            json.WriteString("name", feature.Feature.Id);
            json.WriteString("label", feature.Feature.Label);
            json.WriteString("coverage", State(feature.State));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ModelCoverage model)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Model.Name);
        json.WriteString("label", model.Model.Label);
        json.WriteString("coverage", State(model.State));
        json.WriteString("reason", model.Reason);
        Rows(json, "fields", model.Rows);
        json.WriteEndObject();
    }

    private static void Rows(Utf8JsonWriter json, string name, EquatableArray<CoverageRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Field.Name);
            json.WriteString("coverage", State(row.State));
            json.WriteString("note", row.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, EquatableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string State(CoverageState state) => state switch
    {
        CoverageState.Supported => "SUPPORTED",
        CoverageState.NotImplemented => "NOT_IMPLEMENTED",
        CoverageState.Unsupported => "UNSUPPORTED",
        _ => "UNKNOWN",
    };
}
