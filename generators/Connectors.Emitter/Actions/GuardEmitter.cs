using Connectors.Emitter.Capabilities;
using Connectors.Emitter.Inputs;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes the guards of a connector: a method an action that tells all that is wrong with a unified input before anything is sent.</summary>
/// <remarks>Straight-line code over the input's properties; an input with nothing wrong costs no allocation.</remarks>
internal sealed class GuardEmitter
{
    private readonly SourceWriter _writer;
    private readonly VocabularySpec _vocabulary;
    private readonly CSharpTypes _types;
    private readonly Dictionary<string, string> _patterns;
    private readonly List<VendorField> _fields;
    private readonly ConnectorSpec _connector;
    private readonly ActionSpec _spec;
    private readonly ActionType _type;
    private readonly EquatableArray<CoverageRow> _rows;

    private GuardEmitter(SourceWriter writer, NarrowAction action, ConnectorSpec connector, VocabularySpec vocabulary, CSharpTypes types, Dictionary<string, string> patterns, List<VendorField> fields)
    {
        (_connector, _fields) = (connector, fields);
        (_writer, _spec, _type, _vocabulary, _types, _patterns) = (writer, action.Spec, action.Type, vocabulary, types, patterns);
        _rows = CoverageTable.Of(action.Type, connector, vocabulary).Rows;
    }

    /// <summary>The name of the class: <c>LauraGuards</c>.</summary>
    public static string ClassName(ConnectorSpec spec) => Naming.Pascal(spec.Slug) + "Guards";

    /// <summary>Writes the class.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec, IReadOnlyList<NarrowAction> actions, VocabularySpec vocabulary, CSharpTypes types)
    {
        var patterns = new Dictionary<string, string>(StringComparer.Ordinal);
        var fields = new List<VendorField>();
        var methods = new SourceWriter();
        foreach (var action in actions)
        {
            methods.Summary($"Checks the input of {action.Type.Label.ToLowerInvariant()} ({spec.Slug}.yaml: actions.{action.Spec.Name}).");
            methods.Line("/// <param name=\"input\">The input.</param>");
            methods.Line("/// <returns>All that is wrong; null for nothing.</returns>");
            using (methods.Open($"public static Findings? {action.Name}({action.Unified.Name} input)"))
            {
                methods.Line("Findings? findings = null;");
                new GuardEmitter(methods, action, spec, vocabulary, types, patterns, fields).Members(action.Unified, "input", "", null);
                methods.Line("return findings;");
            }

            methods.Line();
        }

        writer.Summary($"Checks what is given to the actions of {spec.Name} before anything is sent.");
        CoverageAttributes.Mark(writer, spec.Slug);
        using (writer.Open($"public static class {ClassName(spec)}"))
        {
            FileRules.Write(writer, spec);
            for (var i = 0; i < fields.Count; i++)
            {
                writer.Line($"private static readonly VendorFields {FieldsName(i)} = {VendorFieldText.Of(fields[i])};");
                writer.Line();
            }

            foreach (var pattern in patterns)
            {
                writer.Line($"private static readonly Regex {pattern.Value} = InputChecks.PatternOf({Literals.String(pattern.Key)});");
                writer.Line();
            }

            writer.Line(methods.ToString().TrimEnd('\n'));
        }
    }

