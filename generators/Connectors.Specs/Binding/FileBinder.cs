using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds what the vendor takes of files: how large, how many bytes together, which kinds.</summary>
internal sealed class FileBinder(BindContext context)
{
    private static readonly string[] Limits = ["max_size", "max_total", "types"];

    /// <summary>The rows of a list that travel with a file and that the spec does not name: its name in a part of its own, its media type there and beside a whole body.</summary>
    public static IEnumerable<InputSpec> Travelling(ActionType action, InputListSpec list) =>
        Travelling(action, list.Group, list.Items).Select(row => new InputSpec { Row = row });

    /// <summary>Likewise those of files that can be there once.</summary>
    public static IEnumerable<InputSpec> Travelling(ActionType action, IReadOnlyList<InputSpec> rows) => rows
        .Where(static r => r.Write is WriteSpec.File)
        .Select(static r => FieldType.LevelOf(r.Row)).Distinct()
        .SelectMany(group => Travelling(action, group, rows.Where(r => FieldType.LevelOf(r.Row) == group).Select(static r => r with { Row = FieldType.LastOf(r.Row) })).Select(row => $"{group}.{row}"))
        .Select(static row => new InputSpec { Row = row });

    private static IEnumerable<string> Travelling(ActionType action, string group, IEnumerable<InputSpec> rows)
    {
        var named = rows.ToList();
        var forms = named.Select(static r => r.Write).OfType<WriteSpec.File>().Select(static f => f.Form).ToList();
        var hasName = forms.Contains(FileForm.Part);
        return action.Inputs
            .Where(i => i.Group == group && (FieldType.LastOf(i.Name) == "name" ? hasName : i.Type is TypeRef.Scalar { Kind: ScalarKind.MediaType } && (hasName || forms.Contains(FileForm.Binary))))
            .Select(static i => FieldType.LastOf(i.Name))
            .Where(row => named.TrueForAll(r => r.Row != row));
    }

    /// <summary>What is known of the files of an action, by group; reports limits of what is no file.</summary>
    public EquatableArray<FileSpec> Bind(ActionType action, InputNodes nodes, IReadOnlyList<InputSpec> rows, IReadOnlyList<InputListSpec> lists)
    {
        var files = new List<FileSpec>();
        foreach (var list in nodes.Lists.GroupBy(static l => l.Group.Name, StringComparer.Ordinal))
        {
            var ways = lists.Where(l => l.Group == list.Key).ToList();
            Add(files, action, list.Key, ways.SelectMany(static l => l.Items).ToList(), list.Select(static l => l.Options).ToList(), ways);
        }

        foreach (var group in nodes.Rows.GroupBy(static r => r.Field.Group, StringComparer.Ordinal))
        {
            var items = rows.Where(r => FieldType.LevelOf(r.Row) == group.Key).ToList();
            Add(files, action, group.Key, items, group.Where(static r => IsFile(r.Field.Type)).Select(static r => r.Options).ToList(), []);
            foreach (var row in group.Where(static r => !IsFile(r.Field.Type)))
            {
                Idle(row.Options, row.Name);
            }

            foreach (var total in group.Select(static r => r.Options.Entry("max_total")).OfType<YamlEntry>())
            {
                context.Report(DiagnosticRules.IdleOption, total.Key, "'max_total' has no meaning for a single file; say 'max_size'.");
            }
        }

        return files.ToEquatable();
    }

    private static bool IsFile(TypeRef type) => type is TypeRef.Scalar { Kind: ScalarKind.Bytes or ScalarKind.FileUrl };

    private void Add(List<FileSpec> files, ActionType action, string group, List<InputSpec> rows, List<YamlMapping> options, List<InputListSpec> ways)
    {
        var sent = rows.Where(static r => r.Write is WriteSpec.File).ToList();
        if (sent.Count == 0)
        {
            options.ForEach(o => Idle(o, group));
            return;
        }

        var addresses = sent.Where(r => (action.Input(r.Row) ?? action.Input($"{group}.{r.Row}"))?.Type is TypeRef.Scalar { Kind: ScalarKind.FileUrl }).ToList();
        var spec = new FileSpec(
            group,
            addresses.Count > 0 && addresses.TrueForAll(static r => r.Write is WriteSpec.File(FileForm.Url)),
            options.Select(o => Size(o, "max_size")).Where(static s => s is not null).Min(),
            options.Select(o => Size(o, "max_total")).Where(static s => s is not null).Min(),
            options.SelectMany(Types).Distinct(StringComparer.Ordinal).ToEquatable(),
            ways.Min(static l => l.Max),
            ways.Exists(static l => l.Required),
            Kinds(action, group, rows));
        if (spec.MaxTotal < spec.MaxSize)
        {
            context.Report(DiagnosticRules.ParameterValue, options.First(static o => o["max_total"] is not null)["max_total"]!, "All files together are smaller than one may be.");
        }

        if (spec.TakesAddress || spec.MaxSize is not null || spec.MaxTotal is not null || spec.Types.Count > 0 || spec.MaxCount is not null || spec.Required || spec.Kinds.Count > 0)
        {
            files.Add(spec);
        }
    }

    // Where the vendor has no word for some of what files may be.
    private EquatableArray<string> Kinds(ActionType action, string group, List<InputSpec> rows)
    {
        foreach (var row in rows)
        {
            if (row.Write is WriteSpec.Map map && (action.Input(row.Row) ?? action.Input($"{group}.{row.Row}"))?.Type is TypeRef.Enum { Name: var name } && context.Vocabulary.Enum(name) is { } type)
            {
                var sent = type.Values.Where(v => map.Entries.Any(e => e.Unified == v)).ToList();
                return sent.Count < type.Values.Count ? sent.ToEquatable() : default;
            }
        }

        return default;
    }

    private long? Size(YamlMapping options, string key)
    {
        if (options.Scalar(key) is not { } text)
        {
            return null;
        }

        if (ScalarSyntax.Bytes(text.Text) is { } size)
        {
            return size;
        }

        context.Report(DiagnosticRules.Malformed, text, $"'{text.Text}' is no size; write one like '500KB' or '2MB'.");
        return null;
    }

    private IEnumerable<string> Types(YamlMapping options)
    {
        foreach (var node in options.Items("types").OfType<YamlScalar>())
        {
            if (FileTypes.MediaType(node.Text) is null)
            {
                context.Report(DiagnosticRules.Malformed, node, $"'{node.Text}' is no ending of file names that is known here, such as 'pdf'{Suggest.Hint(node.Text, FileTypes.Endings)}");
            }

            yield return node.Text;
        }
    }

    private void Idle(YamlMapping options, string what)
    {
        foreach (var idle in options.Entries.Where(static e => Limits.Contains(e.Key.Text)))
        {
            context.Report(DiagnosticRules.IdleOption, idle.Key, $"'{idle.Key.Text}' has no meaning for '{what}', in which no file is sent.");
        }
    }
}
