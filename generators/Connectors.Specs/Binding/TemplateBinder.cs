using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>What placeholders can name besides connection fields.</summary>
/// <param name="Parent">Whether there is a parent.</param>
/// <param name="Record">Whether there is a record (lookups).</param>
/// <param name="Filled">Names that places fill in the path (<c>{page}</c>).</param>
/// <param name="Taken">Names of what has been lifted out of a reply (<c>{token}</c>).</param>
/// <param name="Action">The action whose step or input it is; null elsewhere.</param>
/// <param name="Several">Whether a list can stand where the text stands.</param>
internal sealed record TemplateScope(bool Parent = false, bool Record = false, IReadOnlyCollection<string>? Filled = null, IReadOnlyCollection<string>? Taken = null, ActionScope? Action = null, bool Several = false)
{
    /// <summary>The model of the parent; null where there is none, or it is not known.</summary>
    public string? ParentModel { get; init; }

    /// <summary>The model of the record; null where there is none.</summary>
    public string? RecordModel { get; init; }

    /// <summary>The name of the values that the read is made for; null where it is made once.</summary>
    public string? Each { get; init; }

    /// <summary>Whether there is a text that a row of a table is made for.</summary>
    public bool Value { get; init; }

    /// <summary>What authenticates the request it is sent with; null where it is sent with none, or with every one.</summary>
    public AuthScope? Auth { get; init; }
}

/// <summary>Reads texts with placeholders.</summary>
internal sealed class TemplateBinder(BindContext context)
{
    private const string Now = "now";
    private const string Connection = "connection.";
    private const string Auth = "auth.";

    private readonly ActionPlaceholders _actions = new(context);

    /// <summary>The template of a text; reports placeholders that name nothing and keeps them as text.</summary>
    public Template Bind(YamlScalar node, TemplateScope? scope = null)
    {
        scope ??= new TemplateScope();
        var parts = new List<TemplatePart>();
        var text = node.Text;
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOfAny(['{', '}'], at);
            if (open < 0)
            {
                break;
            }

            var close = text[open] == '{' ? text.IndexOf('}', open) : -1;
            if (close < 0 || text.IndexOf('{', open + 1, close - open - 1) >= 0)
            {
                context.Report(DiagnosticRules.TemplateSyntax, node, $"In '{text}' a brace is not paired; placeholders look like '{{connection.NAME}}'.");
                break;
            }

            AddLiteral(parts, text.Substring(at, open - at));
            parts.Add(Placeholder(node, text.Substring(open + 1, close - open - 1), scope));
            at = close + 1;
        }

