using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Capabilities;

/// <summary>Says in a sentence or two what a writer must know of an action or of a covered input, from the constructs that make it so.</summary>
public static class InputNotes
{
    /// <summary>The note of an action: how many items its lists take; null when there is nothing to say.</summary>
    public static string? Of(ActionSpec action) =>
        Joined(action.Lists.SelectMany(list => new[] { list.Note, list.Max is { } max ? $"At most {max} {Words(list.Group)} can be added." : null }).Concat(action.Files.Select(Files)));

    /// <summary>The note of an input: the spec's own, then what follows from its constructs; null when there is nothing to say.</summary>
    /// <param name="input">The covered input.</param>
    /// <param name="type">What the vocabulary says of it.</param>
    /// <param name="vocabulary">The vocabulary, for the values that cannot be sent.</param>
    public static string? Of(InputSpec input, FieldType type, VocabularySpec vocabulary) =>
        Joined([input.Note, Write(input.Write, type, vocabulary), Length(input), Default(input.Default)]);

    private static string? Files(FileSpec file)
    {
        var said = new[]
        {
            file.MaxSize is { } size ? $"at most {Size(size)} each" : null,
            file.MaxTotal is { } total ? $"at most {Size(total)} together" : null,
            file.Types.Count > 0 ? string.Join(", ", file.Types) : null,
        };
        var limits = string.Join("; ", said.Where(s => s is not null));
        return limits.Length == 0 ? null : $"Files in {Words(file.Group)}: {limits}.";
    }

    private static string Words(string group) => group.Replace('.', ' ').Replace('_', ' ');

    private static string Size(long bytes) => bytes switch
    {
        _ when bytes % (1 << 30) == 0 => $"{bytes >> 30} GB",
        _ when bytes % (1 << 20) == 0 => $"{bytes >> 20} MB",
        _ when bytes % (1 << 10) == 0 => $"{bytes >> 10} KB",
        _ => $"{bytes} bytes",
    };

    private static string? Write(WriteSpec write, FieldType type, VocabularySpec vocabulary) => write switch
    {
        WriteSpec.Map map when type.Type is TypeRef.Enum { Name: var name } => Only(map.Entries.Select(e => e.Unified), vocabulary.Enum(name)!.Values),
        WriteSpec.ByFormat answers => $"Answers of the formats {Enumeration(answers.Cases.Select(c => c.Format))}.",
        WriteSpec.File { Form: FileForm.Url } => "The vendor fetches the file itself.",
        WriteSpec.Merge merge => $"Under {Enumeration(merge.Parts.Select(p => p.Name))}; what the vendor's contract has there.",
        WriteSpec.Row { Missing: MissingRow.Refuse } => "Looked up by its name; a name that the vendor does not have is refused.",
        WriteSpec.Row { Missing: MissingRow.Omit } => "Looked up by its name; a name that the vendor does not have is not sent.",
        WriteSpec.Row => "Looked up by its name; what the vendor does not have is made.",
        WriteSpec.Convert { As.Kind: ConversionKind.Date } => "Sent as a day.",
        WriteSpec.Convert { As: { Kind: ConversionKind.LocalTime, Zone: { } zone } } => $"Sent as local time in {zone}.",
        _ => null,
    };

    private static string? Only(IEnumerable<string> sent, IEnumerable<string> known)
    {
        var all = known.ToList();
        var there = all.Where(sent.Contains).ToList();
        return there.Count == all.Count ? null : $"Only {Enumeration(there)}.";
    }

    private static string? Length(InputSpec input) => input.MaxLength is { } longest ? $"At most {longest} characters." : null;

    private static string? Default(Template? template) => template is { Parts: { Count: > 0 } parts } ? parts[0] switch
    {
        TemplatePart.Environment { Name: "source_name" } => "Where no source is given, the environment's source name is sent.",
        TemplatePart.Literal literal => $"Where it is not given, `{literal.Text}` is sent.",
        _ => "Has a default where it is not given.",
    } : null;

    private static string Enumeration(IEnumerable<string> names)
    {
        var quoted = names.Select(n => $"`{n}`").ToList();
        return quoted.Count < 2 ? string.Concat(quoted) : string.Join(", ", quoted.Take(quoted.Count - 1)) + " and " + quoted[quoted.Count - 1];
    }

    private static string? Joined(IEnumerable<string?> sentences)
    {
        var text = string.Join(" ", sentences.Where(s => s is { Length: > 0 }).Distinct());
        return text.Length == 0 ? null : text;
    }
}
