namespace Connectors.Sandbox.Data;

/// <summary>What each question of a model asks for: the vendor's type, and what follows from it for options and answers.</summary>
/// <param name="owner">The model of questions.</param>
/// <param name="types">The vendor's types with the unified case each stands for.</param>
internal sealed class Questions(Population owner, IReadOnlyList<QuestionType> types)
{
    /// <summary>The most options a question has.</summary>
    public const int MostOptions = 6;

    /// <summary>The vocabulary's name for the case that is answered with yes or no.</summary>
    private const string Boolean = "BOOLEAN";

    private readonly int _step = types.Count % 7 == 0 ? 1 : 7;

    /// <summary>How option ids are written.</summary>
    public IdScheme OptionIds { get; set; } = IdScheme.For(null, 0);

    /// <summary>The vendor's types.</summary>
    public IReadOnlyList<QuestionType> Types => types;

    /// <summary>The type of a question; it never changes. Every type comes up before one comes up again.</summary>
    public QuestionType Type(long question) => types[TypeIndex(question)];

    /// <summary>The place of a question's type in <see cref="Types"/>.</summary>
    public int TypeIndex(long question) => (int)(((question * _step) + (long)(owner.Identity(0) % (ulong)types.Count)) % types.Count);

    /// <summary>Whether the question is answered with yes or no.</summary>
    public bool IsBoolean(long question) => Type(question).Case == Boolean;

    /// <summary>How many options a question has; 0 when it is not one of choice.</summary>
    public int OptionCount(long question) => Type(question).HasOptions ? 2 + Dice.Below(Dice.Mix(owner.Identity(question)), MostOptions - 1) : 0;

    /// <summary>The index of an option's id.</summary>
    public static long OptionIndex(long question, int option) => (question * 8) + option;

    /// <summary>Which of the questions in <see cref="Words.Questions"/> fits the type: nobody is asked for a date with a slider.</summary>
    public int Title(long question)
    {
        int[] fitting = Type(question).Case switch
        {
            Boolean => [0, 6, 9],
            "NUMBER" => [2, 7],
            "SINGLE_SELECT" or "MULTI_SELECT" => [3, 10],
            "DATE" => [4],
            "FILE" => [5],
            "INFORMATION" => [11],
            _ => [1, 8],
        };
        return fitting[question / types.Count % fitting.Length];
    }

    /// <summary>The smallest number that answers the question.</summary>
    public long Minimum(long question) => Dice.Below(owner.Identity(question), 2);

    /// <summary>The largest number that answers the question.</summary>
    public long Maximum(long question) => Minimum(question) + (Dice.Below(Dice.Mix(owner.Identity(question)), 4) switch { 0 => 4, 1 => 9, 2 => 40, _ => 1000 });

    /// <summary>The longest text that answers the question; 0 for any.</summary>
    public int MaxLength(long question) => Dice.Below(owner.Identity(question), 4) switch { 0 => 0, 1 => 40, 2 => 255, _ => 2000 };
}

/// <summary>A vendor's type of question.</summary>
/// <param name="Vendor">The vendor's word.</param>
/// <param name="Case">The vocabulary's case.</param>
/// <param name="HasOptions">Whether it offers options.</param>
internal sealed record QuestionType(string Vendor, string Case, bool HasOptions);
