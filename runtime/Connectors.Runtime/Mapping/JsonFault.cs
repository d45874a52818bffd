using System.Text.Json;

namespace Connectors.Runtime.Mapping;

/// <summary>Makes the faults that set a record aside. No message quotes a value: it may be personal.</summary>
public static class JsonFault
{
    /// <summary>A value that must be there is not.</summary>
    /// <param name="path">Where, as the spec writes it.</param>
    public static RecordFaultException Missing(string path) => new(path, "a value is required and there is none");

    /// <summary>A value has another JSON type than the contract says.</summary>
    /// <param name="path">Where, as the spec writes it.</param>
    /// <param name="expected">What should be there: <c>a text</c>.</param>
    /// <param name="found">What is there.</param>
    public static RecordFaultException WrongType(string path, string expected, JsonTokenType found) => new(path, $"expected {expected}, found {Name(found)}");

    /// <summary>A value has the right JSON type and cannot be read all the same.</summary>
    /// <param name="path">Where, as the spec writes it.</param>
    /// <param name="expected">What should be there: <c>a date as dd.MM.yyyy</c>.</param>
    public static RecordFaultException Unreadable(string path, string expected) => new(path, $"expected {expected}, found something else");

    /// <summary>A text has escapes or bytes that are no Unicode text.</summary>
    /// <param name="path">Where, as the spec writes it.</param>
    public static RecordFaultException NotUnicode(string path) => new(path, "the text is not valid Unicode");

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };
}
