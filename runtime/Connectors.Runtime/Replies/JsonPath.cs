using System.Text;
using System.Text.Json;

namespace Connectors.Runtime.Replies;

/// <summary>
/// A path into a JSON reply as a spec writes it (<c>error.fields[0].message</c>, <c>links[rel=apply].href</c>, <c>errors[].code</c>, <c>.</c>),
/// followed in one pass over the bytes.
/// </summary>
internal sealed class JsonPath
{
    private const string TextOfElement = "#text";

    private readonly Step[] _steps;

    private JsonPath(Step[] steps) => _steps = steps;

    /// <summary>Looks at a value; true when it is the one sought.</summary>
    public delegate bool Visit(ref Utf8JsonReader value);

    public static JsonPath Parse(string path)
    {
        var steps = new List<Step>();
        for (var rest = path.AsSpan(); !rest.IsEmpty;)
        {
            // Up to its end a bracket may have whatever a value may have: dots too.
            if (rest[0] == '[')
            {
                var end = rest.IndexOf(']');
                steps.Add(Bracket(rest[1..end].ToString()));
                rest = rest[(end + 1)..];
                continue;
            }

            rest = rest.TrimStart('.');
            var name = rest[..(rest.IndexOfAny('.', '[') is >= 0 and var length ? length : rest.Length)];
            if (!name.IsEmpty)
            {
                steps.Add(new Step(StepKind.Property, name.ToString()));
                rest = rest[name.Length..];
            }
        }

        return new JsonPath([.. steps]);
    }

    /// <summary>The text of the scalar at the path; null when there is none.</summary>
    public string? Text(ReadOnlySpan<byte> json)
    {
        string? text = null;
        Any(json, (ref Utf8JsonReader value) => (text = Scalar(ref value)) is not null);
        return text;
    }

    /// <summary>Shows the values at the path to <paramref name="visit"/> until it says yes. A body that is not JSON has no values.</summary>
    /// <returns>Whether it said yes.</returns>
    public bool Any(ReadOnlySpan<byte> json, Visit visit)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return reader.Read() && Any(ref reader, visit);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The same from a reader that stands on the first token of the value the path starts at; it is left somewhere within.</summary>
    public bool Any(ref Utf8JsonReader reader, Visit visit) => Any(ref reader, _steps, visit);

    /// <summary>The text of a scalar: a string's content, a number, <c>true</c> or <c>false</c>; null for anything else.</summary>
    public static string? Scalar(ref Utf8JsonReader value)
    {
        try
        {
            return value.TokenType switch
            {
                JsonTokenType.String => value.GetString(),
                JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(value.ValueSpan),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is JSON but not text.
            return null;
        }
    }

    private static Step Bracket(string inner) => inner.Split('=', 2) switch
    {
        [""] => new Step(StepKind.All, ""),
        [var index] => new Step(StepKind.Index, "", int.Parse(index, System.Globalization.CultureInfo.InvariantCulture)),
        var pair => new Step(StepKind.Where, pair[0], Value: pair[1]),
    };

    private static bool Any(ref Utf8JsonReader reader, ReadOnlySpan<Step> steps, Visit visit)
    {
        if (steps.IsEmpty)
        {
            return visit(ref reader);
        }

        return steps[0].Kind == StepKind.Property ? Member(ref reader, steps, visit) : Item(ref reader, steps, visit);
    }

    private static bool Member(ref Utf8JsonReader reader, ReadOnlySpan<Step> steps, Visit visit)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // The JSON form of an element without attributes is its text.
            return reader.TokenType == JsonTokenType.String && steps[0].Name == TextOfElement && Any(ref reader, steps[1..], visit);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(steps[0].Name);
            reader.Read();
            if (wanted)
            {
                return Any(ref reader, steps[1..], visit);
            }

            reader.Skip();
        }

        return false;
    }

    private static bool Item(ref Utf8JsonReader reader, ReadOnlySpan<Step> steps, Visit visit)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            // The JSON form of XML has a list only where elements do repeat.
            return steps[0].Takes(reader, 0) && Any(ref reader, steps[1..], visit);
        }

        for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
        {
            var item = reader;
            if (steps[0].Takes(item, position))
            {
                var found = Any(ref item, steps[1..], visit);
                if (found || steps[0].Kind != StepKind.All)
                {
                    return found;
                }
            }

            reader.Skip();
        }

        return false;
    }

    private enum StepKind
    {
        Property,
        Index,
        Where,
        All,
    }

    private readonly record struct Step(StepKind Kind, string Name, int Position = 0, string? Value = null)
    {
        public bool Takes(Utf8JsonReader item, int position)
        {
            var value = Value;
            return Kind switch
            {
                StepKind.Index => position == Position,
                StepKind.Where => Member(ref item, (Step[])[new Step(StepKind.Property, Name)], (ref Utf8JsonReader v) => Scalar(ref v) == value),
                _ => true,
            };
        }
    }
}
