using System.Text.RegularExpressions;
using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Contracts;

/// <summary>Makes texts that fit simple regular expressions: letters, classes, groups, alternatives and counts.</summary>
internal static class Patterns
{
    private const string Everything = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A text that fits; null when the pattern says more than can be followed here.</summary>
    public static string? Make(string pattern, ulong chance)
    {
        var maker = new Maker(pattern, chance);
        var text = maker.Make();
        return text is not null && Fits(pattern, text) ? text : null;
    }

    /// <summary>Whether a text fits; one that takes too long to tell does not.</summary>
    public static bool Fits(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException)
        {
            return false;
        }
    }

    private sealed class Maker(string pattern, ulong chance)
    {
        private int _at;

        public string? Make()
        {
            var text = Alternatives();
            return _at == pattern.Length ? text : null;
        }

        private string Alternatives()
        {
            var options = new List<string> { Sequence() };
            while (_at < pattern.Length && pattern[_at] == '|')
            {
                _at++;
                options.Add(Sequence());
            }

            return options[Next(options.Count)];
        }

        private string Sequence()
        {
            var text = new System.Text.StringBuilder();
            while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
            {
                var start = _at;
                var piece = Atom();
                var end = _at;
                var count = Count();
                var after = _at;
                for (var i = 0; i < count; i++)
                {
                    text.Append(piece);
                    _at = start;
                    piece = Atom();
                }

                _at = Math.Max(after, end);
            }

            return text.ToString();
        }

        private string Atom()
        {
            var c = pattern[_at++];
            switch (c)
            {
                case '^' or '$':
                    return "";
                case '.':
                    return Pick(Everything);
                case '[':
                    return Pick(Class());
                case '(':
                    _at += pattern.AsSpan(_at).StartsWith("?:", StringComparison.Ordinal) ? 2 : 0;
                    var inner = Alternatives();
                    _at++;
                    return inner;
                case '\\' when _at < pattern.Length:
                    return Pick(Escaped(pattern[_at++]));
                default:
                    return c.ToString();
            }
        }

        private string Class()
        {
            var set = new System.Text.StringBuilder();
            var negated = _at < pattern.Length && pattern[_at] == '^';
            _at += negated ? 1 : 0;
            while (_at < pattern.Length && pattern[_at] != ']')
            {
                var c = pattern[_at++];
                if (c == '\\' && _at < pattern.Length)
                {
                    set.Append(Escaped(pattern[_at++]));
                }
                else if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
                {
                    for (var x = c; x <= pattern[_at + 1] && set.Length < 256; x++)
                    {
                        set.Append(x);
                    }

                    _at += 2;
                }
                else
                {
                    set.Append(c);
                }
            }

            _at++;
            return negated ? string.Concat(Everything.Where(e => !set.ToString().Contains(e, StringComparison.Ordinal))) : set.ToString();
        }

        private int Count()
        {
            if (_at >= pattern.Length)
            {
                return 1;
            }

            switch (pattern[_at])
            {
                case '?':
                    _at++;
                    return Next(2);
                case '*':
                    _at++;
                    return Next(5);
                case '+':
                    _at++;
                    return 1 + Next(8);
                case '{' when pattern.IndexOf('}', _at) is > 0 and var close:
                    var bounds = pattern[(_at + 1)..close].Split(',');
                    _at = close + 1;
                    if (!int.TryParse(bounds[0], out var least))
                    {
                        return 1;
                    }

                    var most = bounds.Length == 1 ? least : int.TryParse(bounds[1], out var upper) ? Math.Min(upper, least + 8) : least + 4;
                    return least + Next(most - least + 1);
                default:
                    return 1;
            }
        }

        private static string Escaped(char c) => c switch
        {
            'd' => "0123456789",
            'w' => Everything,
            's' => " ",
            _ => c.ToString(),
        };

        private string Pick(string set) => set.Length == 0 ? "" : set[Next(set.Length)].ToString();

        private int Next(int count) => Dice.Below(chance = Dice.Mix(chance), Math.Max(1, count));
    }
}
