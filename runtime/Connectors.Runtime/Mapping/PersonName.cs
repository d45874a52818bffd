namespace Connectors.Runtime.Mapping;

/// <summary>Takes the full name of a person apart.</summary>
/// <remarks>
/// What stands before the first comma is the family name and what follows it the given names. Without a comma the last word is the family name, together
/// with the words in small letters right before it (<c>Anna Maria van der Berg</c>); everything before is the given names. A name of one word is a given name.
/// Names do not always follow this; whoever has the parts apart should map those.
/// </remarks>
public static class PersonName
{
    /// <summary>The given names; null when there are none.</summary>
    /// <param name="name">The full name; null for none.</param>
    public static string? Given(string? name) => Apart(name).Given;

    /// <summary>The family name; null when there is none.</summary>
    /// <param name="name">The full name; null for none.</param>
    public static string? Family(string? name) => Apart(name).Family;

    private static (string? Given, string? Family) Apart(string? name)
    {
        if (name is null)
        {
            return default;
        }

        if (name.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma)
        {
            return (Text(name[(comma + 1)..].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), Text(name[..comma].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));
        }

        var words = name.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        var family = words.Length - 1;
        while (family > 1 && char.IsLower(words[family - 1][0]))
        {
            family--;
        }

        return words.Length < 2 ? (Text(words), null) : (Text(words[..family]), Text(words[family..]));
    }

    private static string? Text(string[] words) => words.Length == 0 ? null : string.Join(' ', words);
}
