using System.Globalization;

namespace Connectors.Server.Connect;

/// <summary>What the connect page says, in one language. Texts with a place in braces are filled by <see cref="Fill"/>.</summary>
internal sealed partial record ConnectTexts
{
    /// <summary>The language of whoever says none.</summary>
    public const string Default = "en";

    private static readonly Dictionary<string, ConnectTexts> All = new(StringComparer.Ordinal) { ["en"] = English, ["de"] = German, ["fr"] = French, ["it"] = Italian, ["es"] = Spanish };

    /// <summary>The languages that there are.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. All.Keys];

    /// <summary>The language, as pages name it.</summary>
    public required string Language { get; init; }

    /// <summary>The heading over the form; {0} is the tool.</summary>
    public required string Connect { get; init; }

    /// <summary>The heading over the form of an integration that is there; {0} is the tool.</summary>
    public required string ConnectAgain { get; init; }

    /// <summary>Whose account it is; {0} is the customer.</summary>
    public required string For { get; init; }

    /// <summary>The heading over the tools.</summary>
    public required string ChooseTool { get; init; }

    /// <summary>The label of the tools.</summary>
    public required string Tool { get; init; }

    /// <summary>Goes on with the tool that was chosen.</summary>
    public required string Continue { get; init; }

    /// <summary>Goes back to the tools.</summary>
    public required string OtherTool { get; init; }

    /// <summary>The heading over the steps to the credentials.</summary>
    public required string Guide { get; init; }

    /// <summary>The heading over the fields.</summary>
    public required string Credentials { get; init; }

    /// <summary>Said of a field that may stay empty.</summary>
    public required string Optional { get; init; }

    /// <summary>Said below a field; {0} is an example.</summary>
    public required string Example { get; init; }

    /// <summary>Said below a field that is never shown again.</summary>
    public required string Secret { get; init; }

    /// <summary>Said below a field that holds several values.</summary>
    public required string List { get; init; }

    /// <summary>Tests the credentials and goes on.</summary>
    public required string Test { get; init; }

    /// <summary>The heading over what has to be mended.</summary>
    public required string Problems { get; init; }

    /// <summary>Said of a field that must not stay empty.</summary>
    public required string Missing { get; init; }

    /// <summary>Said of a field that has a value which is not offered.</summary>
    public required string NoOption { get; init; }

    /// <summary>Said of a field whose value does not look like one.</summary>
    public required string WrongForm { get; init; }

    /// <summary>The vendor, {0}, does not accept the credentials.</summary>
    public required string Authentication { get; init; }

    /// <summary>The credentials lack a right at {0}.</summary>
    public required string Permission { get; init; }

    /// <summary>{0} knows no such account.</summary>
    public required string NotFound { get; init; }

    /// <summary>{0} refuses what was sent.</summary>
    public required string Refused { get; init; }

    /// <summary>{0} cannot be reached.</summary>
    public required string Unavailable { get; init; }

    /// <summary>{0} wants to be left alone for a while.</summary>
    public required string RateLimited { get; init; }

    /// <summary>{0} answers with something unexpected.</summary>
    public required string Unexpected { get; init; }

    /// <summary>The integration is another account's at {0}.</summary>
    public required string OtherAccount { get; init; }

    /// <summary>What {0} said, before it.</summary>
    public required string Said { get; init; }

    /// <summary>What else may be wrong; {0} are the labels of fields.</summary>
    public required string AlsoCheck { get; init; }

    /// <summary>The heading over what is chosen from the vendor's lists.</summary>
    public required string Choices { get; init; }

    /// <summary>What the choices are for; {0} is the tool.</summary>
    public required string ChoicesWhy { get; init; }

    /// <summary>The choice of nothing.</summary>
    public required string NoChoice { get; init; }

    /// <summary>Ends the choices.</summary>
    public required string Finish { get; init; }

    /// <summary>Goes back to the fields.</summary>
    public required string Back { get; init; }

    /// <summary>The heading when all is done; {0} is the tool.</summary>
    public required string Done { get; init; }

    /// <summary>What happens next.</summary>
    public required string DoneText { get; init; }

    /// <summary>Said of the code that the caller learns of the integration by.</summary>
    public required string Code { get; init; }

    /// <summary>Closes the page, where another one shows it.</summary>
    public required string Close { get; init; }

    /// <summary>The heading where somebody has to agree at {0}.</summary>
    public required string Agree { get; init; }

    /// <summary>What {0} asks.</summary>
    public required string AgreeWhy { get; init; }

    /// <summary>The way to {0}.</summary>
    public required string AgreeAt { get; init; }

    /// <summary>Said where that opens a window.</summary>
    public required string AgreeWindow { get; init; }

    /// <summary>Said when somebody has agreed at {0}.</summary>
    public required string Agreed { get; init; }

    /// <summary>What to do in a window that was opened for it.</summary>
    public required string CloseWindow { get; init; }

    /// <summary>Said of an application at {0} that is the customer's own, before the address that it has to know.</summary>
    public required string Application { get; init; }

    /// <summary>Nobody has agreed at {0}.</summary>
    public required string Declined { get; init; }

    /// <summary>It took too long at {0}.</summary>
    public required string TooLate { get; init; }

    /// <summary>Said where {0} is played by the server: which credentials are accepted.</summary>
    public required string Played { get; init; }

    /// <summary>The heading when a link has been used.</summary>
    public required string UsedTitle { get; init; }

    /// <summary>What to do then.</summary>
    public required string UsedText { get; init; }

    /// <summary>The heading when a link is too old.</summary>
    public required string ExpiredTitle { get; init; }

    /// <summary>What to do then.</summary>
    public required string ExpiredText { get; init; }

    /// <summary>The heading when a link is none of this server's.</summary>
    public required string WrongTitle { get; init; }

    /// <summary>What to do then.</summary>
    public required string WrongText { get; init; }

    /// <summary>The heading when somebody is back from a vendor with what belongs to no link, or no more.</summary>
    public required string LostTitle { get; init; }

    /// <summary>What to do then.</summary>
    public required string LostText { get; init; }

    /// <summary>The heading when the integration has ended meanwhile.</summary>
    public required string EndedTitle { get; init; }

    /// <summary>What to do then.</summary>
    public required string EndedText { get; init; }

    public static ConnectTexts Of(string language) => All[language];

    /// <summary>What is said of a failure; {0} is the vendor.</summary>
    public string Why(FailureReason reason) => reason switch
    {
        FailureReason.Authentication => Authentication,
        FailureReason.Permission => Permission,
        FailureReason.NotFound => NotFound,
        FailureReason.Refused => Refused,
        FailureReason.Unavailable => Unavailable,
        FailureReason.RateLimited => RateLimited,
        FailureReason.OtherAccount => OtherAccount,
        FailureReason.Declined => Declined,
        FailureReason.TooLate => TooLate,
        _ => Unexpected,
    };

    /// <summary>A text with what stands in its place.</summary>
    public static string Fill(string text, string value) => string.Format(CultureInfo.InvariantCulture, text, value);
}
