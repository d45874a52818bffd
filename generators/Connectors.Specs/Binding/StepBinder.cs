using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>A step with the contract's operation for it, and all that fills its request.</summary>
internal sealed record BoundStep(StepSpec Spec, ContractOperation? Operation, IReadOnlyList<Filling> Fillings);

/// <summary>Binds a request of an action.</summary>
internal sealed class StepBinder(BindContext context, RequestBinder requests, FindBinder finds, TakeBinder takes, ReplyRuleBinder rules, WhenBinder whens, GivenFilesBinder files)
{
    private const string RemoteId = "remote_id";

    /// <summary>Binds a step; null when it names no request.</summary>
    public BoundStep? Bind(StepNode step, ActionScope scope)
    {
        if (!ScalarSyntax.IsName(step.Name))
        {
            context.Report(DiagnosticRules.Malformed, step.Key, $"'{step.Name}' cannot be the name of a step; names have lower case letters, digits and underscores, a letter first.");
        }

        CheckForEach(step, scope.Type);
        scope = scope with { Each = step.ForEach?.Text };
        var inputs = scope.Inputs.Fillings(step.Name).ToList();
        if (Request(step, new TemplateScope(Action: scope), inputs) is not { } request)
        {
            return null;
        }

        var said = Said(request.Spec, scope).ToList();
        FillCheck.Run(context, step.Name, [.. said, .. PagingBinder.Filled(step.Body).Select(static at => new Filling(at, null, null)), .. inputs]);
        CheckPath(request.Spec, inputs);
        CheckCreates(step, scope.Type);
        var find = step.Body.Map("find");
        PathScope? reply = null;
        var answer = requests.Taken(request);
        var take = takes.Bind(step.Body.Entries("take"), answer with { Body = () => reply ??= answer.Body() });
        reply?.Joins?.CheckAsked(context, request);
        var spec = new StepSpec
        {
            Name = step.Name,
            Request = reply?.Joins?.Complete(request.Spec) ?? request.Spec,
            When = step.Body.OneOrMany("when").OfType<YamlMapping>().SelectMany(w => whens.Bind(w, scope)).ToEquatable(),
            ForEach = step.ForEach?.Text,
            Find = find is null ? null : finds.Bind(find, scope),
            Creates = step.Body.Text("creates"),
            Take = take,
            On = step.Body.Items("on").OfType<YamlMapping>().Select(rule => Rule(step, rule, request)).ToEquatable(),
            Repeatable = step.Body.Flag("repeatable"),
            Gives = Gives(step, request, scope),
        };
        if (find?.Map("take") is { } found)
        {
            CheckNames(step, found, "what is found");
        }

        return new BoundStep(spec, request.Operation, [.. said, .. inputs]);
    }

    private BoundRequest? Request(StepNode step, TemplateScope scope, List<Filling> inputs)
    {
        var idle = step.Body["url"] is null ? new[] { "method", "hosts" } : ["find", "creates", "page"];
        foreach (var entry in step.Body.Entries.Where(e => idle.Contains(e.Key.Text)))
        {
            context.Report(DiagnosticRules.IdleOption, entry.Key, step.Body["url"] is null ? $"'{entry.Key.Text}' has no meaning without 'url'." : $"'{entry.Key.Text}' has no meaning with 'url': what is there is no record of the vendor's API.");
        }

        return step.Body.Scalar("url") is { } url
            ? requests.Address(url, step.Body, scope, inputs.Any(static i => i.At is { Kind: PlaceKind.Body, Name: BodyPaths.Whole }))
            : requests.Bind(step.Body, scope, [.. inputs.Select(static f => f.At), .. PagingBinder.Filled(step.Body)], PagingBinder.FilledLater(step.Body), inputs: inputs);
    }

    private GivenFilesSpec? Gives(StepNode step, BoundRequest request, ActionScope scope)
    {
        if (step.Body.Entry("gives") is not { Value: YamlMapping gives } entry)
        {
            if (step.Body["gives"] is null && step.Body["url"] is null && step.Body.Entry("page") is { } page)
            {
                context.Report(DiagnosticRules.IdleOption, page.Key, "'page' has no meaning without 'gives': nothing of the step is a list.");
            }

            return null;
        }

        if (scope.Type.GivesFiles is null)
        {
            context.Report(DiagnosticRules.ActionOutcome, entry.Key, $"The action {scope.Type.Name} lists no files.");
        }

        return files.Bind(gives, step.Body, request, scope);
    }