    // Everything in a class; list is the C# for the place of one of its inputs where it is an item.
    private void Members(InputClass type, string access, string level, string? list)
    {
        var file = type.IsFile && level.Length > 0 && File(type, access, level, list);
        var choices = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.Members)
        {
            var row = level.Length == 0 ? member.Name : level + "." + member.Name;
            var property = access + "." + InputProperties.Of(type, member);
            if (member.Group is { } group)
            {
                Group(member, group, row, property);
            }
            else if (_spec.InputsOf(row).ToList() is { Count: > 0 } ways)
            {
                Input(ways[0], member.Field!, property, Path(row, list, member.Name), file);
                foreach (var way in ways.Skip(1))
                {
                    Limits(way, property, Path(row, list, member.Name));
                    Write(way, member.Field!, property, Path(row, list, member.Name));
                }

                if (!file && member.Field!.OneOf is { } choice && choices.Add(choice))
                {
                    ExactlyOne(type, access, level, list, choice);
                }
            }
            else if (_spec.OnlyTakes(_type, row))
            {
                if (Form(member.Field!.Type, file) is { } check)
                {
                    _writer.Line($"InputChecks.{check}(ref findings, {Path(row, list, member.Name)}, {property});");
                }
            }
            else if (!member.Required && Row(row) is { } uncovered)
            {
                using (_writer.Open($"if ({property} is not null)"))
                {
                    Unsupported(uncovered, Path(row, list, member.Name));
                }

                _writer.Line();
            }
        }
    }

    private void Group(InputMember member, InputClass group, string row, string property)
    {
        var rows = _rows.Where(r => r.Field.Name.StartsWith(row + ".", StringComparison.Ordinal)).ToList();
        var covered = rows.Any(r => r.State == CoverageState.Supported);
        if (!covered)
        {
            if (rows.Count > 0 && (member.List || !member.Required))
            {
                using (_writer.Open(member.List ? $"if ({property}.Count > 0)" : $"if ({property} is not null)"))
                {
                    Unsupported(rows[0], Literals.String(row));
                }

                _writer.Line();
            }

            return;
        }

        var local = Naming.Camel(row.Replace('.', '_'));
        if (member.List)
        {
            List(group, row, property);
        }
        else if (member.Required)
        {
            _writer.Line($"var {local} = {property};");
            Members(group, local, row, null);
        }
        else
        {
            using (_writer.Open($"if ({property} is {{ }} {local})"))
            {
                Members(group, local, row, null);
            }

            if (_spec.RequiredGroups.Contains(row))
            {
                using (_writer.Open("else"))
                {
                    _writer.Line($"InputChecks.Missing(ref findings, {Literals.String(row)});");
                }
            }

            _writer.Line();
        }
    }

    private void List(InputClass group, string row, string property)
    {
        var ways = _spec.Lists.Where(l => l.Group == row).ToList();
        if (ways.Min(l => l.Max) is { } max)
        {
            _writer.Line($"InputChecks.TooMany(ref findings, {Literals.String(row)}, {property}.Count, {Literals.Integer(max)});");
        }

        if (ways.Any(l => l.Required))
        {
            using (_writer.Open($"if ({property}.Count == 0)"))
            {
                _writer.Line($"InputChecks.Missing(ref findings, {Literals.String(row)});");
            }

            _writer.Line();
        }

        using (_writer.Open($"for (var i = 0; i < {property}.Count; i++)"))
        {
            var item = Naming.Camel(row.Replace('.', '_') + "_item");
            _writer.Line($"var {item} = {property}[i];");
            Members(group, item, row, $"new InputPath({Literals.String(row)}, i");
        }

        _writer.Line();
    }

    private void Input(InputSpec input, FieldType field, string value, string path, bool inFile)
    {
        if (input.Required && !inFile)
        {
            Required(field, value, path);
        }

        var check = Form(field.Type, inFile);
        if (check is not null)
        {
            _writer.Line($"InputChecks.{check}(ref findings, {path}, {value});");
        }

        Limits(input, value, path);
        Write(input, field, value, path);
    }

    private void Limits(InputSpec input, string value, string path)
    {
        if (input.MaxLength is { } longest)
        {
            _writer.Line($"InputChecks.TooLong(ref findings, {path}, {value}, {Literals.Integer(longest)});");
        }

        if (input.Pattern is { } pattern)
        {
            _writer.Line($"InputChecks.Pattern(ref findings, {path}, {value}, {Pattern(pattern)});");
        }

        if (input.Values.Count > 0)
        {
            Known($"{value} is not (null or {string.Join(" or ", input.Values.Select(Literals.String))})", path, input.Values);
        }
    }

    private void Write(InputSpec input, FieldType field, string value, string path)
    {
        if (input.Write is WriteSpec.Map map && field.Type is TypeRef.Enum { Name: var name } && _vocabulary.Enum(name) is { } type)
        {
            var sent = map.Entries.Select(e => e.Unified).Distinct().ToList();
            if (type.Open)
            {
                var text = value + (field.Required ? ".Value" : "?.Value");
                Known($"{text} is not ({(field.Required ? "" : "null or ")}{string.Join(" or ", sent.Select(Literals.String))})", path, sent);
            }
            else if (type.Values.Except(sent).ToList() is { Count: > 0 } others)
            {
                Known($"{value} is {string.Join(" or ", others.Select(v => _types.EnumValue(name, v)))}", path, sent);
            }
        }
        else if (input.Write is WriteSpec.Merge merge)
        {
            var parts = merge.Parts.Select(p => $", ({Literals.String(p.Name)}, {Fields(p.Fields)})");
            _writer.Line($"VendorFields.Check(ref findings, {path}, {value}, {Literals.String(_connector.Slug)}{string.Concat(parts)});");
        }
        else if (field.Type is TypeRef.Reference { Model: var model } && HasTwoParts(model))
        {
            bool IsNumber(int part) => input.Places.Any(p => p.Part == part && p.Kind == JsonKind.Integer);
            _writer.Line($"InputChecks.RemoteParts(ref findings, {path}, {value}, {Literals.Boolean(IsNumber(1))}, {Literals.Boolean(IsNumber(2))});");
        }
        else if (input.Write is WriteSpec.Plain && input.Places.Any(p => p.Kind == JsonKind.Integer))
        {
            var check = field.Type switch
            {
                TypeRef.Reference => "RemoteNumber",
                TypeRef.Scalar { Kind: ScalarKind.RemoteId or ScalarKind.Number } => "WholeNumber",
                _ => null,
            };
            if (check is not null)
            {
                _writer.Line($"InputChecks.{check}(ref findings, {path}, {value});");
            }
        }
    }

    private bool HasTwoParts(string model) => _connector.Models.FirstOrDefault(m => m.Name == model)?.Fields.Any(static f => f is { Name: "remote_id", Value: ValueSpec.Key }) == true;

    private void Required(FieldType field, string value, string path)
    {
        if (field.Type is TypeRef.Scalar { Kind: ScalarKind.Answer } || (CSharpTypes.IsStruct(field.Type) && field.Type is not TypeRef.Reference))
        {
            if (!field.Required)
            {
                using (_writer.Open($"if ({value} is null)"))
                {
                    _writer.Line($"InputChecks.Missing(ref findings, {path});");
                }

                _writer.Line();
            }
        }
        else
        {
            _writer.Line($"InputChecks.Required(ref findings, {path}, {value});");
        }
    }

    private bool File(InputClass type, string access, string level, string? list)
    {
        string? Part(Func<InputMember, bool> isPart) =>
            type.Members.FirstOrDefault(m => isPart(m) && _spec.Covers(_type, level + "." + m.Name)) is { } member ? access + "." + InputProperties.Of(type, member) : null;

        var name = Part(m => m.Name == "name");
        var mediaType = Part(m => m.Field?.Type is TypeRef.Scalar { Kind: ScalarKind.MediaType });
        var data = Part(m => m.Field?.Type is TypeRef.Scalar { Kind: ScalarKind.Bytes });
        var address = Part(m => m.Field?.Type is TypeRef.Scalar { Kind: ScalarKind.FileUrl });
        if (_spec.Files.FirstOrDefault(f => f.Group == level && (f.MaxSize is not null || f.Types.Count > 0)) is { } rule)
        {
            _writer.Line($"FileChecks.Limits(ref findings, {Path(level, list, null)}, {name ?? "null"}, {mediaType ?? "null"}, {data ?? "null"}, {FileRules.Name(_connector, rule)});");
        }

        if (name is null || mediaType is null || data is null || address is null)
        {
            return false;
        }

        _writer.Line($"InputChecks.File(ref findings, {Path(level, list, null)}, {name}, {mediaType}, {data}, {address});");
        return true;
    }

    private void ExactlyOne(InputClass type, string access, string level, string? list, string choice)
    {
        var both = type.Members.Where(m => m.Field?.OneOf == choice && _spec.Input(level.Length == 0 ? m.Name : level + "." + m.Name) is not null).ToList();
        if (both.Count == 2)
        {
            var given = both.Select(m => $"{Literals.String(m.Name)}, {access}.{InputProperties.Of(type, m)} is not null");
            _writer.Line($"InputChecks.ExactlyOne(ref findings, {Path(level, list, null)}, {string.Join(", ", given)});");
        }
        else if (both.Count == 1)
        {
            Required(both[0].Field!, $"{access}.{InputProperties.Of(type, both[0])}", Path(level + "." + both[0].Name, list, both[0].Name));
        }
    }

    private void Known(string unknown, string path, IEnumerable<string> known)
    {
        using (_writer.Open($"if ({unknown})"))
        {
            _writer.Line($"InputChecks.UnknownValue(ref findings, {path}, {string.Join(", ", known.Select(Literals.String))});");
        }

        _writer.Line();
    }

    private void Unsupported(CoverageRow row, string path) =>
        _writer.Line($"InputChecks.Unsupported(ref findings, {path}, Coverage.{row.State}{(row.Note is null ? "" : ", " + Literals.String(row.Note))});");

    private CoverageRow? Row(string name) => _rows.FirstOrDefault(r => r.Field.Name == name);

    private string Pattern(string pattern)
    {
        if (!_patterns.TryGetValue(pattern, out var name))
        {
            _patterns[pattern] = name = "Pattern" + (_patterns.Count == 0 ? "" : Literals.Integer(_patterns.Count + 1));
        }

        return name;
    }

    private string Fields(VendorField fields)
    {
        var index = _fields.IndexOf(fields);
        if (index < 0)
        {
            index = _fields.Count;
            _fields.Add(fields);
        }

        return FieldsName(index);
    }

    private static string FieldsName(int index) => "Fields" + (index == 0 ? "" : Literals.Integer(index + 1));

    private static string Path(string row, string? list, string? name) =>
        list is null ? Literals.String(row) : list + (name is null ? ")" : $", {Literals.String(name)})");

    private static string? Form(TypeRef type, bool inFile) => type switch
    {
        TypeRef.Reference => "Line",
        TypeRef.Scalar { Kind: var kind } => kind switch
        {
            ScalarKind.String when !inFile => "Text",
            ScalarKind.RemoteId => "Line",
            ScalarKind.Email => "Email",
            ScalarKind.Phone => "Phone",
            ScalarKind.Country => "Country",
            ScalarKind.Url => "Url",
            ScalarKind.MediaType when !inFile => "MediaType",
            ScalarKind.Bytes when !inFile => "Base64",
            ScalarKind.FileUrl when !inFile => "FileUrl",
            ScalarKind.Answer => "Answer",
            _ => null,
        },
        _ => null,
    };
}
