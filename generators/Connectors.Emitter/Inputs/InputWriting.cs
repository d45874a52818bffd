using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Writes how a class of inputs is written as the JSON it is read from.</summary>
internal static class InputWriting
{
    /// <summary>Writes the body of a method that has a <c>writer</c>.</summary>
    public static void Write(SourceWriter writer, InputClass type, CSharpTypes types)
    {
        writer.Line("writer.WriteStartObject();");
        foreach (var member in type.Members)
        {
            var property = InputProperties.Of(type, member);
            if (member.List)
            {
                using (writer.Open($"if ({property}.Count > 0)"))
                {
                    writer.Line($"writer.WriteStartArray({Literals.String(member.Name)});");
                    using (writer.Open($"foreach (var item in {property})"))
                    {
                        writer.Line(member.Group is null ? "writer.WriteStringValue(item);" : "item.Write(writer);");
                    }

                    writer.Line();
                    writer.Line("writer.WriteEndArray();");
                }

                writer.Line();
            }
            else if (member.Required)
            {
                Member(writer, member, property, types);
            }
            else
            {
                using (writer.Open($"if ({property} is {{ }} {Naming.Camel(member.Name)})"))
                {
                    Member(writer, member, Naming.Camel(member.Name), types);
                }

                writer.Line();
            }
        }

        writer.Line("writer.WriteEndObject();");
    }

    private static void Member(SourceWriter writer, InputMember member, string value, CSharpTypes types)
    {
        var name = Literals.String(member.Name);
        if (member.Group is not null || member.Field!.Type is TypeRef.Scalar { Kind: ScalarKind.Answer or ScalarKind.Any })
        {
            writer.Line($"writer.WritePropertyName({name});");
            writer.Line($"{value}.{(member.Field?.Type is TypeRef.Scalar { Kind: ScalarKind.Any } ? "WriteTo" : "Write")}(writer);");
            return;
        }

        writer.Line(member.Field.Type switch
        {
            TypeRef.Enum { Name: var type } => $"writer.WriteString({name}, {value}.{(types.IsOpen(type) ? "Value" : "ToWire()")});",
            TypeRef.Scalar { Kind: ScalarKind.Integer or ScalarKind.Number } => $"writer.WriteNumber({name}, {value});",
            TypeRef.Scalar { Kind: ScalarKind.Boolean } => $"writer.WriteBoolean({name}, {value});",
            _ => $"writer.WriteString({name}, {value});",
        });
    }
}
