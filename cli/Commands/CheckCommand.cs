using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Connectors.Cli.Specs;
using Connectors.Cli.Terminal;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors check</c>: what the compiler says of specs, without compiling anything.</summary>
internal static class CheckCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var paths = new Argument<string[]>("spec") { Description = "Spec files, or folders with spec files.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text: lines that editors and build logs understand; json: one document.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("check", "Check specs against the language, the vocabulary and the vendor's contract.") { paths, format };
        command.SetAction(result => Run(host, result.GetRequiredValue(paths), result.GetRequiredValue(format) == "json"));
        return command;
    }

    private static int Run(CliHost host, string[] paths, bool json)
    {
        var compiled = new SpecLibrary(host).FromPaths(paths).Select(SpecBuild.Compile).ToList();
        if (json)
        {
            WriteJson(host.Out.Writer, compiled, SpecBuild.Vocabulary);
        }
        else
        {
            WriteText(host.Out.Writer, compiled, SpecBuild.Vocabulary);
        }

        return compiled.All(c => c.Errors == 0) ? ExitCode.Done : ExitCode.WrongInput;
    }

    private static void WriteText(TextWriter writer, List<CompiledSpec> compiled, VocabularySpec vocabulary)
    {
        foreach (var spec in compiled)
        {
            foreach (var diagnostic in spec.Diagnostics)
            {
                writer.WriteLine(diagnostic.ToLine());
            }

            writer.WriteLine($"{spec.Source.Spec.Path}: {Count.Of(spec.Errors, "error")}, {Count.Of(spec.Warnings, "warning")}{Describe(spec.Rows(vocabulary))}");
        }
    }

    private static string Describe(RowCounts? rows) => rows is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; {Count.Of(rows.Supported, "row")} covered, {rows.NotImplemented} not implemented, {rows.Unsupported} unsupported, ")
          + $"{Count.Of(rows.Unknown, "row")} and {Count.Of(rows.UnknownModels, "model")} nobody has looked at";

    private static void WriteJson(TextWriter writer, List<CompiledSpec> compiled, VocabularySpec vocabulary)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("specs");
            foreach (var spec in compiled)
            {
                Write(json, spec, vocabulary);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.WriteLine(JsonText.Of(buffer));
    }

    private static void Write(Utf8JsonWriter json, CompiledSpec spec, VocabularySpec vocabulary)
    {
        json.WriteStartObject();
        json.WriteString("file", spec.Source.Spec.Path);
        json.WriteString("connector", spec.Spec?.Slug);
        json.WriteNumber("errors", spec.Errors);
        json.WriteNumber("warnings", spec.Warnings);
        if (spec.Rows(vocabulary) is { } rows)
        {
            json.WriteStartObject("rows");
            json.WriteNumber("supported", rows.Supported);
            json.WriteNumber("not_implemented", rows.NotImplemented);
            json.WriteNumber("unsupported", rows.Unsupported);
            json.WriteNumber("unknown", rows.Unknown);
            json.WriteNumber("unknown_models", rows.UnknownModels);
            json.WriteEndObject();
        }

        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in spec.Diagnostics)
        {
            Write(json, diagnostic);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SpecDiagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("file", diagnostic.File);
        json.WriteNumber("line", diagnostic.Span.Line + 1);
        json.WriteNumber("column", diagnostic.Span.Column + 1);
        json.WriteNumber("end_line", diagnostic.Span.EndLine + 1);
        json.WriteNumber("end_column", diagnostic.Span.EndColumn + 1);
        json.WriteString("severity", diagnostic.Severity());
        json.WriteString("id", diagnostic.Rule.Id);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("help", diagnostic.Rule.Help);
        json.WriteEndObject();
    }
}
