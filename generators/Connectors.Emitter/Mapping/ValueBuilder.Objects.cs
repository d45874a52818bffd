using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Objects, and methods that make a value of slots.</summary>
internal sealed partial class ValueBuilder
{
    private string ObjectOf(ValueSpec.ObjectOf record, FieldType field, string key)
    {
        var type = ((TypeRef.Object)field.Type).Name;
        return Built(Naming.Pascal(field.Name), field with { List = false }, key, body =>
            Return(body, _owner.Types.Object(type), Naming.Pascal(type), _vocabulary.Object(type)!.Members, record.Members, key, nullWhenEmpty: true));
    }

    private EquatableArray<FieldType> Members(string union, UnionValue value) => _vocabulary.Union(union)!.Cases.First(c => c.Name == value.Case).Members;

    private string Expression(MemberValue member, EquatableArray<FieldType> members, string key) =>
        Value(member.Value, members.First(m => m.Name == member.Name), key + "." + member.Name);

    // A method that makes a value of the slots.
    private string Built(string name, FieldType field, string key, Action<SourceWriter> body, string? returns = null)
    {
        // Written at once, because the slots it needs must be known before the reading methods are.
        var text = new SourceWriter();
        var method = _owner.Unique(name + "From");
        using (text.Open($"private static {returns ?? _owner.Types.Local(field)} {method}({Parameters})"))
        {
            body(text);
        }

        _owner.Add(writer => writer.Summary(_owner.Cite(key)).Line(text.ToString().TrimEnd('\n')));
        return $"{method}({Arguments})";
    }

    // Statements that return an object, or null where a member that must be there is not, or nothing is there at all; whether they have locals.
    private bool Return(
        SourceWriter body, string type, string owner, EquatableArray<FieldType> types, EquatableArray<MemberValue> values, string key, bool nullWhenEmpty)
    {
        var members = values.Select(v => (Field: types.First(t => t.Name == v.Name), Value: v)).Select(m =>
        {
            var expression = Value(m.Value.Value, m.Field, key + "." + m.Field.Name);
            return (m.Field, Expression: expression, Constant: m.Value.Value is ValueSpec.Constant);
        }).ToList();

        var locals = new List<(FieldType Field, string Name, bool Constant)>();
        foreach (var (field, expression, constant) in members)
        {
            var simple = constant || expression.StartsWith("found.", StringComparison.Ordinal) && !expression.Contains(' ');
            var local = simple ? expression : Naming.Camel(field.Name) is "found" or "context" or "json" ? Naming.Camel(field.Name) + "Value" : Naming.Camel(field.Name);
            if (!simple)
            {
                body.Line($"{_owner.Types.Local(field)} {local} = {expression};");
            }

            locals.Add((field, local, constant));
        }

        var needed = locals.Where(l => l is { Constant: false, Field: { Required: true, List: false } }).Select(l => $"{l.Name} is null").ToList();
        if (needed.Count == 0 && nullWhenEmpty && locals.Any(l => !l.Constant) && locals.All(l => !l.Constant))
        {
            needed.Add(string.Join(" && ", locals.Select(l => $"{l.Name} is null")));
        }

        if (needed.Count > 0)
        {
            using (body.Open($"if ({string.Join(" || ", needed)})"))
            {
                body.Line("return null;");
            }

            body.Line();
        }

        if (locals.Count == 0)
        {
            body.Line($"return new {type}();");
            return false;
        }

        using (body.Open($"return new {type}", "};"))
        {
            foreach (var (field, local, constant) in locals)
            {
                body.Line($"{Naming.Property(owner, field.Name)} = {Unwrapped(field, local, constant)},");
            }
        }

        return locals.Any(l => !l.Constant && !l.Name.StartsWith("found.", StringComparison.Ordinal));
    }

    private static string Unwrapped(FieldType field, string value, bool constant) => field switch
    {
        { List: true, Required: true } => $"JsonList.OrEmpty({value})",
        { Required: true, List: false } when !constant && CSharpTypes.IsStruct(field.Type) => value + ".Value",
        _ => value,
    };
}
