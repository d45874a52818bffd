using System.Globalization;
using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds rules on what replies mean.</summary>
internal sealed class ReplyRuleBinder(BindContext context, PathBinder paths, TestBinder tests)
{
    private const string BodyText = "@text";

    /// <param name="rules">The rules.</param>
    /// <param name="operations">The operations whose replies they judge.</param>
    /// <param name="whose">Those operations in messages.</param>
    public EquatableArray<ReplyRule> Bind(IEnumerable<YamlNode> rules, IReadOnlyList<ContractOperation> operations, string whose) =>
        rules.OfType<YamlMapping>().Select(rule => Rule(rule, operations, whose, outcome: true).Rule).ToEquatable();

    /// <summary>Binds one rule, with what values can be taken of the replies it holds for.</summary>
    public (ReplyRule Rule, TakenReply Reply) Single(YamlMapping rule, IReadOnlyList<ContractOperation> operations, string whose)
    {
        var (bound, replies, scope) = Rule(rule, operations, whose, outcome: true);
        return (bound, new TakenReply(scope.Where, replies, () => scope));
    }

    /// <summary>Binds rules that say no more than for which replies they hold.</summary>
    public EquatableArray<ReplyRule> Tests(IEnumerable<YamlNode> rules, IReadOnlyList<ContractOperation> operations, string whose) =>
        rules.OfType<YamlMapping>().Select(rule => Rule(rule, operations, whose, outcome: false).Rule).ToEquatable();

    private (ReplyRule Rule, IReadOnlyList<ContractReply> Replies, PathScope Scope) Rule(YamlMapping rule, IReadOnlyList<ContractOperation> operations, string whose, bool outcome)
    {
        var statuses = Statuses(rule, operations, whose);
        var replies = Replies(statuses, operations);
        var scope = new PathScope(
            SchemaView.Of(context.Contract, [.. replies.Select(static r => r.Body).Where(static b => b is not null).Distinct()]),
            $"the replies of {whose}")
        { Fault = SchemaView.Fault(context.Contract, operations), NamesAreFixed = true };
        if (outcome && !rule.Entries.Any(static e => e.Key.Text is "then" or "means" or "retry" or "message" or "fields" or "take"))
        {
            context.Report(DiagnosticRules.MissingOption, rule, "This rule has no outcome; say 'means', 'retry', 'message' or 'fields', in a read 'then: empty', in a step 'take' or 'then: done'.");
        }

        var messages = rule.OneOrMany("message").OfType<YamlScalar>().ToList();
        if (messages.FindIndex(static m => m.Text == BodyText) is >= 0 and var at && at < messages.Count - 1)
        {
            context.Report(DiagnosticRules.Malformed, messages[at], $"'{BodyText}' is the whole body, so nothing after it is ever looked at; write it last.");
        }

        var bound = new ReplyRule
        {
            Statuses = statuses,
            Tests = tests.Bind(rule, scope),
            Means = rule.Text("then") is "empty" or "done" ? ReplyMeaning.Empty : rule.Text("means") is { } word && Grammar.Meanings.TryGetValue(word, out var meaning) ? meaning : null,
            Retry = rule["retry"] is null ? null : new RetryHint(rule.OneOrMany("retry").OfType<YamlMapping>().Select(hint => Wait(hint, replies, scope)).OfType<RetryWait>().ToEquatable()),
            Messages = messages.Where(static m => m.Text != BodyText).Select(m => paths.Bind(m, scope)?.Path).OfType<VendorPath>().ToEquatable(),
            TextIsMessage = messages.Exists(static m => m.Text == BodyText),
            Fields = rule.Map("fields") is { } fields ? Fields(fields, scope) : null,
        };
        return (bound, replies, scope);
    }

