using Connectors.Emitter.Connectors;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Actions;

/// <summary>Writes the actions of a connector as plans that the runtime carries out.</summary>
internal static class PlanEmitter
{
    /// <summary>Writes the class: <c>LauraActions</c>.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, IReadOnlyList<NarrowAction> actions, CSharpTypes types)
    {
        var written = new WrittenValue(types);
        var members = new SourceWriter();
        foreach (var action in actions)
        {
            Plan(members, spec, action, written);
            members.Line();
        }

        writer.Summary($"What the runtime carries out for the actions of {spec.Name} ({spec.Slug}.yaml).");
        using (writer.Open($"internal static class {ConnectorNames.Actions(spec.Slug)}"))
        {
            foreach (var field in written.Fields)
            {
                writer.Line(field);
                writer.Line();
            }

            writer.Line(members.ToString().TrimEnd('\n'));
        }
    }

    private static void Plan(SourceWriter writer, ConnectorSpec spec, NarrowAction action, WrittenValue written)
    {
        var fill = new FillEmitter(writer, action, written, spec.Slug);
        writer.Summary($"{spec.Slug}.yaml: actions.{action.Spec.Name}");
        using (writer.Open($"public static ActionPlan<{action.Unified.Name}> {action.Name} {{ get; }} = new()", "};"))
        {
            writer.Line($"Name = {Literals.String(action.Spec.Name)},");
            writer.Line($"From = {action.Unified.Name}.Read,");
            writer.Line($"Guard = {GuardEmitter.ClassName(spec)}.{action.Name},");
            writer.Line($"Sent = {action.Name}Sent,");
            Lists.Write(writer, "Files", action.Spec.Files.Select(f => $"{GuardEmitter.ClassName(spec)}.{FileRules.Name(spec, f)}"));
            var answers = action.Spec.Lists.SelectMany(l => l.Items).Select(i => i.Write).OfType<WriteSpec.ByFormat>().SelectMany(a => a.Cases).ToList();
            if (answers.Count > 0)
            {
                writer.Line($"AnswerFormats = [{string.Join(", ", answers.Select(c => Literals.String(c.Format)).Distinct())}],");
                if (answers.Any(c => c.Format is "SINGLE_SELECT" or "MULTI_SELECT" && c.Places.Any(p => p.Kind == JsonKind.Integer)))
                {
                    writer.Line("OptionsAreNumbers = true,");
                }
            }

            RowLookupEmitter.Write(writer, spec, action.Spec, fill.RowText);
            writer.Line("Steps =");
            writer.Line("[");
            using (writer.Indent())
            {
                foreach (var step in action.Spec.Steps)
                {
                    Step(writer, spec, step, action, fill);
                }
            }

            writer.Line("],");
        }

        writer.Line();
        SentEmitter.Write(writer, action, action.Name + "Sent");
        foreach (var step in action.Spec.Steps)
        {
            writer.Line();
            fill.Step(step, Method(action, step));
            if (step.Find is { } find)
            {
                writer.Line();
                fill.Find(find.Request, Method(action, step) + "Find");
            }

            if (step.Gives?.Fetch is { } fetch)
            {
                writer.Line();
                fill.Find(fetch, Method(action, step) + "File");
            }
        }
    }

    private static void Step(SourceWriter writer, ConnectorSpec spec, StepSpec step, NarrowAction action, FillEmitter fill)
    {
        using (writer.Open("new ActionStep", "},"))
        {
            writer.Line($"Name = {Literals.String(step.Name)},");
            RequestText.Write(writer, "Request = ", Constant(step.Request), spec);
            writer.Line($"Fill = {Method(action, step)},");
            if (step.ForEach is { } list)
            {
                writer.Line($"Items = static given => {fill.Count(list)},");
            }

            if (fill.When(step) is { } when)
            {
                writer.Line($"When = static (given, scope) => {when},");
            }

            if (step.Request.Hosts.Count > 0 && step.Request.Path.Parts.OfType<TemplatePart.Step>().FirstOrDefault() is { } address)
            {
                writer.Line($"AddressFrom = {Literals.String(address.Name)},");
            }

            if (step.Find is { } find)
            {
                using (writer.Open("Find = new FindPlan", "},"))
                {
                    RequestText.Write(writer, "Request = ", Constant(find.Request), spec);
                    writer.Line($"Fill = {Method(action, step)}Find,");
                    writer.Line($"Records = {Literals.String(BodyPath.Of(find.Records))},");
                    PagingEmitter.WriteList(writer, find.Paging);
                    writer.Line($"Where = {fill.Where(find)},");
                    Lists.Write(writer, "Take", find.Take.Select(TakenText.Of));
                    Lists.Write(writer, "On", find.On.Select(ReplyRuleText.Of));
                }
            }

            if (step.Gives is { } files)
            {
                GivenFilesEmitter.Write(writer, spec, files, Method(action, step) + "File");
            }

            if (step.Creates is { } model)
            {
                writer.Line($"Creates = {Literals.String(model)},");
            }

            Lists.Write(writer, "Take", step.Take.Select(TakenText.Of));
            Lists.Write(writer, "On", step.On.Select(o => $"new StepReply({ReplyRuleText.Of(o.Rule)}, [{string.Join(", ", o.Take.Select(TakenText.Of))}])"));
            if (step.Repeatable || step.Request is { Soap: null, Method: "GET" or "PUT" or "DELETE" })
            {
                writer.Line("Repeatable = true,");
            }
        }
    }

    // What does not depend on the input stands in the plan; the rest is filled in.
    private static RequestSpec Constant(RequestSpec request) => request with { Send = request.Send.Where(s => !s.Values.Any(FillEmitter.IsFilled)).ToEquatable() };

    private static string Method(NarrowAction action, StepSpec step) => $"{action.Name}{Naming.Pascal(step.Name)}Step";
}
