using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Inputs;

/// <summary>Writes how ids, answers and files in an input are resolved.</summary>
internal static class InputResolving
{
    private const string Jobs = "jobs";

    /// <summary>Whether anything in a class is resolved.</summary>
    public static bool Needed(InputClass type) => type.IsFile || type.Members.Any(m => m.Group is { } group ? Needed(group) : m.Field!.Type is TypeRef.Reference);

    /// <summary>Writes the method of an action's input.</summary>
    public static void Action(SourceWriter writer, ActionType action, InputClass input)
    {
        if (!Needed(input))
        {
            writer.Line("public override ValueTask<ActionInput> ResolveAsync(InputResolution resolution) => new(this);");
            return;
        }

        using (writer.Open("public override async ValueTask<ActionInput> ResolveAsync(InputResolution resolution)"))
        {
            // Answers belong to a job, wherever in the input it is named.
            if (Job(input) is { } job)
            {
                writer.Line($"var job = await resolution.RecordAsync({Literals.String(action.Inputs.First(IsJob).Name)}, {Literals.String(Jobs)}, {job}).ConfigureAwait(false);");
            }
            else if (input.Members.Any(m => m.Group is { } group && Needed(group)))
            {
                writer.Line("const string? job = null;");
            }

            Members(writer, input, Literals.String, awaits: true);
        }
    }

    /// <summary>Writes the method of a level; it is handed the vendor's id of the job.</summary>
    public static void Group(SourceWriter writer, InputClass group)
    {
        writer.Summary("The same with the vendor's ids, answers as their questions want them, and files at hand.");
        var awaits = Awaits(group);
        using (writer.Open($"internal {(awaits ? "async " : "")}ValueTask<{group.Name}> ResolveAsync(string path, InputResolution resolution, string? job)"))
        {
            if (Question(group) is var (question, answer))
            {
                writer.Line($"var (question, answer) = await resolution.AnswerAsync(path, {InputProperties.Of(group, question)}, job, {InputProperties.Of(group, answer)}).ConfigureAwait(false);");
            }

            Members(writer, group, name => "path + " + Literals.String("." + name), awaits);
        }
    }

    private static void Members(SourceWriter writer, InputClass type, Func<string, string> at, bool awaits)
    {
        using (awaits ? writer.Open($"return new {type.Name}", "};") : writer.Open($"return new ValueTask<{type.Name}>(new {type.Name}", "});"))
        {
            foreach (var member in type.Members)
            {
                writer.Line($"{InputProperties.Of(type, member)} = {Value(type, member, at(member.Name))},");
            }

            if (type.IsFile)
            {
                string[] parts = [Part(type, m => m.Name == "name"), Part(type, ScalarKind.MediaType), Part(type, ScalarKind.Bytes), Part(type, ScalarKind.FileUrl)];
                writer.Line($"{InputProperties.Content} = await resolution.FileAsync(path, {string.Join(", ", parts)}).ConfigureAwait(false),");
            }
        }
    }

    private static string Value(InputClass type, InputMember member, string at)
    {
        var property = InputProperties.Of(type, member);
        if (member.Group is { } group)
        {
            return member switch
            {
                _ when !Needed(group) => property,
                { List: true } => $"await resolution.EachAsync({at}, {property}, job, static (item, path, resolution, job) => item.ResolveAsync(path, resolution, job)).ConfigureAwait(false)",
                { Required: false } => $"{property} is null ? null : await {property}.ResolveAsync({at}, resolution, job).ConfigureAwait(false)",
                _ => $"await {property}.ResolveAsync({at}, resolution, job).ConfigureAwait(false)",
            };
        }

        return member.Field!.Type switch
        {
            _ when Question(type) is var (question, _) && question == member => "question",
            _ when Question(type) is var (_, answer) && answer == member => "answer",
            TypeRef.Reference { Model: Jobs } => $"job ?? {property}",
            TypeRef.Reference { Model: var model } => $"await resolution.RecordAsync({at}, {Literals.String(model)}, {property}).ConfigureAwait(false) ?? {property}",
            _ => property,
        };
    }

    // A job that is named in a level has been resolved before it.
    private static bool Awaits(InputClass type) =>
        type.IsFile || type.Members.Any(m => m.Group is { } group ? Needed(group) : m.Field!.Type is TypeRef.Reference { Model: not Jobs });

    // A question and its answer are resolved together: the question's format tells what the answer is.
    private static (InputMember Question, InputMember Answer)? Question(InputClass type) =>
        type.Members.FirstOrDefault(m => m.Field?.Type is TypeRef.Scalar { Kind: ScalarKind.Answer }) is { } answer
            && type.Members.FirstOrDefault(m => m.Field?.Type is TypeRef.Reference) is { } question
            ? (question, answer)
            : null;

    private static string? Job(InputClass type)
    {
        foreach (var member in type.Members)
        {
            var property = InputProperties.Of(type, member);
            if (member.Field is { } field && IsJob(field))
            {
                return property;
            }

            if (member is { List: false, Group: { } group } && Job(group) is { } inner)
            {
                return property + (member.Required ? "." : "?.") + inner;
            }
        }

        return null;
    }

    private static bool IsJob(FieldType field) => field.Type is TypeRef.Reference { Model: Jobs };

    private static string Part(InputClass type, ScalarKind kind) => Part(type, m => m.Field?.Type is TypeRef.Scalar scalar && scalar.Kind == kind);

    private static string Part(InputClass type, Func<InputMember, bool> isPart) =>
        type.Members.FirstOrDefault(isPart) is { } member ? InputProperties.Of(type, member) : "null";
}
