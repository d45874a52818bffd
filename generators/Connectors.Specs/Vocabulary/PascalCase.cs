using System.Text;

namespace Connectors.Specs.Vocabulary;

/// <summary>Names of the vocabulary and of specs as C# has them. What is generated and what is checked beforehand take them from here, so that they agree.</summary>
public static class PascalCase
{
    /// <summary><c>job_id</c>, <c>FULL_TIME</c>, <c>some-slug</c> as <c>JobId</c>, <c>FullTime</c>, <c>SomeSlug</c>. A word that is not an identifier gets a leading underscore.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length);
        // A word in capitals only (FULL_TIME) is lowered; one in mixed case (zipCode) keeps its humps.
        var shouts = !name.Any(char.IsLower);
        var start = true;
        foreach (var c in name)
        {
            if (!IsWordCharacter(c))
            {
                start = true;
                continue;
            }

            text.Append(start ? char.ToUpperInvariant(c) : shouts ? char.ToLowerInvariant(c) : c);
            start = char.IsDigit(c);
        }

        return text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text.ToString();
    }

    private static bool IsWordCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
