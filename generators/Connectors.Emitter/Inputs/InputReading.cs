using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Writes how a class of inputs is read from JSON.</summary>
internal static class InputReading
{
    /// <summary>Writes the body of a method that has the JSON object <c>json</c>, its <c>path</c> and <c>findings</c>, and returns the class.</summary>
    public static void Write(SourceWriter writer, InputClass type, VocabularySpec vocabulary, CSharpTypes types)
    {
        writer.Line($"InputJson.Only(ref findings, json, path, {string.Join(", ", type.Members.Select(m => Literals.String(m.Name)))});");
        using (writer.Open($"return new {type.Name}", "};"))
        {
            foreach (var member in type.Members)
            {
                writer.Line($"{InputProperties.Of(type, member)} = {Value(member, vocabulary, types)},");
            }
        }
    }

    private static string Value(InputMember member, VocabularySpec vocabulary, CSharpTypes types)
    {
        var from = $"ref findings, json, path, {Literals.String(member.Name)}";
        var required = member.Required ? ", required: true" : "";
        if (member.Group is { } group)
        {
            return $"InputMembers.{(member.List ? "Levels" : member.Required ? "RequiredLevel" : "Level")}({from}, {group.Name}.Read)";
        }

        return member.Field!.Type switch
        {
            TypeRef.Enum { Name: var name } => $"InputMembers.Value({from}, {Enum(vocabulary.Enum(name)!, types)}{Or(member, "default")}",
            _ when member.List => $"InputMembers.Texts({from}{required})",
            TypeRef.Scalar { Kind: ScalarKind.Integer } => $"InputMembers.Integer({from}{required}){Or(member, "0")}",
            TypeRef.Scalar { Kind: ScalarKind.Number } => $"InputJson.Number({from}{required}){Or(member, "0")}",
            TypeRef.Scalar { Kind: ScalarKind.Boolean } => $"InputJson.Flag({from}{required}){Or(member, "false")}",
            TypeRef.Scalar { Kind: ScalarKind.DateTime } => $"InputJson.Time({from}{required}){Or(member, "default")}",
            TypeRef.Scalar { Kind: ScalarKind.Answer } => $"InputJson.Answer({from}{required}){Or(member, "\"\"")}",
            TypeRef.Scalar { Kind: ScalarKind.Any } when member.Required => $"InputJson.Any({from}{required})",
            TypeRef.Scalar { Kind: ScalarKind.Any } => $"InputJson.Any({from}) is {{ IsEmpty: false }} {Naming.Camel(member.Name)} ? {Naming.Camel(member.Name)} : null",
            _ => $"InputJson.Text({from}{required}){Or(member, "\"\"")}",
        };

        // A closed enumeration knows its texts; an open one takes any.
        string Enum(EnumType type, CSharpTypes csharp) =>
            (type.Open ? $"static text => new {csharp.Enum(type.Name)}(text)" : $"{csharp.EnumWire(type.Name)}.Parse")
            + $", {Literals.Boolean(member.Required)}, {string.Join(", ", type.Values.Select(Literals.String))})";
    }

    // After a finding something must stand there; what has findings is not sent.
    private static string Or(InputMember member, string value) => member.Required ? " ?? " + value : "";
}
