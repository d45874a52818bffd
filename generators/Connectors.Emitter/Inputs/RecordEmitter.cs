using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Writes the records that come of an action, made of its input and the vendor's answer as the vocabulary says (<c>becomes</c>).</summary>
internal sealed class RecordEmitter
{
    private readonly SourceWriter _writer;
    private readonly ActionType _action;
    private readonly InputAccess _access;
    private readonly VocabularySpec _vocabulary;
    private readonly CSharpTypes _types;

    private RecordEmitter(SourceWriter writer, ActionType action, InputClass input, VocabularySpec vocabulary, CSharpTypes types) =>
        (_writer, _action, _access, _vocabulary, _types) = (writer, action, new InputAccess(action, input), vocabulary, types);

    /// <summary>The unions that answers of an action's input are read back as.</summary>
    public static IEnumerable<TypeRef.Union> Unions(ActionType action, VocabularySpec vocabulary) =>
        action.Inputs.Where(i => i.Type is TypeRef.Scalar { Kind: ScalarKind.Answer }).Select(i => Target(i, vocabulary)?.Type).OfType<TypeRef.Union>();

    /// <summary>Writes the methods of an action's input.</summary>
    public static void Write(SourceWriter writer, ActionType action, InputClass input, VocabularySpec vocabulary, CSharpTypes types) =>
        new RecordEmitter(writer, action, input, vocabulary, types).Write();

    private void Write()
    {
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        if (_action.Makes.Count == 0)
        {
            _writer.Line("public override IReadOnlyList<UnifiedRecord> Records(ActionReply reply) => [];");
        }
        else
        {
            Records();
        }

        if (_action.Changes is { } changed && _vocabulary.Model(changed) is { } model)
        {
            _writer.Line();
            Changed(model);
        }

        foreach (var made in _action.Makes)
        {
            _writer.Line();
            Made(made, _vocabulary.Model(made.Model)!);
        }
    }

    private void Records()
    {
        using (_writer.Open("public override IReadOnlyList<UnifiedRecord> Records(ActionReply reply)"))
        {
            _writer.Line("var records = new List<UnifiedRecord>();");
            foreach (var made in _action.Makes)
            {
                var type = _vocabulary.Model(made.Model)!.TypeName;
                using (_writer.Open($"if (reply.Of({Literals.String(made.Model)}) is {{ Existed: false, RemoteId: not null }} {Naming.Camel(type)})"))
                {
                    _writer.Line($"records.Add(Made{type}(reply, {Naming.Camel(type)}));");
                }

                _writer.Line();
            }

            _writer.Line("return records;");
        }
    }

    private void Made(MadeModel made, ModelType model)
    {
        using (_writer.Open($"private {_types.Model(model)} Made{model.TypeName}(ActionReply reply, MadeRecord made)"))
        {
            Lists(model);
            using (_writer.Open($"return new {_types.Model(model)}", "};"))
            {
                _writer.Line($"{Naming.Property(model.TypeName, WellKnown.RemoteId)} = made.RemoteId!,");
                foreach (var field in model.Fields.Where(f => !f.Base && f.Name is not (WellKnown.RemoteId or WellKnown.RemoteData or WellKnown.CustomFields)))
                {
                    var value = made.Links.FirstOrDefault(l => l.Field == field.Name) is { } link
                        ? $"reply.Of({Literals.String(link.Model)}) is {{ RemoteId: {{ }} {Naming.Camel(field.Name)} }} ? new Reference({Naming.Camel(field.Name)}) : null"
                        : Value(model, field);
                    // What the vendor answered is more than what was asked for.
                    if (field is { List: false, Type: TypeRef.Scalar { Kind: ScalarKind.String } })
                    {
                        var taken = $"made.Text({Literals.String(field.Name)})";
                        value = value is null ? taken : $"{taken} ?? {value}";
                    }

                    if (value is not null)
                    {
                        _writer.Line($"{Naming.Property(model.TypeName, field.Name)} = {value},");
                    }
                }
            }
        }
    }

    private void Changed(ModelType model)
    {
        var id = _action.Inputs.First(i => i.Type is TypeRef.Reference { Model: var target } && target == model.Name);
        var fields = model.Fields.Where(f => Sources(model, f).Count > 0).ToList();
        _writer.Line("/// <inheritdoc/>");
        using (_writer.Open("public override ChangedRecord? Changed()"))
        {
            Lists(model);
            using (_writer.Open($"var record = new {_types.Model(model)}", "};"))
            {
                _writer.Line($"{Naming.Property(model.TypeName, WellKnown.RemoteId)} = {_access.Of(id.Name)},");
                foreach (var field in fields)
                {
                    _writer.Line($"{Naming.Property(model.TypeName, field.Name)} = {Value(model, field)},");
                }
            }

            _writer.Line($"return new ChangedRecord(record, [{string.Join(", ", fields.Select(f => Literals.String(f.Name)))}]);");
        }
    }

