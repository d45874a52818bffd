namespace Connectors.Specs.Vocabulary;

/// <summary>A way of writing names.</summary>
internal sealed class NameStyle
{
    private readonly Func<string, bool> _allows;

    private NameStyle(string description, Func<string, bool> allows) => (Description, _allows) = (description, allows);

    /// <summary>The style in words, for messages.</summary>
    public string Description { get; }

    /// <summary>Names of fields, types and features: <c>job_status</c>.</summary>
    public static NameStyle Snake { get; } = new("lower case with underscores, such as job_status", IsSnake);

    /// <summary>Names of inputs and groups: <c>candidate.location.city</c>.</summary>
    public static NameStyle Dotted { get; } = new("a dotted path of lower case names, such as candidate.first_name", name => name.Split('.').All(IsSnake));

    /// <summary>Values of enumerations and cases of unions: <c>FULL_TIME</c>.</summary>
    public static NameStyle Upper { get; } = new("upper case with underscores, such as FULL_TIME", name => IsWord(name, 'A', 'Z'));

    /// <summary>Types of models: <c>JobPosting</c>.</summary>
    public static NameStyle Pascal { get; } = new("in Pascal case, such as JobPosting", name => name is [>= 'A' and <= 'Z', ..] && name.All(c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9')));

    /// <summary>Whether a name is written so.</summary>
    public bool Allows(string name) => _allows(name);

    private static bool IsSnake(string name) => IsWord(name, 'a', 'z');

    /// <summary>A letter first, then letters of that case and digits, with single underscores between them.</summary>
    private static bool IsWord(string name, char first, char last) =>
        name.Length > 0 && name[0] >= first && name[0] <= last
        && name.Split('_').All(part => part.Length > 0 && part.All(c => (c >= first && c <= last) || c is >= '0' and <= '9'));
}
