using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Vocabulary;

/// <summary>Reads a vocabulary file such as <c>specs/ats.yaml</c>, whose first lines describe the format.</summary>
public static class VocabularyReader
{
    /// <summary>
    /// Reads <paramref name="source"/>. Total: whatever the text, mistakes become diagnostics inside the file and nothing is thrown.
    /// Returns null when there is an error, since specs cannot be checked against half a vocabulary.
    /// </summary>
    public static VocabularySpec? Read(SourceText source, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var file = new VocabularyFile(source.Path, found);
        var vocabulary = YamlReader.Read(source, found) is { } node && file.Mapping(node, "A vocabulary") is { } root
            ? new Reading(file, root).Vocabulary()
            : null;
        foreach (var diagnostic in found.ToDiagnostics())
        {
            diagnostics.Report(diagnostic.Rule, diagnostic.File, diagnostic.Span, diagnostic.Message);
        }

        return found.HasErrors ? null : vocabulary;
    }

    private sealed class Reading(VocabularyFile file, YamlMapping root)
    {
        private readonly FieldReader _fields = new(file, new VocabularyNames(root));

        public VocabularySpec Vocabulary()
        {
            file.Keys(root, "vocabulary", "common", "enums", "objects", "unions", "models", "actions", "features");
            var common = _fields.Fields(file.Entries(root, "common"), NameStyle.Snake, static _ => false);
            var vocabulary = new VocabularySpec
            {
                Category = file.Text(root, "vocabulary", root.Span),
                Enums = Section("enums", Enum),
                Objects = Section("objects", Object),
                Unions = Section("unions", Union),
                Models = Section("models", (name, body) => Model(name, body, common)),
                Actions = Section("actions", Action),
                Features = Section("features", Feature),
            };
            VocabularyCheck.Run(file, root, vocabulary);
            return vocabulary;
        }

        private EquatableArray<T> Section<T>(string key, Func<YamlScalar, YamlMapping, T> read)
        {
            var items = new List<T>();
            foreach (var entry in file.Entries(root, key))
            {
                file.Name(entry.Key, NameStyle.Snake);
                if (file.Mapping(entry.Value, $"'{entry.Key.Text}'") is { } body)
                {
                    items.Add(read(entry.Key, body));
                }
            }

            return items.ToEquatable();
        }

