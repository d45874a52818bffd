using System.Collections.Immutable;
using System.Text.Json;

namespace Connectors.Runtime.Actions;

/// <summary>Reads a level of an input: a generated class.</summary>
/// <typeparam name="T">The generated class.</typeparam>
/// <param name="findings">Receives what is wrong.</param>
/// <param name="json">The JSON object.</param>
/// <param name="path">Its path.</param>
public delegate T LevelReader<out T>(ref Findings? findings, JsonElement json, string path);

/// <summary>Members of inputs whose types the generator makes: levels, lists of them, and enumerations.</summary>
public static class InputMembers
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>A level; null when it is not given.</summary>
    /// <typeparam name="T">The generated class.</typeparam>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="json">The object around it.</param>
    /// <param name="path">The path of that; empty for the whole input.</param>
    /// <param name="name">The member.</param>
    /// <param name="read">Reads it.</param>
    public static T? Level<T>(ref Findings? findings, JsonElement json, string path, string name, LevelReader<T> read)
        where T : class =>
        InputJson.Object(ref findings, json, path, name) is { } level ? read(ref findings, level, InputJson.At(path, name)) : null;

    /// <summary>A level that must be there. Where it is not given, everything that must be in it is missing.</summary>
    /// <inheritdoc cref="Level"/>
    public static T RequiredLevel<T>(ref Findings? findings, JsonElement json, string path, string name, LevelReader<T> read)
        where T : class =>
        Level(ref findings, json, path, name, read) ?? read(ref findings, Nothing, InputJson.At(path, name));

    /// <summary>Levels in a list; none when it is not given.</summary>
    /// <inheritdoc cref="Level"/>
    public static ImmutableArray<T> Levels<T>(ref Findings? findings, JsonElement json, string path, string name, LevelReader<T> read)
        where T : class
    {
        var items = InputJson.List(ref findings, json, path, name);
        var levels = ImmutableArray.CreateBuilder<T>(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            var at = InputJson.At(path, name, i);
            if (InputJson.IsObject(ref findings, at, items[i]))
            {
                levels.Add(read(ref findings, items[i], at));
            }
        }

        return levels.DrainToImmutable();
    }

    /// <summary>A value of an enumeration; null when it is not given.</summary>
    /// <typeparam name="T">The generated enumeration.</typeparam>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="json">The object around it.</param>
    /// <param name="path">The path of that; empty for the whole input.</param>
    /// <param name="name">The member.</param>
    /// <param name="parse">The value of a text; null where there is none.</param>
    /// <param name="required">Whether it is a finding when it is not given.</param>
    /// <param name="known">The texts there are, for the finding.</param>
    public static T? Value<T>(ref Findings? findings, JsonElement json, string path, string name, Func<string, T?> parse, bool required, params ReadOnlySpan<string> known)
        where T : struct
    {
        if (InputJson.Text(ref findings, json, path, name, required) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            InputChecks.UnknownValue(ref findings, InputJson.At(path, name), known);
        }

        return value;
    }

    /// <summary>A whole number; null when it is not given.</summary>
    /// <inheritdoc cref="InputJson.Text"/>
    public static long? Integer(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        if (InputJson.Number(ref findings, json, path, name, required) is not { } number)
        {
            return null;
        }

        if (decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue)
        {
            return (long)number;
        }

        Findings.Add(ref findings, InputJson.At(path, name), FindingKind.WrongType, "Expected a whole number.");
        return null;
    }

    /// <summary>A list of texts; none when it is not given.</summary>
    /// <inheritdoc cref="InputJson.Text"/>
    public static ImmutableArray<string> Texts(ref Findings? findings, JsonElement json, string path, string name, bool required = false)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        var items = InputJson.List(ref findings, json, path, name, required);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].ValueKind == JsonValueKind.String)
            {
                texts.Add(items[i].GetString()!);
            }
            else
            {
                Findings.Add(ref findings, InputJson.At(path, name, i), FindingKind.WrongType, "Expected a text.");
            }
        }

        return texts.DrainToImmutable();
    }
}