    private void CheckForEach(StepNode step, ActionType action)
    {
        if (step.ForEach is { } list && action.Group(list.Text) is not { List: true })
        {
            var known = action.Groups.Where(static g => g.List).Select(static g => g.Name).ToList();
            context.Report(DiagnosticRules.UnknownInput, list, $"The action {action.Name} has no list '{list.Text}'{Suggest.Hint(list.Text, known)}");
        }
    }

    /// <summary>What the step says itself: a value that is made of an input alone is the input's.</summary>
    private static IEnumerable<Filling> Said(RequestSpec request, ActionScope scope) => request.Send
        .Select(sent => new Filling(sent.At, null, Input(sent.Values.SelectMany(static v => v.Parts), scope)))
        .Concat(request.Path.Parts.Select(part => (Part: part, Row: Row(part, scope))).Where(static p => p.Row is not null).Select(static p => new Filling(new Place(PlaceKind.Path, $"input.{p.Row}"), null, p.Row)));

    private static string? Input(IEnumerable<TemplatePart> parts, ActionScope scope) =>
        parts.All(static p => p is TemplatePart.Input or TemplatePart.Item or TemplatePart.Literal) ? parts.Select(p => Row(p, scope)).FirstOrDefault(static r => r is not null) : null;

    private static string? Row(TemplatePart part, ActionScope scope) => part switch
    {
        TemplatePart.Input input => input.Row,
        TemplatePart.Item item => $"{scope.Each}.{item.Row}",
        _ => null,
    };

    private StepRule Rule(StepNode step, YamlMapping rule, BoundRequest request)
    {
        var (bound, reply) = rules.Single(rule, request.Operation is { } operation ? [operation] : [], request.Says);
        if (rule.Map("take") is { } take)
        {
            CheckNames(step, take, "this reply");
        }
        else if (rule.Scalar("then") is { } done && step.Taken.Count > 0)
        {
            context.Report(DiagnosticRules.UntakenValue, done, $"The step '{step.Name}' takes {string.Join(", ", step.Taken.Select(static m => $"'{m}'"))} of its reply, so of this one too: say 'take' in place of 'then'.");
        }

        return new StepRule(bound, takes.Bind(rule.Entries("take"), reply));
    }

    /// <summary>Reports inputs that fill a placeholder which the path does not have.</summary>
    private void CheckPath(RequestSpec request, IEnumerable<Filling> inputs)
    {
        var placed = request.Path.Parts.OfType<TemplatePart.Placed>().Select(static p => p.Name).ToList();
        foreach (var input in inputs.Where(i => i.At.Kind == PlaceKind.Path && !placed.Contains(i.At.Name)))
        {
            context.Report(DiagnosticRules.UnknownPlaceholder, input.Node!, $"The path of the step has no '{{{input.At.Name}}}'{Suggest.Hint(input.At.Name, placed)}");
        }
    }

    private void CheckCreates(StepNode step, ActionType action)
    {
        if (step.Body.Scalar("creates") is not { } creates)
        {
            return;
        }

        if (context.Vocabulary.Model(creates.Text) is null)
        {
            context.Report(DiagnosticRules.UnknownModel, creates, $"The vocabulary has no model '{creates.Text}'{Suggest.Hint(creates.Text, action.Makes.Select(static m => m.Model))}");
        }
        else if (!action.Makes.Any(m => m.Model == creates.Text))
        {
            context.Report(DiagnosticRules.ActionOutcome, creates, action.Makes.Count == 0
                ? $"The action {action.Name} makes no records."
                : $"The action {action.Name} makes no record of '{creates.Text}', only of {string.Join(" and ", action.Makes.Select(static m => $"'{m.Model}'"))}.");
        }

        if (!step.Taken.Contains(RemoteId) && !step.TakesNone)
        {
            context.Report(DiagnosticRules.CreatesWithoutId, creates, $"The step '{step.Name}' makes a record, so it takes the vendor's id of it: add 'take: {{ {RemoteId}: … }}', or 'take: none' where the vendor does not tell it.");
        }
    }

    /// <summary>Whatever way a step ends well, later steps find the same names.</summary>
    private void CheckNames(StepNode step, YamlMapping take, string from)
    {
        if (step.Taken.Where(name => take[name] is null).ToList() is { Count: > 0 } missing)
        {
            context.Report(DiagnosticRules.UntakenValue, take, $"The step '{step.Name}' takes {string.Join(", ", missing.Select(static m => $"'{m}'"))} of its reply, so of {from} too.");
        }

        foreach (var extra in take.Entries.Where(e => !step.Taken.Contains(e.Key.Text)))
        {
            context.Report(DiagnosticRules.UntakenValue, extra.Key, $"'{extra.Key.Text}' is not among what the step '{step.Name}' takes of its reply{Suggest.Hint(extra.Key.Text, step.Taken)}");
        }
    }
}
