using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Writes the unified inputs of a vocabulary's actions: a class an action, and one for each level that its inputs stand in.</summary>
public static class InputEmitter
{
    /// <summary>The files, inner levels first; the same vocabulary gives the same text.</summary>
    public static IEnumerable<(string HintName, string Source)> Emit(VocabularySpec vocabulary)
    {
        var types = new CSharpTypes(vocabulary);
        var classes = new InputClasses();
        var actions = vocabulary.Actions.Select(action => (Action: action, Input: classes.Of(action))).ToList();
        foreach (var group in classes.Groups)
        {
            yield return File(vocabulary, group.Name, writer => Group(writer, group, vocabulary, types));
        }

        foreach (var (action, input) in actions)
        {
            yield return File(vocabulary, input.Name, writer => Action(writer, action, input, vocabulary, types));
        }

        var unions = vocabulary.Actions.SelectMany(action => RecordEmitter.Unions(action, vocabulary)).Distinct().Select(u => vocabulary.Union(u.Name)!).ToList();
        if (unions.Count > 0)
        {
            yield return File(vocabulary, AnswerEmitter.ClassName, writer => AnswerEmitter.Write(writer, unions, types));
        }
    }

    private static (string HintName, string Source) File(VocabularySpec vocabulary, string name, Action<SourceWriter> write)
    {
        var writer = SourceWriter.File(
            vocabulary.Category + ".yaml", CSharpTypes.Namespace(vocabulary),
            "System", "System.Collections.Generic", "System.Linq", "System.Text.Json", "System.Threading.Tasks", "Connectors.Runtime.Actions", "Connectors.Runtime.Files", "Connectors.Runtime.Records");
        write(writer);
        return (name + ".g.cs", writer.ToString());
    }

    private static void Group(SourceWriter writer, InputClass group, VocabularySpec vocabulary, CSharpTypes types)
    {
        writer.Summary(group.Doc);
        using (writer.Open($"public sealed class {group.Name}"))
        {
            InputProperties.Write(writer, group, types);
            if (group.IsFile)
            {
                writer.Summary("The file at hand; set by resolution.");
                writer.Line($"public FileContent? {InputProperties.Content} {{ get; init; }}");
                writer.Line();
            }

            writer.Summary("Reads it from JSON.");
            using (writer.Open($"internal static {group.Name} Read(ref Findings? findings, JsonElement json, string path)"))
            {
                InputReading.Write(writer, group, vocabulary, types);
            }

            writer.Line();
            writer.Summary("Writes it as the JSON it is read from.");
            using (writer.Open("internal void Write(Utf8JsonWriter writer)"))
            {
                InputWriting.Write(writer, group, types);
            }

            if (InputResolving.Needed(group))
            {
                writer.Line();
                InputResolving.Group(writer, group);
            }
        }
    }

    private static void Action(SourceWriter writer, ActionType action, InputClass input, VocabularySpec vocabulary, CSharpTypes types)
    {
        writer.Summary($"What {action.Label.ToLowerInvariant()} is given. {action.Doc}");
        using (writer.Open($"public sealed class {input.Name} : ActionInput"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override string Action => {Literals.String(action.Name)};");
            writer.Line();
            if (action.Makes.Count > 0)
            {
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public override string? Answer => {Literals.String(action.Makes[0].Model)};");
                writer.Line();
            }

            InputProperties.Write(writer, input, types);
            writer.Summary("Reads it from JSON.");
            writer.Line("/// <param name=\"json\">The JSON object.</param>");
            writer.Line("/// <param name=\"findings\">Is told what is missing, of another type, or no input of the action.</param>");
            writer.Line("/// <returns>The input, not to be sent after a finding; null when the JSON is no object.</returns>");
            using (writer.Open($"public static {input.Name}? Read(JsonElement json, ref Findings? findings)"))
            {
                writer.Line("const string path = \"\";");
                using (writer.Open("if (!InputJson.IsObject(ref findings, path, json))"))
                {
                    writer.Line("return null;");
                }

                writer.Line();
                InputReading.Write(writer, input, vocabulary, types);
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            using (writer.Open("public override void Write(Utf8JsonWriter writer)"))
            {
                InputWriting.Write(writer, input, types);
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            InputResolving.Action(writer, action, input);
            RecordEmitter.Write(writer, action, input, vocabulary, types);
        }
    }
}
