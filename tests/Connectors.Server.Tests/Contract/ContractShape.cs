using System.Globalization;
using System.Text.Json;

namespace Connectors.Server.Tests.Contract;

/// <summary>
/// A shape of the contract in a line of text: <c>name:type</c>, then <c>!</c> for what must be there and not be null, <c>~</c> for what may be absent, nothing for what
/// must be there and may be null. Types are text, time, number, int, bool, any, map, <c>(A|B)</c>, <c>{…}</c> and <c>[…]</c>, or the name of another shape.
/// </summary>
internal sealed class ContractShape
{
    private readonly string _text;
    private readonly IReadOnlyDictionary<string, Action<JsonElement, string, List<string>>> _named;
    private int _at;

    private ContractShape(string text, IReadOnlyDictionary<string, Action<JsonElement, string, List<string>>> named) => (_text, _named) = (text, named);

    /// <summary>What is wrong with a value.</summary>
    public static List<string> Problems(string shape, JsonElement value, IReadOnlyDictionary<string, Action<JsonElement, string, List<string>>> named)
    {
        var problems = new List<string>();
        new ContractShape(shape, named).Type()(value, "", problems);
        return problems;
    }

    private Action<JsonElement, string, List<string>> Type()
    {
        switch (_text[_at])
        {
            case '{':
                _at++;
                var members = Members();
                return (value, path, problems) => Object(members, value, path, problems);
            case '[':
                _at++;
                var item = Type();
                Expect(']');
                return (value, path, problems) =>
                {
                    if (Is(value, JsonValueKind.Array, path, problems))
                    {
                        var index = 0;
                        foreach (var element in value.EnumerateArray())
                        {
                            item(element, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), problems);
                        }
                    }
                };
            case '(':
                _at++;
                var words = Until(')').Split('|');
                _at++;
                return (value, path, problems) =>
                {
                    if (Is(value, JsonValueKind.String, path, problems) && !words.Contains(value.GetString()))
                    {
                        problems.Add($"{path}: '{value}' is none of {string.Join(", ", words)}");
                    }
                };
            default:
                return Named(Word());
        }
    }

    private Action<JsonElement, string, List<string>> Named(string name) => name switch
    {
        "text" => (value, path, problems) => Is(value, JsonValueKind.String, path, problems),
        "time" => (value, path, problems) =>
        {
            if (Is(value, JsonValueKind.String, path, problems)
                && !System.Text.RegularExpressions.Regex.IsMatch(value.GetString()!, @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"))
            {
                problems.Add($"{path}: '{value}' is no time with a zone");
            }
        }
        ,
        "number" => (value, path, problems) => Is(value, JsonValueKind.Number, path, problems),
        "int" => (value, path, problems) =>
        {
            if (Is(value, JsonValueKind.Number, path, problems) && !value.TryGetInt64(out _))
            {
                problems.Add($"{path}: {value} is no whole number");
            }
        }
        ,
        "bool" => (value, path, problems) =>
        {
            if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                problems.Add($"{path}: {value.ValueKind}");
            }
        }
        ,
        "map" => (value, path, problems) => Is(value, JsonValueKind.Object, path, problems),
        "any" => static (_, _, _) => { }
        ,
        _ => _named[name],
    };

    private List<(string Name, char Mark, Action<JsonElement, string, List<string>> Check)> Members()
    {
        var members = new List<(string, char, Action<JsonElement, string, List<string>>)>();
        Space();
        while (_text[_at] != '}')
        {
            var name = Word();
            Expect(':');
            var check = Type();
            var mark = _at < _text.Length && _text[_at] is '!' or '~' ? _text[_at++] : ' ';
            members.Add((name, mark, check));
            Space();
        }

        _at++;
        return members;
    }

    private static void Object(List<(string Name, char Mark, Action<JsonElement, string, List<string>> Check)> members, JsonElement value, string path, List<string> problems)
    {
        if (!Is(value, JsonValueKind.Object, path, problems))
        {
            return;
        }

        foreach (var (name, mark, check) in members)
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (!value.TryGetProperty(name, out var member))
            {
                if (mark != '~')
                {
                    problems.Add($"{at}: is not there");
                }
            }
            else if (member.ValueKind != JsonValueKind.Null)
            {
                check(member, at, problems);
            }
            else if (mark == '!')
            {
                problems.Add($"{at}: is null");
            }
        }
    }

    private static bool Is(JsonElement value, JsonValueKind kind, string path, List<string> problems)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        problems.Add($"{path}: {value.ValueKind} instead of {kind}");
        return false;
    }

    private string Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string Until(char end)
    {
        var start = _at;
        _at = _text.IndexOf(end, _at);
        return _text[start.._at];
    }

    private void Expect(char sign)
    {
        Assert.True(_text[_at] == sign, $"{sign} expected at {_text[_at..]}");
        _at++;
    }

    private void Space()
    {
        while (char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
