using System.Globalization;
using Connectors.Specs.Model;

namespace Connectors.Specs.Language;

/// <summary>Reads paths: <c>a.b</c>, <c>a[0]</c>, <c>a[key=value].b</c>, <c>a[]</c>, <c>a.*</c>, <c>@key</c>, <c>.</c>.</summary>
public static class PathSyntax
{
    private const int MostSteps = 64;

    /// <summary>The steps of a path, none for <c>.</c>; null with a reason when it cannot be read.</summary>
    public static IReadOnlyList<PathStep>? Parse(string text, out string reason)
    {
        reason = "";
        var steps = new List<PathStep>();
        if (text == ".")
        {
            return steps;
        }

        for (var at = 0; at < text.Length;)
        {
            var step = text[at] == '[' ? Bracket(text, ref at, ref reason) : Name(text, ref at, steps.Count == 0, ref reason);
            if (step is null)
            {
                return null;
            }

            steps.Add(step);
            if (steps.Count > MostSteps)
            {
                reason = $"it has more than {MostSteps} steps";
                return null;
            }
        }

        if (steps.Count == 0)
        {
            reason = "it is empty; the record itself is written '.'";
            return null;
        }

        return steps;
    }

    private static PathStep? Name(string text, ref int at, bool first, ref string reason)
    {
        if (!first)
        {
            if (text[at] != '.')
            {
                reason = "after ']' comes '.', '[' or the end";
                return null;
            }

            at++;
        }

        var start = at;
        while (at < text.Length && text[at] is not ('.' or '[' or ']'))
        {
            at++;
        }

        var name = text.Substring(start, at - start);
        if (name.Length == 0 || name.Any(static c => char.IsWhiteSpace(c) || c is '{' or '}'))
        {
            reason = name.Length == 0 ? "a name is missing between its signs" : $"'{name}' is not a name";
            return null;
        }

        return name switch
        {
            "*" => new PathStep.Values(),
            PathStep.Key.Word => new PathStep.Key(),
            _ => new PathStep.Property(name),
        };
    }

    private static PathStep? Bracket(string text, ref int at, ref string reason)
    {
        var end = text.IndexOf(']', at);
        if (end < 0)
        {
            reason = "a '[' is not closed";
            return null;
        }

        var inside = text.Substring(at + 1, end - at - 1);
        at = end + 1;
        if (inside.Length == 0)
        {
            return new PathStep.All();
        }

        if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return new PathStep.Index(position);
        }

        var equals = inside.IndexOf('=');
        if (equals > 0 && equals < inside.Length - 1)
        {
            return new PathStep.Where(inside.Substring(0, equals), inside.Substring(equals + 1));
        }

        reason = $"'[{inside}]' is neither a position like [0], nor [key=value], nor []";
        return null;
    }
}