        AddLiteral(parts, text.Substring(at));
        return new Template(Merge(parts).ToEquatable());
    }

    private TemplatePart Placeholder(YamlScalar node, string name, TemplateScope scope)
    {
        if (Below(name, Connection) is { } field)
        {
            if (Field(node, name, field) is { } part)
            {
                return part;
            }
        }
        else if (Below(name, Auth) is { } taken)
        {
            if (scope.Auth?.Names.Contains(taken) == true)
            {
                scope.Auth.Used.Add(taken);
                return new TemplatePart.Taken(taken);
            }

            context.Report(DiagnosticRules.UnknownPlaceholder, node, scope.Auth is null
                ? $"'{{{name}}}' is not known here: this is sent with requests that are made before anything is taken, too."
                : $"'{{{name}}}' is taken by no entry of 'auth' before this{Suggest.Hint(taken, scope.Auth.Names)}");
        }
        else if (name == Now || name.StartsWith(Now + ".", StringComparison.Ordinal))
        {
            var form = name == Now ? Grammar.NowForms[0] : name.Substring(Now.Length + 1);
            if (Grammar.NowForms.Contains(form))
            {
                return new TemplatePart.Now(form);
            }

            context.Report(DiagnosticRules.UnknownPlaceholder, node, $"'{{{name}}}' is no form of the time{Suggest.Hint(form, Grammar.NowForms)}");
        }
        else if (scope.Action is { } action && !(scope.Record && name.StartsWith("record.", StringComparison.Ordinal)))
        {
            return _actions.Part(node, name, action, scope.Filled ?? [], scope.Several && node.Text == $"{{{name}}}");
        }
        else if (scope.Parent && PartOf(name, "parent.remote_id", scope.ParentModel) is { } ofParent)
        {
            return new TemplatePart.Parent(ofParent);
        }
        else if (scope.Record && PartOf(name, "record.remote_id", scope.RecordModel) is { } ofRecord)
        {
            return new TemplatePart.Record(ofRecord);
        }
        else if (scope.Each is { } each && name == "each." + each)
        {
            return new TemplatePart.Each(each);
        }
        else if (scope.Value && name == "value")
        {
            return new TemplatePart.RowText();
        }
        else if (scope.Taken?.Contains(name) == true)
        {
            return new TemplatePart.Taken(name);
        }
        else if (name == "parent.remote_id")
        {
            context.Report(DiagnosticRules.NoParent, node, "'{parent.remote_id}' asks for a parent, but the read has no 'for_each'.");
        }
        else if (scope.Filled?.Contains(name) != true)
        {
            var known = context.ConnectionFields.Keys.Select(static f => Connection + f).Concat((scope.Auth?.Names ?? []).Select(static n => Auth + n)).Concat(scope.Parent ? ["parent.remote_id"] : []).Concat(scope.Record ? ["record.remote_id"] : []).Concat(scope.Each is { } values ? ["each." + values] : []).Concat(scope.Filled ?? []).Concat(scope.Taken ?? []);
            context.Report(DiagnosticRules.UnknownPlaceholder, node, $"'{{{name}}}' names nothing that is known here{Suggest.Hint(name, known)}");
        }

        // What a place fills stays in the path as it is written; the runtime puts the value in.
        return new TemplatePart.Literal($"{{{name}}}");
    }

    // 0 for the whole id; null for another name, and for a part of an id that has none.
    private int? PartOf(string name, string id, string? model) =>
        name == id ? 0
        : model is not null && context.TwoPartModels.Contains(model) && name == id + ".1" ? 1
        : model is not null && context.TwoPartModels.Contains(model) && name == id + ".2" ? 2
        : null;

    private TemplatePart.Connection? Field(YamlScalar node, string name, string field)
    {
        var dot = field.IndexOf('.');
        var (whole, part) = dot < 0 ? (field, "") : (field.Substring(0, dot), field.Substring(dot + 1));
        if (!context.ConnectionFields.ContainsKey(whole))
        {
            context.Report(DiagnosticRules.UnknownPlaceholder, node, $"'{{{name}}}' names no connection field{Suggest.Hint(whole, context.ConnectionFields.Keys)}");
            return null;
        }

        context.UsedConnectionFields.Add(whole);
        if (dot >= 0)
        {
            var parts = context.OptionParts.TryGetValue(whole, out var table) ? table.Select(static p => p.Name).Distinct().ToList() : [];
            if (!parts.Contains(part))
            {
                context.Report(DiagnosticRules.UnknownPlaceholder, node, parts.Count == 0 ? $"'{{{name}}}' names a part, but the options of '{whole}' are no table." : $"The options of '{whole}' have no part '{part}'{Suggest.Hint(part, parts)}");
            }
        }

        return new TemplatePart.Connection(field) { Optional = context.OptionalFields.Contains(whole) };
    }

    private static string? Below(string name, string root) => name.StartsWith(root, StringComparison.Ordinal) ? name.Substring(root.Length) : null;

    private static void AddLiteral(List<TemplatePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new TemplatePart.Literal(text));
        }
    }

    private static IEnumerable<TemplatePart> Merge(List<TemplatePart> parts)
    {
        var text = "";
        foreach (var part in parts)
        {
            if (part is TemplatePart.Literal literal)
            {
                text += literal.Text;
                continue;
            }

            if (text.Length > 0)
            {
                yield return new TemplatePart.Literal(text);
                text = "";
            }

            yield return part;
        }

        if (text.Length > 0)
        {
            yield return new TemplatePart.Literal(text);
        }
    }
}