    /// <summary>Binds where replies say how many requests are left.</summary>
    public AnnouncedLimit? Announced(YamlMapping announced, IReadOnlyList<ContractOperation> operations)
    {
        var replies = operations.SelectMany(static o => o.Replies).Distinct().ToList();
        var scope = new PathScope(SchemaView.Unknown, "the replies of the vendor") { NamesAreFixed = true };
        if (announced.Scalar("left") is not { } left || Wait(announced, replies, scope) is not { } more)
        {
            return null;
        }

        CheckHeader(left, replies);
        return new AnnouncedLimit(left.Text, more);
    }

    private EquatableArray<int> Statuses(YamlMapping rule, IReadOnlyList<ContractOperation> operations, string whose)
    {
        var statuses = new List<int>();
        foreach (var node in rule.OneOrMany("status").OfType<YamlScalar>())
        {
            if (!int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            {
                continue;
            }

            statuses.Add(status);
            if (operations.Count > 0 && operations.All(o => o.Reply(status) is null))
            {
                context.Report(DiagnosticRules.UndeclaredStatus, node, $"The contract declares neither a reply {status} nor a 'default' one for {whose}.");
            }
        }

        return statuses.ToEquatable();
    }

    private static List<ContractReply> Replies(EquatableArray<int> statuses, IReadOnlyList<ContractOperation> operations) =>
        (statuses.Count == 0
            ? operations.SelectMany(static o => o.Replies)
            : operations.SelectMany(o => statuses.Select(o.Reply)).OfType<ContractReply>()).Distinct().ToList();

    private RetryWait? Wait(YamlMapping hint, IReadOnlyList<ContractReply> replies, PathScope scope)
    {
        if (hint.Scalar("wait") is { } wait)
        {
            if (ScalarSyntax.Seconds(wait.Text) is { } seconds)
            {
                return new RetryWait(RetryWaitKind.Fixed, null, seconds);
            }

            context.Report(DiagnosticRules.Malformed, wait, $"'{wait.Text}' is not a time span; write one like '30s', '5m' or '1h'.");
            return null;
        }

        if (hint.Map("after")?.Scalar("body") is { } body)
        {
            return Seconds(body, scope);
        }

        if ((hint.Map("until") ?? hint.Map("after"))?.Scalar("header") is not { } header)
        {
            return null;
        }

        CheckHeader(header, replies);
        return new RetryWait(hint.Map("until") is null ? RetryWaitKind.After : RetryWaitKind.UntilUnixSeconds, header.Text, 0);
    }

    private void CheckHeader(YamlScalar header, IReadOnlyList<ContractReply> replies)
    {
        var standard = string.Equals(header.Text, "Retry-After", StringComparison.OrdinalIgnoreCase);
        var known = replies.SelectMany(static r => r.Headers).Select(static h => h.Name).ToList();
        if (context.Contract is not null && !standard && !known.Contains(header.Text, StringComparer.OrdinalIgnoreCase))
        {
            context.Report(DiagnosticRules.UndeclaredHeader, header, $"The contract mentions no header '{header.Text}' for these replies{Suggest.Hint(header.Text, known)}");
        }
    }

    private RetryWait? Seconds(YamlScalar node, PathScope scope)
    {
        if (paths.BindSingle(node, scope) is not { } path)
        {
            return null;
        }

        if (path.View.Kind is JsonKind.Object or JsonKind.Array or JsonKind.Boolean)
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {JsonKindWords.Of(path.View.Kind)} at '{node.Text}', which is no number of seconds.");
        }

        return new RetryWait(RetryWaitKind.After, null, 0, path.Path);
    }

    private FieldErrors? Fields(YamlMapping fields, PathScope scope)
    {
        if (fields.Scalar("each") is not { } each || paths.BindList(each, scope) is not { } list)
        {
            return null;
        }

        var item = scope.Item(list.Item, list.List);
        var path = fields.Scalar("path") is { } p ? paths.Bind(p, item) : null;
        var message = fields.Scalar("message") is { } m ? paths.Bind(m, item) : null;
        return path is null || message is null ? null : new FieldErrors(list.List.Path, path.Path, message.Path);
    }
}