    // Lists are filled before the record: single inputs first, then what comes in lists.
    private void Lists(ModelType model)
    {
        foreach (var field in model.Fields.Where(f => f is { List: true, Type: TypeRef.Object } && Sources(model, f).Count > 0))
        {
            var local = Naming.Camel(field.Name);
            var type = _vocabulary.Object(((TypeRef.Object)field.Type).Name)!;
            _writer.Line($"var {local} = new List<{_types.Object(type.Name)}>();");
            foreach (var level in Sources(model, field).GroupBy(i => FieldType.LevelOf(i.Name)))
            {
                if (_action.Groups.FirstOrDefault(g => g.Name == level.Key) is { List: true })
                {
                    using (_writer.Open($"foreach (var item in {_access.Of(level.Key)}{(_access.IsOptional(FieldType.LevelOf(level.Key)) ? " ?? []" : "")})"))
                    {
                        _writer.Line($"{local}.Add({New(type, level, "item")});");
                    }
                }
                else if (level.FirstOrDefault(_access.IsNullable) is { } optional)
                {
                    using (_writer.Open($"if ({_access.Of(optional.Name)} is not null)"))
                    {
                        _writer.Line($"{local}.Add({New(type, level, null)});");
                    }
                }
                else
                {
                    _writer.Line($"{local}.Add({New(type, level, null)});");
                    continue;
                }

                _writer.Line();
            }
        }
    }

    private string? Value(ModelType model, FieldType field)
    {
        var sources = Sources(model, field);
        return (sources, field) switch
        {
            ({ Count: 0 }, _) => null,
            (_, { List: true, Required: true }) => Naming.Camel(field.Name),
            (_, { List: true }) => $"{Naming.Camel(field.Name)}.Count == 0 ? null : {Naming.Camel(field.Name)}",
            (_, { Type: TypeRef.Object { Name: var name } }) => Part(_vocabulary.Object(name)!, sources, Naming.Camel(field.Name)),
            _ => Converted(sources[0], field.Type, _access.Of(sources[0].Name)),
        };
    }

    private string Part(ObjectType type, List<FieldType> sources, string local)
    {
        var level = FieldType.LevelOf(sources[0].Name);
        return sources.All(s => FieldType.LevelOf(s.Name) == level) && _access.IsOptional(level)
            ? $"{_access.Of(level)} is {{ }} {local} ? {New(type, sources, local)} : null"
            : New(type, sources, null);
    }

    private string New(ObjectType type, IEnumerable<FieldType> sources, string? item)
    {
        var owner = Naming.Pascal(type.Name);
        var members = sources.Select(source =>
        {
            var member = type.Members.First(m => m.Name == source.Becomes!.Substring(source.Becomes.LastIndexOf('.') + 1));
            var access = item is null ? _access.Of(source.Name) : item + "." + _access.Property(source.Name);
            return $"{Naming.Property(owner, member.Name)} = {Converted(source, member.Type, access, item is not null)}";
        });
        return $"new {_types.Object(type.Name)} {{ {string.Join(", ", members)} }}";
    }

    private string Converted(FieldType source, TypeRef target, string access, bool inItem = false)
    {
        var nullable = inItem ? !source.Required : _access.IsNullable(source);
        return (source.Type, target) switch
        {
            (TypeRef.Reference, _) when nullable => $"{access} is {{ }} {Naming.Camel(FieldType.LastOf(source.Name))} ? new Reference({Naming.Camel(FieldType.LastOf(source.Name))}) : null",
            (TypeRef.Reference, _) => $"new Reference({access})",
            (TypeRef.Scalar { Kind: ScalarKind.Answer }, TypeRef.Union union) => AnswerEmitter.Of(union, access),
            (TypeRef.Enum { Name: var name }, TypeRef.Scalar) => $"{access}{(nullable ? "?" : "")}.{(_types.IsOpen(name) ? "Value" : "ToWire()")}",
            _ => access,
        };
    }

    private List<FieldType> Sources(ModelType model, FieldType field)
    {
        var path = model.Name + "." + field.Name;
        return _action.Inputs.Where(i => i.Becomes == path || i.Becomes?.StartsWith(path + ".", StringComparison.Ordinal) == true).ToList();
    }

    private static FieldType? Target(FieldType input, VocabularySpec vocabulary)
    {
        var names = input.Becomes?.Split('.') ?? [];
        var target = names.Length < 2 ? null : vocabulary.Model(names[0])?.Field(names[1]);
        return names.Length < 3 || target is null ? target : vocabulary.Object(((TypeRef.Object)target.Type).Name)?.Members.FirstOrDefault(m => m.Name == names[2]);
    }
}
