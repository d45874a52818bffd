using Connectors.Emitter.Text;

namespace Connectors.Emitter.Inputs;

/// <summary>The properties of classes of inputs.</summary>
internal static class InputProperties
{
    /// <summary>The property with a file's content.</summary>
    public const string Content = "Content";

    // What the classes have besides their inputs.
    private static readonly HashSet<string> Taken = ["Action", "Read", "ResolveAsync", "Records", "Changed", "ToUnified"];

    /// <summary>The property of a member.</summary>
    public static string Of(InputClass owner, InputMember member) =>
        Naming.Property(owner.Name, member.Name) is var name && (Taken.Contains(name) || (name == Content && owner.IsFile)) ? name + "Value" : name;

    /// <summary>Writes the properties.</summary>
    public static void Write(SourceWriter writer, InputClass type, CSharpTypes types)
    {
        foreach (var member in type.Members)
        {
            writer.Summary(member.Doc.Length > 0 ? member.Doc : member.Name);
            writer.Line($"public {(member is { Required: true, List: false } ? "required " : "")}{Type(member, types)} {Of(type, member)} {{ get; init; }}{(member.List ? " = [];" : "")}");
            writer.Line();
        }
    }

    private static string Type(InputMember member, CSharpTypes types) => member switch
    {
        { Field: { } field } => types.Input(field),
        { List: true } => $"IReadOnlyList<{member.Group!.Name}>",
        _ => member.Group!.Name + (member.Required ? "" : "?"),
    };
}
