using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Connectors;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes the typed methods of a connector's actions, and what they give.</summary>
internal static class ResultEmitter
{
    /// <summary>Whether an action makes records, so that it has a result of its own.</summary>
    public static bool HasResult(NarrowAction action) => Made(action).Any();

    /// <summary>The name of a result's class: <c>LauraCreateApplicationResult</c>.</summary>
    public static string ClassName(ConnectorSpec spec, NarrowAction action) => Naming.Pascal(spec.Slug) + action.Name + "Result";

    /// <summary>Writes a result.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, NarrowAction action, VocabularySpec vocabulary, CSharpTypes types)
    {
        var name = ClassName(spec, action);
        writer.Summary($"What came of {action.Type.Label.ToLowerInvariant()}.");
        CoverageAttributes.Mark(writer, spec.Slug);
        using (writer.Open($"public sealed class {name}"))
        {
            writer.Line($"internal {name}(ActionReply reply) => Reply = reply;");
            foreach (var made in Made(action))
            {
                var model = vocabulary.Model(made.Model)!;
                writer.Line();
                writer.Summary($"The vendor's id of the {Words(model)}, made or found{(IsKnown(action, model.Name) ? "" : "; null where it was not, or the vendor does not tell it")}.");
                writer.Line(IsKnown(action, model.Name)
                    ? $"public string {model.TypeName}RemoteId => Reply.Of({Literals.String(model.Name)})!.RemoteId!;"
                    : $"public string? {model.TypeName}RemoteId => Reply.Of({Literals.String(model.Name)})?.RemoteId;");
                writer.Line();
                writer.Summary($"The {Words(model)} as it was made; null when it was there before.");
                var record = $"Reply.Records.OfType<{types.Model(model)}>().FirstOrDefault()";
                writer.Line(spec.Models.Any(m => m.Name == model.Name)
                    ? $"public {ViewEmitter.ClassName(spec, model)}? {Property(model)} => {record} is {{ }} record ? new {ViewEmitter.ClassName(spec, model)}(record) : null;"
                    : $"public {types.Model(model)}? {Property(model)} => {record};");
            }

            writer.Line();
            writer.Summary("The reply as every action gives it: what was made or found, the unified records, and warnings where the caller was lenient.");
            writer.Line("public ActionReply Reply { get; }");
        }
    }

    /// <summary>Writes the connector's methods.</summary>
    public static void Methods(SourceWriter writer, ConnectorSpec spec, IReadOnlyList<NarrowAction> actions)
    {
        using (writer.Open($"public sealed partial class {ConnectorNames.Class(spec.Slug)}"))
        {
            for (var i = 0; i < actions.Count; i++)
            {
                if (i > 0)
                {
                    writer.Line();
                }

                Method(writer, spec, actions[i]);
            }
        }
    }

    private static void Method(SourceWriter writer, ConnectorSpec spec, NarrowAction action)
    {
        var run = $"await RunAsync({ConnectorNames.Actions(spec.Slug)}.{action.Name}, input.ToUnified(), options, cancellationToken).ConfigureAwait(false)";
        var result = HasResult(action) ? ClassName(spec, action) : "ActionReply";
        writer.Summary($"{action.Type.Doc} ({spec.Slug}.yaml: actions.{action.Spec.Name})");
        writer.Line("/// <param name=\"input\">What is sent; ids are unified, or the vendor's own as <c>remote:ID</c>.</param>");
        writer.Line("/// <param name=\"options\">How; null for strict, without store and idempotency key.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Ends it between and within requests.</param>");
        writer.Line("/// <exception cref=\"InputRefusedException\">The input cannot be sent as it is; nothing was sent.</exception>");
        writer.Line("/// <exception cref=\"PartialActionException\">It failed, and something was done at the vendor, or may have been.</exception>");
        writer.Line("/// <exception cref=\"ConnectorException\">It failed, and nothing was done at the vendor.</exception>");
        writer.Line($"public async Task<{result}> {action.Name}Async({action.Input.Name} input, ActionOptions? options = null, CancellationToken cancellationToken = default) =>");
        writer.Line($"    {(HasResult(action) ? $"new({run})" : run)};");
    }

    private static IEnumerable<MadeModel> Made(NarrowAction action) => action.Type.Makes.Where(m => action.Spec.Steps.Any(s => s.Creates == m.Model));

    // Some step always makes it, and takes its id.
    private static bool IsKnown(NarrowAction action, string model) =>
        action.Spec.Steps.Any(s => s.Creates == model && s.ForEach is null && s.When.Count == 0 && s.Take.Any(t => t.Name == WellKnown.RemoteId));

    private static string Property(ModelType model) => model.TypeName is "Reply" ? "ReplyRecord" : model.TypeName;

    private static string Words(ModelType model) => System.Text.RegularExpressions.Regex.Replace(model.TypeName, "(?<=[a-z])(?=[A-Z])", " ").ToLowerInvariant();
}
