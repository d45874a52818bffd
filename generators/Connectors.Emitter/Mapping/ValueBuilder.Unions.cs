using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Mapping;

/// <summary>Unions, whose case a word of the vendor's tells or what is there.</summary>
internal sealed partial class ValueBuilder
{
    private string Switch(ValueSpec.Switch choice, FieldType field, string key)
    {
        var label = Last(key);
        var vendor = choice.Cases.Select(c => c.Vendor).Distinct().ToEquatable();
        var method = _owner.Once((_payload.Name(choice.Path), vendor, choice.Otherwise is null), label + "CaseOf", name =>
            _owner.Add(writer => TableWriter.Cases(writer, name, _payload.Name(choice.Path), vendor, choice.Otherwise is null, key, _owner)));
        var chosen = At(choice.Path, Readings.Plain(_owner, "int", $"{method}($a, context)", "0"), field with { List = false }, "Case");
        return Built(label, field, key, body =>
        {
            var union = ((TypeRef.Union)field.Type).Name;
            using (body.Open($"switch ({chosen})"))
            {
                var open = new List<string>();
                for (var i = 0; i < vendor.Count; i++)
                {
                    var word = "case " + Literals.Integer(i + 1);
                    var told = choice.Cases.Where(c => c.Vendor == vendor[i]).ToList();
                    foreach (var one in told)
                    {
                        Case(body, one.Tests.Count == 0 ? word + ":" : $"{word} when {Tests(one.Tests)}:", union, one.Value, key + "." + one.Vendor);
                    }

                    if (told[told.Count - 1].Tests.Count > 0)
                    {
                        open.Add(word + ":");
                    }
                }

                if (choice.Otherwise is { } otherwise)
                {
                    Case(body, string.Join("\n", open.Prepend("case -1:")), union, otherwise, key + ".otherwise");
                }

                body.Line("default:");
                using (body.Indent())
                {
                    body.Line("return null;");
                }
            }
        });
    }

    private void Case(SourceWriter body, string label, string union, UnionValue value, string key)
    {
        var statements = new SourceWriter();
        var locals = Return(statements, _owner.Types.UnionCase(union, value.Case), Naming.UnionCase(value.Case), Members(union, value), value.Members, key, nullWhenEmpty: false);
        body.Line(label);
        if (locals)
        {
            body.Line("{");
        }

        using (body.Indent())
        {
            body.Line(statements.ToString().TrimEnd('\n'));
        }

        if (locals)
        {
            body.Line("}");
        }
    }

    private string OneOf(ValueSpec.OneOf choice, FieldType field, string key)
    {
        var union = ((TypeRef.Union)field.Type).Name;
        return Built(Last(key), field, key, body =>
        {
            foreach (var value in choice.Cases)
            {
                var members = Members(union, value);
                var set = string.Join(" || ", value.Members.Select(m => $"{Expression(m, members, key)} is not null"));
                using (body.Open($"if ({set})"))
                {
                    Return(body, _owner.Types.UnionCase(union, value.Case), Naming.UnionCase(value.Case), members, value.Members, key + "." + value.Case, nullWhenEmpty: false);
                }

                body.Line();
            }

            body.Line("return null;");
        });
    }
}
