using Connectors.Emitter.Text;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Writes how the answer that was given to a question is seen when it is read back.</summary>
internal static class AnswerEmitter
{
    /// <summary>The generated class.</summary>
    public const string ClassName = "InputAnswers";

    /// <summary>C# for the answer of a union that an input is seen as.</summary>
    public static string Of(TypeRef.Union union, string answer) => $"{ClassName}.To{Naming.Pascal(union.Name)}({answer})";

    /// <summary>Writes the class with a method for each union.</summary>
    public static void Write(SourceWriter writer, IEnumerable<UnionType> unions, CSharpTypes types)
    {
        writer.Summary("Answers as they are seen when they are read back.");
        using (writer.Open($"internal static class {ClassName}"))
        {
            var first = true;
            foreach (var union in unions)
            {
                if (!first)
                {
                    writer.Line();
                }

                first = false;
                writer.Summary("A resolved answer; null where it has no unified form.");
                using (writer.Open($"public static {types.Union(union.Name)}? To{Naming.Pascal(union.Name)}(AnswerInput answer) => answer.Format switch", "};"))
                {
                    foreach (var unionCase in union.Cases)
                    {
                        if (unionCase.Members.Count == 1 && Value(unionCase.Members[0]) is { } value)
                        {
                            var property = Naming.Property(Naming.UnionCase(unionCase.Name), unionCase.Members[0].Name);
                            writer.Line($"{Literals.String(unionCase.Name)} => new {types.UnionCase(union.Name, unionCase.Name)} {{ {property} = {value} }},");
                        }
                    }

                    writer.Line("_ => null,");
                }
            }
        }
    }

    private static string? Value(FieldType member) => (member.Type, member.List) switch
    {
        (TypeRef.Scalar { Kind: ScalarKind.String }, false) => "answer.Text",
        (TypeRef.Scalar { Kind: ScalarKind.Number }, false) => "answer.Number",
        (TypeRef.Scalar { Kind: ScalarKind.Boolean }, false) => "answer.Flag",
        (TypeRef.Scalar { Kind: ScalarKind.DateTime }, false) => "answer.Time",
        (TypeRef.Option, false) => "answer.Text is { } option ? new Reference(option) : null",
        (TypeRef.Option, true) => "[.. answer.Options.Select(static option => new Reference(option))]",
        _ => null,
    };
}
