using System.Collections.Immutable;
using System.Text.Json;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Actions;

/// <summary>The answer of a screening question, as a caller gives it or, after resolution, as the question's format wants it.</summary>
public sealed record AnswerInput
{
    /// <summary>What was given: a text, a number, true or false, a list of texts, or a file.</summary>
    public required AnswerKind Kind { get; init; }

    /// <summary>The vocabulary's case of the question's format once it is resolved: <c>DATE</c>; null before.</summary>
    public string? Format { get; init; }

    /// <summary>A text, a date (ISO 8601), or the id of an option: the vendor's once resolved.</summary>
    public string? Text { get; init; }

    /// <summary>The text as a point in time, midnight in UTC for a date alone; null when it is none.</summary>
    public DateTimeOffset? Time => Text is not null && InputJson.IsTime(Text, out var time) ? time : null;

    /// <summary>A number.</summary>
    public decimal? Number { get; init; }

    /// <summary>Yes or no.</summary>
    public bool? Flag { get; init; }

    /// <summary>Ids of options: the vendor's once resolved.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>A file.</summary>
    public FileInput? File { get; init; }

    /// <summary>A text, a date or the id of an option.</summary>
    public static implicit operator AnswerInput(string text) => new() { Kind = AnswerKind.Text, Text = text };

    /// <summary>A number.</summary>
    public static implicit operator AnswerInput(decimal number) => new() { Kind = AnswerKind.Number, Number = number };

    /// <summary>Yes or no.</summary>
    public static implicit operator AnswerInput(bool flag) => new() { Kind = AnswerKind.Flag, Flag = flag };

    /// <summary>Ids of options.</summary>
    public static AnswerInput Of(params IEnumerable<string> options) => new() { Kind = AnswerKind.Options, Options = [.. options] };

    /// <summary>A file.</summary>
    public static AnswerInput Of(FileInput file) => new() { Kind = AnswerKind.File, File = file };

    /// <summary>Writes the answer as the unified JSON it is read from.</summary>
    /// <param name="writer">Positioned where a value may stand.</param>
    public void Write(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case AnswerKind.Number when Number is { } number:
                writer.WriteNumberValue(number);
                break;
            case AnswerKind.Flag when Flag is { } flag:
                writer.WriteBooleanValue(flag);
                break;
            case AnswerKind.Options:
                writer.WriteStartArray();
                foreach (var option in Options)
                {
                    writer.WriteStringValue(option);
                }

                writer.WriteEndArray();
                break;
            case AnswerKind.File when File is { } file:
                file.Write(writer);
                break;
            default:
                writer.WriteStringValue(Text);
                break;
        }
    }
}

/// <summary>The JSON types an answer can be given in.</summary>
public enum AnswerKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A list of texts.</summary>
    Options,

    /// <summary>A file.</summary>
    File,
}

/// <summary>A file as an answer: exactly one of <see cref="Data"/> and <see cref="DataUrl"/>.</summary>
public sealed record FileInput
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>The media type; required with <see cref="Data"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The file in base64.</summary>
    public string? Data { get; init; }

    /// <summary>An address the file is fetched from.</summary>
    public string? DataUrl { get; init; }

    /// <summary>The file at hand; set by resolution.</summary>
    public FileContent? Content { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        Write(writer, "content_type", ContentType);
        Write(writer, "data", Data);
        Write(writer, "data_url", DataUrl);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
