using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds how the answer to a question is written, by what the question asks for.</summary>
internal sealed class AnswerBinder(BindContext context, WriteBinder writes, InputPlaces places)
{
    private const string FileFormat = "FILE";

    /// <summary>What is answered to a question of each format; the others ask for nothing.</summary>
    private static readonly Dictionary<string, TypeRef> Answers = new(StringComparer.Ordinal)
    {
        ["TEXT"] = new TypeRef.Scalar(ScalarKind.String),
        ["NUMBER"] = new TypeRef.Scalar(ScalarKind.Number),
        ["BOOLEAN"] = new TypeRef.Scalar(ScalarKind.Boolean),
        ["DATE"] = new TypeRef.Scalar(ScalarKind.DateTime),
        ["SINGLE_SELECT"] = new TypeRef.Option(""),
        ["MULTI_SELECT"] = new TypeRef.Option(""),
        [FileFormat] = new TypeRef.Scalar(ScalarKind.Bytes),
    };

    private static readonly Dictionary<string, TypeRef> FileParts = new(StringComparer.Ordinal)
    {
        ["name"] = new TypeRef.Scalar(ScalarKind.String),
        ["content_type"] = new TypeRef.Scalar(ScalarKind.MediaType),
        ["data"] = new TypeRef.Scalar(ScalarKind.Bytes),
    };

    /// <summary>The cases of an answer.</summary>
    /// <param name="action">The action.</param>
    /// <param name="list">The list of answers.</param>
    /// <param name="row">The answer.</param>
    /// <param name="items">The vendor's lists.</param>
    public WriteSpec.ByFormat Bind(ActionType action, ListNode list, RowNode row, IReadOnlyList<ItemSite> items)
    {
        var union = action.FormatsOf(row.Field, context.Vocabulary);
        var known = union?.Cases.Select(static c => c.Name).Where(Answers.ContainsKey).ToList() ?? [];
        foreach (var unknown in row.Cases.Where(c => !known.Contains(c.Key.Text)))
        {
            context.Report(DiagnosticRules.UnknownCase, unknown.Key, $"No question of format '{unknown.Key.Text}' is answered{Suggest.Hint(unknown.Key.Text, known)}");
        }

        return new WriteSpec.ByFormat(known.Select(format => row.Cases.FirstOrDefault(c => c.Key.Text == format)).OfType<CaseNode>().Select(c => Case(c, items) with { Key = Key(action, list, c) }).ToEquatable());
    }

    private FormatCase Case(CaseNode node, IReadOnlyList<ItemSite> items)
    {
        var format = node.Key.Text;
        if (format == FileFormat)
        {
            return File(node, items);
        }

        if (node.At is null)
        {
            context.Report(DiagnosticRules.WrongConstruct, node.Key, $"The answer of format {format} is no file; write its place, or 'to'.");
            return new FormatCase(format, default, new WriteSpec.Plain(), default);
        }

        foreach (var (name, _) in node.Members)
        {
            context.Report(DiagnosticRules.IdleOption, node.Options.Entry(name)!.Key, $"'{name}' has no meaning for format {format}, which is no file.");
        }

        var several = format == "MULTI_SELECT";
        var (bound, sites) = places.InItems([node.At], items, several);
        if (several)
        {
            if (node.At.At.Name.EndsWith("[]", StringComparison.Ordinal))
            {
                context.Report(DiagnosticRules.PathSyntax, node.At.Node, $"'{node.At.At.Name}' names the items of the list; the list itself is written without '[]', and a member of its items after it.");
            }

            foreach (var single in sites.Where(static s => !s.View.CanBeList && !s.Node.Text.Contains("[]")))
            {
                context.Report(DiagnosticRules.ListMismatch, single.Node, $"Several options are chosen, but the contract has {JsonKindWords.Of(single.View.Kind)} at '{single.Node.Text}'.");
            }
        }

        return new FormatCase(format, bound, writes.Bind(node.Key, Answers[format], node.Options, sites, format), default);
    }

    /// <summary>The name of the member for one format; reports one where the items are no members.</summary>
    private Template? Key(ActionType action, ListNode list, CaseNode node)
    {
        if (node.Options.Entry(MemberKeys.Word) is { } idle && list.MemberKey is null)
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{MemberKeys.Word}' has no meaning here: the items of '{list.Group.Name}' are items of a list, unless it has a '{MemberKeys.Word}' itself.");
        }

        return MemberKeys.Bind(context, node.Options.Scalar(MemberKeys.Word), action, list.Group);
    }

    private FormatCase File(CaseNode node, IReadOnlyList<ItemSite> items)
    {
        if (node.At is not null)
        {
            context.Report(DiagnosticRules.WrongConstruct, node.Key, "A file has parts; write 'data', and 'name' and 'content_type' where the vendor takes them.");
        }

        foreach (var idle in node.Options.Entries.Where(static e => e.Key.Text is "map" or "refuse" or "as" or "format" or "zone" or "times"))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning for a file.");
        }

        var members = node.Members.Select(member =>
        {
            var (bound, sites) = places.InItems([member.At], items);
            var write = writes.Bind(member.At.Node, FileParts[member.Name], NoOptions, sites, member.Name);
            return new InputSpec
            {
                Row = member.Name,
                Places = bound,
                Write = write,
                Required = member.Name != "content_type",
                MaxLength = write is WriteSpec.File ? null : InputLimits.MaxLength(sites),
            };
        });
        return new FormatCase(FileFormat, default, new WriteSpec.File(), members.ToEquatable());
    }

    private static YamlMapping NoOptions { get; } = new([], default(TextSpan));
}