        private EnumType Enum(YamlScalar name, YamlMapping body)
        {
            file.Keys(body, "doc", "open", "closed");
            var open = body["open"] is not null;
            var values = (body["open"] ?? body["closed"]) is { } node ? file.Texts(node, "The values of an enum") : [];
            if (values.Count == 0 || (open && body["closed"] is not null))
            {
                file.Report(DiagnosticRules.VocabularyShape, name.Span, $"'{name.Text}' needs its values, either under 'open' (a vendor's own text passes through) or under 'closed'.");
            }

            foreach (var value in values)
            {
                file.Name(value, NameStyle.Upper);
            }

            foreach (var twice in values.GroupBy(value => value.Text, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                file.Report(DiagnosticRules.VocabularyDuplicate, twice.Last().Span, $"'{name.Text}' has the value {twice.Key} twice.");
            }

            return new EnumType(name.Text, open, values.Select(value => value.Text).ToEquatable(), file.Text(body, "doc", name.Span));
        }

        private ObjectType Object(YamlScalar name, YamlMapping body)
        {
            file.Keys(body, "doc", "members");
            var members = file.Entries(body, "members");
            if (members.Count == 0)
            {
                file.Report(DiagnosticRules.VocabularyShape, name.Span, $"'{name.Text}' needs 'members'.");
            }

            return new ObjectType(name.Text, _fields.Fields(members, NameStyle.Snake, RefsAmong(members)), file.Text(body, "doc", name.Span));
        }

        private UnionType Union(YamlScalar name, YamlMapping body)
        {
            file.Keys(body, "doc", "discriminator", "cases");
            var cases = file.Entries(body, "cases");
            if (cases.Count == 0)
            {
                file.Report(DiagnosticRules.VocabularyShape, name.Span, $"'{name.Text}' needs 'cases'.");
            }

            var discriminator = body["discriminator"] is null ? null : file.Text(body, "discriminator", name.Span);
            return new UnionType(name.Text, discriminator, cases.Select(Case).OfType<UnionCase>().ToEquatable(), file.Text(body, "doc", name.Span));
        }

        private UnionCase? Case(YamlEntry entry)
        {
            file.Name(entry.Key, NameStyle.Upper);
            if (file.Mapping(entry.Value, $"'{entry.Key.Text}'") is not { } body)
            {
                return null;
            }

            file.Keys(body, "doc", "members");
            return new UnionCase(entry.Key.Text, _fields.Fields(file.Entries(body, "members"), NameStyle.Snake, siblings: null), file.Text(body, "doc", entry.Key.Span));
        }

        private ModelType Model(YamlScalar name, YamlMapping body, EquatableArray<FieldType> common)
        {
            file.Keys(body, "type", "id", "label", "doc", "joins", "fields");
            var entries = file.Entries(body, "fields");
            foreach (var entry in entries.Where(entry => common.Any(row => row.Name == entry.Key.Text)))
            {
                file.Report(DiagnosticRules.VocabularyDuplicate, entry.Key.Span, $"Every model has '{entry.Key.Text}' already, from 'common'.");
            }

            var own = _fields.Fields(entries, NameStyle.Snake, RefsAmong(entries));
            var joins = body["joins"] is { } node ? file.Texts(node, "'joins'") : [];
            var type = file.Text(body, "type", name.Span);
            if (type.Length > 0)
            {
                file.Name((YamlScalar)body["type"]!, NameStyle.Pascal);
            }

            return new ModelType
            {
                Name = name.Text,
                TypeName = type,
                Id = file.Text(body, "id", name.Span),
                Label = file.Text(body, "label", name.Span),
                Doc = file.Text(body, "doc", name.Span),
                Joins = joins.Select(join => join.Text).ToEquatable(),
                Fields = body["joins"] is null ? common.Concat(own).ToEquatable() : own.Concat(common.Where(row => row.Base)).ToEquatable(),
            };
        }

        private ActionType Action(YamlScalar name, YamlMapping body)
        {
            file.Keys(body, "id", "label", "doc", "makes", "changes", "gives", "groups", "inputs");
            var inputs = _fields.Inputs(file.Entries(body, "inputs"));
            return new ActionType(name.Text, file.Text(body, "id", name.Span), file.Text(body, "label", name.Span), file.Text(body, "doc", name.Span), inputs)
            {
                Groups = file.Entries(body, "groups").Select(Group).OfType<InputGroup>().ToEquatable(),
                Makes = file.Entries(body, "makes").Select(Made).OfType<MadeModel>().ToEquatable(),
                GivesFiles = body["gives"] is null || file.Mapping(body["gives"]!, "'gives'") is not { } gives ? null : file.Text(gives, "files", name.Span),
                Changes = body["changes"] is null ? null : file.Text(body, "changes", name.Span),
            };
        }

        private MadeModel? Made(YamlEntry entry) => file.Mapping(entry.Value, $"'{entry.Key.Text}'") is not { } links ? null
            : new MadeModel(entry.Key.Text, links.Entries.Select(link => new MadeLink(link.Key.Text, file.Text(links, link.Key.Text, link.Key.Span))).ToEquatable());

        private InputGroup? Group(YamlEntry entry)
        {
            file.Name(entry.Key, NameStyle.Dotted);
            if (file.Mapping(entry.Value, $"'{entry.Key.Text}'") is not { } body)
            {
                return null;
            }

            file.Keys(body, "list", "required", "doc");
            return new InputGroup(entry.Key.Text, file.Flag(body, "list"), file.Flag(body, "required"), file.Text(body, "doc", entry.Key.Span));
        }

        private FeatureType Feature(YamlScalar name, YamlMapping body)
        {
            file.Keys(body, "label", "doc");
            return new FeatureType(name.Text, file.Text(body, "label", name.Span), file.Text(body, "doc", name.Span));
        }

        /// <summary>Tells whether a name is a field among <paramref name="entries"/> that references a record.</summary>
        private static Func<string, bool> RefsAmong(IReadOnlyList<YamlEntry> entries) =>
            name => entries.Any(entry => entry.Key.Text == name && entry.Value is YamlMapping body && body["ref"] is not null);
    }
}
